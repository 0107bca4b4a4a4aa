import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { noDue } from "./clock.ts";
import { closePauses, pausesOnceDecided, stopClock } from "./pauses.ts";
import type { ItemState, ItemStatus } from "./state.ts";

/** Events that happen to one item. */
export type ItemEvent = Extract<CaseEvent, { itemId: string }>;

const initialStatus: Readonly<Record<ItemState["plan"]["takesPart"], ItemStatus>> = {
  asked: "waiting",
  notified: "notified",
  waived: "waived",
  "not-applicable": "not-applicable",
};

/** An item as it was planned, before anything happened to it. */
export const plannedItem = (plan: ItemState["plan"]): ItemState => ({
  id: plan.item,
  plan,
  limits: plan.limits,
  status: initialStatus[plan.takesPart],
  round: 0,
  revision: 0,
  fingerprint: "",
  fingerprints: {},
  shownAgainAt: "",
  askedOn: null,
  replyBy: null,
  acceptedOn: null,
  due: noDue,
  pauses: [],
  lastAnswerAt: "",
  officer: null,
  wishes: [],
  documents: [],
  opinion: null,
  rejection: null,
  decidedAt: null,
  warned: false,
  overdue: false,
});

/** Fold one of an item's events into it. `at` is when the hub wrote it. */
export const evolveItem = (item: ItemState, event: ItemEvent, at: string): ItemState => ({
  ...item,
  ...changes(item, event, at),
});

const changes = (item: ItemState, event: ItemEvent, at: string): Partial<ItemState> => {
  switch (event.type) {
    case "ItemAsked":
      return asked(item, event, at);
    case "ItemUpdated":
      return shown(item, event, at);
    case "ItemAccepted":
      return accepted(item, event);
    case "ItemApproved":
      return { ...decided(item, event, at), status: "approved", documents: event.documents };
    case "ItemRejected":
      return { ...decided(item, event, at), status: "rejected", rejection: event.reason };
    case "CorrectionWished":
      return wished(item, event, at);
    case "ItemSuspended":
      return suspended(item, event);
    case "ItemResumed":
      return {
        ...answered(event),
        status: runningStatus(item),
        pauses: closePauses(item.pauses, event.on),
        due: event.due,
      };
    case "ItemStoodDown":
      return { status: "stood-down", wishes: [] };
    case "ItemWarned":
      return { warned: true };
    case "ItemOverdue":
      return { overdue: true };
  }
};

const runningStatus = (item: ItemState): ItemStatus => (item.acceptedOn === null ? "asked" : "accepted");

const answered = (event: { officer: ItemState["officer"]; answeredAt: string }) => ({
  officer: event.officer,
  lastAnswerAt: event.answeredAt,
});

const shown = (item: ItemState, event: EventOf<"ItemAsked"> | EventOf<"ItemUpdated">, at: string) => {
  const { revision, fingerprint } = event;
  const before = item.fingerprints[revision];
  return {
    revision,
    fingerprint,
    fingerprints: { ...item.fingerprints, [revision]: fingerprint },
    shownAgainAt: before === undefined || before === fingerprint ? "" : at,
  };
};

const asked = (item: ItemState, event: EventOf<"ItemAsked">, at: string): Partial<ItemState> => ({
  ...shown(item, event, at),
  status: runningStatus(item),
  round: event.round,
  askedOn: event.on,
  replyBy: event.replyBy,
  pauses: closePauses(item.pauses, event.on),
  due: event.due ?? item.due,
  wishes: [],
  rejection: null,
  decidedAt: null,
});

const accepted = (item: ItemState, event: EventOf<"ItemAccepted">): Partial<ItemState> => ({
  status: item.status === "asked" ? "accepted" : item.status,
  acceptedOn: event.acceptedOn,
  due: event.due,
  officer: event.officer ?? item.officer,
  lastAnswerAt: event.deemed ? item.lastAnswerAt : event.answeredAt,
});

const decided = (item: ItemState, event: EventOf<"ItemApproved"> | EventOf<"ItemRejected">, at: string) => ({
  ...answered(event),
  opinion: event.type === "ItemApproved" ? (event.opinion ?? null) : event.reason.text,
  pauses: pausesOnceDecided(item, shanghaiDate(at)),
  wishes: [],
  rejection: null,
  decidedAt: at,
});

const wished = (item: ItemState, event: EventOf<"CorrectionWished">, at: string): Partial<ItemState> => ({
  ...answered(event),
  ...stopClock(item, shanghaiDate(at), { statutory: false }),
  status: "correcting",
  wishes: event.wishes,
  rejection: null,
  decidedAt: null,
});

const suspended = (item: ItemState, event: EventOf<"ItemSuspended">): Partial<ItemState> => ({
  ...answered(event),
  ...(event.stopsClock ? stopClock(item, event.on, { statutory: true }) : {}),
  status: "suspended",
});
