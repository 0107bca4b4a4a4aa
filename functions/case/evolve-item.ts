import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { limitOf } from "../../schemas/limit.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { noDue } from "./clock.ts";
import { itemActOf } from "./clock-acts.ts";
import { dueWhenStopped } from "./pauses.ts";
import type { DecisionMade, ItemState, ItemStatus } from "./state.ts";

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
  limits: { promised: limitOf(plan.limits.promised), statutory: limitOf(plan.limits.statutory) },
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
  acts: [],
  extension: null,
  suspension: null,
  lastAnswerAt: "",
  claimedBy: null,
  officer: null,
  wishes: [],
  wishedByLead: false,
  documents: [],
  opinion: null,
  rejection: null,
  consent: null,
  decidedAt: null,
  decision: null,
  warnings: [],
  warnedFor: {},
  overruns: [],
  overdue: false,
  reminders: [],
  leadCalled: false,
  ruling: null,
  voiding: null,
  check: null,
});

/** Fold one of an item's events into it. `at` is when the hub wrote it. */
export const evolveItem = (item: ItemState, event: ItemEvent, at: string): ItemState => {
  const act = itemActOf(event, at);
  const acts = act === null ? item.acts : [...item.acts, act];
  const next = { ...item, acts, ...changes({ ...item, acts }, event, at) };
  const outcome = outcomeOf(item, event);
  return withRulingEnded(outcome === null ? next : { ...next, decision: decisionOf(next, outcome, at) }, at);
};

const isDisputed = ({ leadCalled, status }: ItemState): boolean =>
  leadCalled && (status === "rejected" || status === "silent");

/** A call of the lead is over once the item no longer stands objected to or unanswered. */
const withRulingEnded = (item: ItemState, at: string): ItemState =>
  item.ruling === null || item.ruling.endedOn !== null || isDisputed(item)
    ? item
    : { ...item, ruling: { ...item.ruling, endedOn: shanghaiDate(at) } };

/** What an event decides of an item. A lead that does not follow an objection changes nothing of what its department decided. */
const outcomeOf = ({ status }: ItemState, event: ItemEvent): DecisionMade["outcome"] | null => {
  switch (event.type) {
    case "ItemApproved":
      return "approved";
    case "ItemRejected":
      return "rejected";
    case "ItemDeemedConsent":
      return "deemed";
    case "LeadRuled":
      if (status !== "silent" || event.ruling === "suspend") return null;
      return event.ruling === "approve" ? "deemed" : "rejected";
    default:
      return null;
  }
};

const decisionOf = (item: ItemState, outcome: DecisionMade["outcome"], at: string): DecisionMade => {
  const { acceptedOn, limits, extension, due, acts, round, overruns } = item;
  return {
    outcome,
    at,
    acceptedOn,
    limits,
    extension,
    due,
    acts,
    round,
    isOverdue: overruns.includes("promised"),
  };
};

const changes = (item: ItemState, event: ItemEvent, at: string): Partial<ItemState> => {
  switch (event.type) {
    case "ItemAsked":
      return asked(item, event, at);
    case "ItemUpdated":
      return shown(item, event, at);
    case "ItemClaimed":
      return { claimedBy: event.by };
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
      return { ...answered(event), status: runningStatus(item), suspension: null, due: event.due };
    case "ItemExtended":
      return { ...answered(event), extension: { by: event.by, on: event.on }, due: event.due };
    case "ItemForwarded":
      return { ...answered(event), status: "forwarded", opinion: event.opinion };
    case "ItemReminded":
      return { reminders: [...item.reminders, event.step] };
    case "ItemDeemedConsent":
      return {
        ...(event.revision === undefined ? {} : shown(item, { ...event, revision: event.revision }, at)),
        status: "deemed",
        suspension: null,
        wishes: [],
        consent: { basis: event.basis, officer: null },
        decidedAt: at,
      };
    case "ItemFellSilent":
      return { status: "silent", suspension: null };
    case "LeadCalled":
      return { leadCalled: true, ruling: { calledOn: event.on, endedOn: null } };
    case "LeadRuled":
      return ruled(item, event, at);
    case "ItemStoodDown":
      return { status: "stood-down", suspension: null, wishes: [] };
    case "ItemWarned":
      return {
        warnings: [...new Set([...item.warnings, event.limit])],
        warnedFor: { ...item.warnedFor, [event.limit]: event.dueOn },
      };
    case "ItemOverdue":
      return { overruns: [...new Set([...item.overruns, event.limit])], overdue: true };
    case "DueRecomputed":
      return { due: event.due, replyBy: event.replyBy ?? item.replyBy };
    case "VoidAsked":
      return { voiding: { askedOn: event.on, dueOn: event.dueOn, doneOn: null } };
    case "VoidAcknowledged":
      return {
        officer: event.officer,
        voiding: item.voiding === null ? null : { ...item.voiding, doneOn: event.on },
      };
    case "CommitmentChecked":
      return { check: { kept: event.kept, on: event.on } };
  }
};

