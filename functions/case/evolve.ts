import type { CaseEvent, EventOf, PlannedItem, RecordedEvent } from "../../schemas/events.ts";
import { limitOf } from "../../schemas/limit.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { caseActOf, type Moment } from "./clock-acts.ts";
import { evolveFees, isFeeEvent, noFees } from "./evolve-fees.ts";
import { evolveItem, type ItemEvent, plannedItem } from "./evolve-item.ts";
import { evolveLicence } from "./evolve-licence.ts";
import { evolveMeetings, isMeetingEvent } from "./evolve-meetings.ts";
import {
  greenChannelGranted,
  inheritedRevoked,
  reservedBy,
  stillInherited,
  supersededBy,
} from "./evolve-project.ts";
import { evolveSupervision, isSupervisionEvent, withWarning } from "./evolve-supervision.ts";
import { feeActOf } from "./fees/fee-acts.ts";
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
  const act = caseActOf(event, recorded.at);
  const acts = act === null ? state.acts : [...state.acts, act];
  const next = { ...apply({ ...state, acts }, event, recorded.at), version: recorded.seq };
  const ofFees = feeActOf(state, next, recorded);
  return ofFees === null ? next : { ...next, acts: [...next.acts, ofFees] };
};

/** Fold a whole log. Returns `null` for an empty one. */
export const fold = (events: Iterable<RecordedEvent>): CaseState | null => {
  let state: CaseState | null = null;
  for (const event of events) state = evolve(state, event);
  return state;
};

const isJointly = (plan: readonly PlannedItem[]): boolean =>
  new Set(plan.filter(({ takesPart }) => takesPart === "asked").map(({ department }) => department)).size > 1;

const limitsIn = (logged: EventOf<"CaseFiled">["limits"]): CaseState["limits"] => ({
  promised: limitOf(logged?.promised ?? null),
  statutory: limitOf(logged?.statutory ?? null),
});

const filed = (event: EventOf<"CaseFiled">, { seq, at }: RecordedEvent): CaseState => ({
  version: seq,
  caseId: event.caseId,
  processId: event.processId,
  processVersion: event.processVersion,
  catalogVersion: event.catalogVersion,
  mode: event.mode,
  division: event.division,
  channel: event.channel,
  applicant: event.applicant,
  filedBy: event.filedBy ?? event.applicant,
  title: event.title,
  filedAt: at,
  receivedOn: event.receivedOn,
  acceptedOn: event.acceptedOn ?? null,
  status: "reviewing",
  revision: 1,
  form: event.form,
  materials: event.materials,
  reservations: reservedBy(event),
  items: Object.fromEntries(event.plan.map((plan) => [plan.item, plannedItem(plan)])),
  outputs: {},
  settledStages: [],
  settledOn: {},
  project: event.project ?? null,
  inherited: (event.inherited ?? []).map((output) => ({ ...output, revoked: null })),
  inheritedMaterials: (event.inheritedMaterials ?? []).map((each) => ({ ...each, revoked: null })),
  greenChannel: event.greenChannel ?? null,
  meetings: [],
  fees: noFees,
  notice: null,
  noticeCount: 0,
  notices: [],
  changes: [],
  isJoint: isJointly(event.plan),
  limits: limitsIn(event.limits),
  acts: [caseActOf(event, at)].filter((act) => act !== null),
  extension: null,
  warnings: [],
  warnedFor: {},
  warnedOn: {},
  breaches: {},
  cards: {},
  tolerance: event.tolerance === undefined ? null : { ...event.tolerance, kept: false },
  keptOn: null,
  delegation: event.delegation === undefined ? null : { ...event.delegation, revoked: false },
  owner: event.owner ?? null,
  withdrawalRequest: null,
  ratings: [],
  deliveredOn: null,
  refusal: [],
  withdrawal: null,
  licence: null,
  closedAt: null,
  isErased: false,
});

const isItemEvent = (event: CaseEvent): event is ItemEvent => "itemId" in event;

const apply = (state: CaseState, event: Exclude<CaseEvent, { type: "CaseFiled" }>, at: string): CaseState => {
  if (isItemEvent(event)) return itemChanged(state, event, at);
  if (isSupervisionEvent(event)) return evolveSupervision(state, event, at);
  if (isMeetingEvent(event)) return { ...state, meetings: evolveMeetings(state.meetings, event) };
  if (isFeeEvent(event)) return { ...state, fees: evolveFees(state.fees, event) };
  switch (event.type) {
    case "CorrectionNoticeIssued":
      return noticeIssued(state, event, at);
    case "CorrectionNoticeLifted":
      return { ...state, status: "reviewing", notice: null };
    case "RevisionSubmitted":
      return revised(state, event, at);
    case "StageSettled":
      return stageSettled(state, event, at);
    case "CaseRefused":
      return { ...ended(state, at), status: "refused", refusal: event.reasons };
    case "CaseReturned":
      return { ...ended(state, at), status: "returned" };
    case "CaseWithdrawn":
      return { ...ended(state, at), status: "withdrawn", withdrawal: event.reason };
    case "CaseExtended":
      return { ...state, extension: { by: event.by, on: event.on } };
    case "PromiseKept":
      return { ...state, keptOn: event.on, tolerance: state.tolerance && { ...state.tolerance, kept: true } };
    case "WithdrawalRequested": {
      const { reason, on, rulingBy } = event;
      return { ...state, withdrawalRequest: { reason, on, rulingBy, status: "submitted", ruledOn: null } };
    }
    case "WithdrawalRuled":
      return withdrawalRuled(state, event.isGranted ? "granted" : "refused", event.on);
    case "OwnerHandedOver":
      return { ...state, owner: event.to };
    case "DelegationRevoked":
      return { ...state, delegation: state.delegation && { ...state.delegation, revoked: true } };
    case "InheritedRevoked":
      return inheritedRevoked(state, event);
    case "ProjectFeesTaken":
      return { ...state, project: state.project && { ...state.project, bearsProjectFees: true } };
    case "GreenChannelGranted":
      return greenChannelGranted(state, event);
    case "LicenceDelivered":
      return { ...state, deliveredOn: event.on };
    case "PersonalDataErased":
      return { ...state, isErased: true };
    case "LicenceIssued":
      return { ...ended(state, at), status: "issued", licence: evolveLicence(state.licence, event, at) };
    case "LicenceReissued":
    case "LicenceRevoked":
      return { ...state, licence: evolveLicence(state.licence, event, at) };
  }
};

