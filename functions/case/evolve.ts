import type { CaseEvent, EventOf, RecordedEvent } from "../../schemas/events.ts";
import { evolveItem, type ItemEvent, plannedItem } from "./evolve-item.ts";
import { evolveLicence } from "./evolve-licence.ts";
import { closePauses } from "./pauses.ts";
import type { CaseState, ItemState } from "./state.ts";

/**
 * Fold one recorded event into the state; `null` is the state before `CaseFiled`.
 *
 * Total over every log that begins with `CaseFiled`: it never refuses and never looks at a clock.
 */
export const evolve = (state: CaseState | null, recorded: RecordedEvent): CaseState => {
  const { event } = recorded;
  if (event.type === "CaseFiled") return filed(event, recorded);
  if (state === null) throw new Error(`a log must begin with CaseFiled, this one begins with ${event.type}`);
  return { ...apply(state, event, recorded.at), version: recorded.seq };
};

/** Fold a whole log. Returns `null` for an empty one. */
export const fold = (events: Iterable<RecordedEvent>): CaseState | null => {
  let state: CaseState | null = null;
  for (const event of events) state = evolve(state, event);
  return state;
};

const filed = (event: EventOf<"CaseFiled">, { seq, at }: RecordedEvent): CaseState => ({
  version: seq,
  caseId: event.caseId,
  processId: event.processId,
  processVersion: event.processVersion,
  mode: event.mode,
  division: event.division,
  channel: event.channel,
  applicant: event.applicant,
  filedBy: event.filedBy ?? event.applicant,
  title: event.title,
  filedAt: at,
  receivedOn: event.receivedOn,
  status: "reviewing",
  revision: 1,
  form: event.form,
  materials: event.materials,
  reservation: event.reservation,
  items: Object.fromEntries(event.plan.map((plan) => [plan.item, plannedItem(plan)])),
  outputs: {},
  settledStages: [],
  notice: null,
  noticeCount: 0,
  refusal: [],
  withdrawal: null,
  licence: null,
  closedAt: null,
});

const isItemEvent = (event: CaseEvent): event is ItemEvent => "itemId" in event;

const apply = (state: CaseState, event: Exclude<CaseEvent, { type: "CaseFiled" }>, at: string): CaseState => {
  if (isItemEvent(event)) return itemChanged(state, event, at);
  switch (event.type) {
    case "CorrectionNoticeIssued":
      return noticeIssued(state, event, at);
    case "CorrectionNoticeLifted":
      return { ...state, status: "reviewing", notice: null };
    case "RevisionSubmitted":
      return revised(state, event);
    case "StageSettled":
      return stageSettled(state, event);
    case "CaseRefused":
      return { ...state, status: "refused", refusal: event.reasons, notice: null, closedAt: at };
    case "CaseWithdrawn":
      return { ...state, status: "withdrawn", withdrawal: event.reason, notice: null, closedAt: at };
    case "PersonalDataErased":
      return state;
    case "LicenceIssued":
      return { ...state, status: "issued", closedAt: at, licence: evolveLicence(state.licence, event, at) };
    case "LicenceReissued":
    case "LicenceRevoked":
      return { ...state, licence: evolveLicence(state.licence, event, at) };
  }
};

const itemChanged = (state: CaseState, event: ItemEvent, at: string): CaseState => {
  const item = state.items[event.itemId];
  if (item === undefined) return state;
  const next = { ...state, items: { ...state.items, [item.id]: evolveItem(item, event, at) } };
  switch (event.type) {
    case "ItemAsked":
      return { ...next, settledStages: state.settledStages.filter((stage) => stage !== item.plan.stage) };
    case "ItemApproved":
      return {
        ...next,
        notice: withoutWishesOf(state, item.id),
        outputs: { ...state.outputs, [item.id]: event.outputs },
      };
    case "ItemRejected":
      return { ...next, notice: withoutWishesOf(state, item.id) };
    default:
      return next;
  }
};

const withoutWishesOf = (state: CaseState, itemId: string): CaseState["notice"] =>
  state.notice && { ...state.notice, wishes: state.notice.wishes.filter((each) => each.itemId !== itemId) };

const noticeIssued = (state: CaseState, event: EventOf<"CorrectionNoticeIssued">, at: string): CaseState => {
  const { number, revision, wishes } = event;
  const notice = { number, revision, issuedAt: at, wishes };
  return { ...state, status: "awaiting-applicant", notice, noticeCount: number };
};

const stageSettled = (state: CaseState, event: EventOf<"StageSettled">): CaseState => ({
  ...state,
  status: event.last ? "settled" : state.status,
  settledStages: [...new Set([...state.settledStages, event.stageId])],
});

/** An item that newly takes part, or no longer does, begins afresh; only what the record must keep is kept. */
const replanned = (item: ItemState, plan: ItemState["plan"] | undefined): ItemState => {
  if (plan === undefined || plan.takesPart === item.plan.takesPart) return item;
  const { round, fingerprints, lastAnswerAt, overdue } = item;
  return { ...plannedItem(plan), round, fingerprints, lastAnswerAt, overdue };
};

/** A correction answers every wish there is; an item that still wishes for something is then asked again. */
const revisedItem = (item: ItemState, event: EventOf<"RevisionSubmitted">): ItemState => {
  const due = event.due[item.id];
  const plan = event.plan.find((each) => each.item === item.id);
  const running = due === undefined ? item : { ...item, pauses: closePauses(item.pauses, event.on), due };
  return replanned({ ...running, wishes: [] }, plan);
};

const revised = (state: CaseState, event: EventOf<"RevisionSubmitted">): CaseState => {
  const { revision, form, materials, title, reservation, division = state.division } = event;
  const items = Object.values(state.items).map((item) => revisedItem(item, event));
  const isReopened = (stage: string) =>
    items.some((item) => item.plan.stage === stage && item.status === "waiting");
  const takesPart = (id: string) => items.some((item) => item.id === id && item.plan.takesPart === "asked");
  return {
    ...state,
    items: Object.fromEntries(items.map((item) => [item.id, item])),
    outputs: Object.fromEntries(Object.entries(state.outputs).filter(([id]) => takesPart(id))),
    settledStages: state.settledStages.filter((stage) => !isReopened(stage)),
    status: "reviewing",
    notice: null,
    ...{ revision, form, materials, title, reservation, division },
  };
};