const runningStatus = (item: ItemState): ItemStatus => (item.acceptedOn === null ? "asked" : "accepted");

const answered = (event: { officer: ItemState["officer"]; answeredAt: string }) => ({
  officer: event.officer,
  lastAnswerAt: event.answeredAt,
});

const shown = (
  item: ItemState,
  { revision, fingerprint }: Pick<EventOf<"ItemUpdated">, "revision" | "fingerprint">,
  at: string,
) => {
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
  due: event.due ?? item.due,
  suspension: null,
  reminders: [],
  leadCalled: false,
  wishes: [],
  wishedByLead: false,
  rejection: null,
  consent: null,
  decidedAt: null,
});

const accepted = (item: ItemState, event: EventOf<"ItemAccepted">): Partial<ItemState> => ({
  status: item.status === "asked" ? "accepted" : item.status,
  acceptedOn: event.acceptedOn,
  due: event.due,
  officer: event.officer ?? item.officer,
  lastAnswerAt: event.officer === null ? item.lastAnswerAt : event.answeredAt,
});

const decided = (_: ItemState, event: EventOf<"ItemApproved"> | EventOf<"ItemRejected">, at: string) => ({
  ...answered(event),
  opinion: event.type === "ItemApproved" ? (event.opinion ?? null) : event.reason.text,
  suspension: null,
  wishes: [],
  rejection: null,
  consent: null,
  leadCalled: false,
  decidedAt: at,
});

const wished = (item: ItemState, event: EventOf<"CorrectionWished">, _: string): Partial<ItemState> => ({
  ...answered(event),
  due: dueWhenStopped(item, item.acts),
  status: "correcting",
  wishes: event.wishes,
  wishedByLead: false,
  rejection: null,
  decidedAt: null,
});

const suspended = (item: ItemState, event: EventOf<"ItemSuspended">): Partial<ItemState> => ({
  ...answered(event),
  ...(event.stopsClock ? { due: dueWhenStopped(item, item.acts) } : {}),
  suspension: {
    procedure: event.procedure,
    since: event.on,
    plannedEnd: event.plannedEnd ?? null,
    plannedWorkingDays: event.plannedWorkingDays,
    stopsClock: event.stopsClock,
  },
  status: "suspended",
});

/** What the lead makes of an objection or of silence: it goes on, it ends the case, or the applicant mends it. */
const ruled = (item: ItemState, event: EventOf<"LeadRuled">, at: string): Partial<ItemState> => {
  switch (event.ruling) {
    case "approve":
      return {
        status: "overruled",
        rejection: null,
        wishes: [],
        consent: { basis: event.reasons, officer: event.officer },
        fingerprint: event.fingerprint,
        decidedAt: at,
      };
    case "refuse":
      return {
        leadCalled: false,
        status: "rejected",
        rejection: item.rejection ?? { code: "lead-refused", text: event.reasons },
        decidedAt: at,
      };
    case "suspend":
      return {
        leadCalled: false,
        status: "correcting",
        wishes: [{ path: "opinion", message: item.rejection?.text ?? event.reasons }],
        wishedByLead: true,
        due: dueWhenStopped(item, item.acts),
        rejection: null,
        decidedAt: null,
      };
  }
};