/** What every end of a case brings: no notice, and a wish to withdraw that was still open is void. */
const ended = (state: CaseState, at: string): CaseState => ({
  ...(state.withdrawalRequest?.status === "submitted"
    ? withdrawalRuled(state, "void", shanghaiDate(at))
    : state),
  notice: null,
  closedAt: at,
});

const withdrawalRuled = (
  state: CaseState,
  status: "granted" | "refused" | "void",
  ruledOn: IsoDate,
): CaseState => ({
  ...state,
  withdrawalRequest: state.withdrawalRequest && { ...state.withdrawalRequest, status, ruledOn },
});

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
    case "ItemOverdue": {
      const { recordId, department, officer } = event.accountability;
      const responsible = { department, post: officer?.post ?? null, person: officer?.name ?? null };
      const breach = {
        recordId,
        breach: `item-${event.limit}` as const,
        item: item.id,
        dueOn: event.dueOn,
        on: shanghaiDate(at),
        responsible,
      };
      return { ...next, breaches: { ...state.breaches, [recordId]: breach } };
    }
    case "ItemWarned":
      return withWarning(next, `${state.caseId}-${item.id}-${event.limit}-warning`, shanghaiDate(at));
    default:
      return next;
  }
};

const withoutWishesOf = (state: CaseState, itemId: string): CaseState["notice"] =>
  state.notice && { ...state.notice, wishes: state.notice.wishes.filter((each) => each.itemId !== itemId) };

const noticeIssued = (state: CaseState, event: EventOf<"CorrectionNoticeIssued">, at: string): CaseState => {
  const { number, revision, wishes, answerBy = null } = event;
  const notice = { number, revision, issuedAt: at, wishes, answerBy };
  const paths: Record<string, readonly string[]> = {};
  for (const { itemId, path } of wishes) paths[itemId] = [...(paths[itemId] ?? []), path];
  const notices = [...state.notices, { revision, issuedAt: at, answered: false, paths }];
  return { ...state, status: "awaiting-applicant", notice, noticeCount: number, notices };
};

const stageSettled = (state: CaseState, event: EventOf<"StageSettled">, at: string): CaseState => ({
  ...state,
  status: event.last ? "settled" : state.status,
  settledOn: { ...state.settledOn, [event.stageId]: shanghaiDate(at) },
  settledStages: [...new Set([...state.settledStages, event.stageId])],
});

/** An item that newly takes part, or no longer does, begins afresh; only what the record must keep is kept. */
const replanned = (item: ItemState, plan: ItemState["plan"] | undefined, moment: Moment): ItemState => {
  if (plan === undefined || plan.takesPart === item.plan.takesPart) return item;
  const { round, fingerprints, lastAnswerAt, decision, ruling, voiding, warnings } = item;
  const acts = [...item.acts, { act: "begun-afresh" as const, ...moment }];
  return {
    ...plannedItem(plan),
    acts,
    round,
    fingerprints,
    lastAnswerAt,
    decision,
    ruling,
    voiding,
    warnings,
  };
};

/** A correction answers every wish there is; an item that still wishes for something is then asked again. */
const revisedItem = (item: ItemState, event: EventOf<"RevisionSubmitted">, at: string): ItemState => {
  const moment = { on: event.on, at };
  const due = event.due[item.id];
  const plan = event.plan.find((each) => each.item === item.id);
  const act = { act: "resubmitted" as const, revision: event.revision, ...moment };
  const running = item.status === "correcting" ? { ...item, acts: [...item.acts, act] } : item;
  return replanned({ ...running, due: due ?? running.due, wishes: [] }, plan, moment);
};

/** The notices of the revision that is mended now; one that was lifted before is not among what the applicant answered. */
const answered = ({ notices, revision }: CaseState): CaseState["notices"] =>
  notices.map((each) => (each.revision === revision ? { ...each, answered: true } : each));

const revised = (state: CaseState, event: EventOf<"RevisionSubmitted">, at: string): CaseState => {
  const { revision, form, materials, title, division = state.division } = event;
  const items = Object.values(state.items).map((item) => revisedItem(item, event, at));
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
    notices: state.notice === null ? state.notices : answered(state),
    changes: [...state.changes, { revision, paths: event.changed }],
    isJoint: isJointly(items.map(({ plan }) => plan)),
    limits: event.limits === undefined ? state.limits : limitsIn(event.limits),
    inherited: supersededBy(state.inherited, event.inherited),
    inheritedMaterials: stillInherited(state, materials),
    reservations: reservedBy(event),
    project: state.project && { ...state.project, ...event.project },
    ...{ revision, form, materials, title, division },
  };
};
