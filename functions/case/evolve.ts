import type { CaseEvent, Due, EventOf, RecordedEvent } from "../../schemas/events.ts";
import type { CaseState, ItemState, ItemStatus, Pause } from "./state.ts";

const noDue: Due = { promised: null, statutory: null, unknownYear: null };

/**
 * Fold one recorded event into the state; `null` is the state before `CaseFiled`.
 *
 * Total over every event ever written: it never refuses and never looks at a clock.
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

const initialStatus: Record<ItemState["plan"]["takesPart"], ItemStatus> = {
  asked: "waiting",
  notified: "notified",
  waived: "waived",
  "not-applicable": "not-applicable",
};

const plannedItem = (plan: ItemState["plan"]): ItemState => ({
  id: plan.item,
  plan,
  limits: plan.limits,
  status: initialStatus[plan.takesPart],
  round: 0,
  revision: 0,
  fingerprint: "",
  fingerprints: {},
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
  decidedAt: null,
  warned: false,
  overdue: false,
});

const withItem = (
  state: CaseState,
  itemId: string,
  change: (item: ItemState) => Partial<ItemState>,
): CaseState => {
  const item = state.items[itemId];
  if (item === undefined) return state;
  return { ...state, items: { ...state.items, [itemId]: { ...item, ...change(item) } } };
};

const closePauses = (pauses: readonly Pause[], to: string): Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to } : pause));

const apply = (state: CaseState, event: Exclude<CaseEvent, { type: "CaseFiled" }>, at: string): CaseState => {
  switch (event.type) {
    case "ItemAsked":
      return asked(state, event);
    case "ItemUpdated":
      return withItem(state, event.itemId, (item) => ({
        revision: event.revision,
        fingerprint: event.fingerprint,
        fingerprints: { ...item.fingerprints, [event.revision]: event.fingerprint },
      }));
    case "ItemAccepted":
      return withItem(state, event.itemId, (item) => ({
        status: item.status === "asked" ? "accepted" : item.status,
        acceptedOn: event.acceptedOn,
        due: event.due,
        officer: event.officer ?? item.officer,
        lastAnswerAt: event.deemed ? item.lastAnswerAt : event.answeredAt,
      }));
    case "ItemApproved":
      return approved(state, event, at);
    case "ItemRejected":
      return withItem(state, event.itemId, () => ({
        status: "rejected",
        officer: event.officer,
        opinion: event.reason.text,
        wishes: [],
        lastAnswerAt: event.answeredAt,
        decidedAt: at,
      }));
    case "CorrectionWished":
      return withItem(state, event.itemId, () => ({
        status: "correcting",
        officer: event.officer,
        wishes: event.wishes,
        lastAnswerAt: event.answeredAt,
        decidedAt: null,
      }));
    case "ItemSuspended":
      return withItem(state, event.itemId, (item) => ({
        status: "suspended",
        officer: event.officer,
        lastAnswerAt: event.answeredAt,
        pauses: event.stopsClock
          ? [...item.pauses, { from: event.on, to: null, statutory: true }]
          : item.pauses,
        due: event.stopsClock ? noDue : item.due,
      }));
    case "ItemResumed":
      return withItem(state, event.itemId, (item) => ({
        status: item.acceptedOn === null ? "asked" : "accepted",
        officer: event.officer,
        lastAnswerAt: event.answeredAt,
        pauses: closePauses(item.pauses, event.on),
        due: event.due,
      }));
    case "ItemStoodDown":
      return withItem(state, event.itemId, () => ({ status: "stood-down", wishes: [] }));
    case "ItemWarned":
      return withItem(state, event.itemId, () => ({ warned: true }));
    case "ItemOverdue":
      return withItem(state, event.itemId, () => ({ overdue: true }));
    case "CorrectionNoticeIssued":
      return noticeIssued(state, event, at);
    case "CorrectionNoticeLifted":
      return {
        ...mapItems(state, (item) => ({ ...item, pauses: closePauses(item.pauses, event.on) })),
        status: "reviewing",
        notice: null,
      };
    case "RevisionSubmitted":
      return revised(state, event);
    case "StageSettled":
      return {
        ...state,
        status: event.last ? "settled" : state.status,
        settledStages: [...new Set([...state.settledStages, event.stageId])],
      };
    case "CaseRefused":
      return { ...state, status: "refused", refusal: event.reasons, notice: null, closedAt: at };
    case "CaseWithdrawn":
      return { ...state, status: "withdrawn", withdrawal: event.reason, notice: null, closedAt: at };
    case "LicenceIssued":
      return {
        ...state,
        status: "issued",
        closedAt: at,
        licence: { record: event.record, signature: event.signature, earlier: [], revoked: null },
      };
    case "PersonalDataErased":
      return state;
    case "LicenceReissued":
      return reissued(state, event, at);
    case "LicenceRevoked":
      if (state.licence === null) return state;
      return {
        ...state,
        licence: { ...state.licence, revoked: { at, reason: event.reason, basis: event.basis } },
      };
  }
};

const asked = (state: CaseState, event: EventOf<"ItemAsked">): CaseState => {
  const next = withItem(state, event.itemId, (item) => ({
    status: item.acceptedOn === null ? "asked" : "accepted",
    round: event.round,
    revision: event.revision,
    fingerprint: event.fingerprint,
    fingerprints: { ...item.fingerprints, [event.revision]: event.fingerprint },
    askedOn: event.on,
    replyBy: item.acceptedOn === null ? event.replyBy : null,
    wishes: [],
    decidedAt: null,
  }));
  const stageId = state.items[event.itemId]?.plan.stage;
  return { ...next, settledStages: state.settledStages.filter((stage) => stage !== stageId) };
};

const approved = (state: CaseState, event: EventOf<"ItemApproved">, at: string): CaseState => {
  const next = withItem(state, event.itemId, () => ({
    status: "approved",
    officer: event.officer,
    opinion: event.opinion ?? null,
    documents: event.documents,
    wishes: [],
    lastAnswerAt: event.answeredAt,
    decidedAt: at,
  }));
  const notice = withoutWishesOf(state, event.itemId);
  return { ...next, notice, outputs: { ...state.outputs, [event.itemId]: event.outputs } };
};

const withoutWishesOf = (state: CaseState, itemId: string): CaseState["notice"] =>
  state.notice && { ...state.notice, wishes: state.notice.wishes.filter((each) => each.itemId !== itemId) };

const noticeIssued = (state: CaseState, event: EventOf<"CorrectionNoticeIssued">, at: string): CaseState => {
  const { number, revision, wishes, on } = event;
  const paused = mapItems(state, (item) =>
    item.acceptedOn === null || item.status !== "correcting"
      ? item
      : {
          ...item,
          pauses: [...item.pauses, { from: on, to: null, statutory: false }],
          due: { ...item.due, promised: null },
        },
  );
  return {
    ...paused,
    status: "awaiting-applicant",
    notice: { number, revision, issuedAt: at, wishes },
    noticeCount: number,
  };
};

const mapItems = (state: CaseState, change: (item: ItemState) => ItemState): CaseState => ({
  ...state,
  items: Object.fromEntries(Object.entries(state.items).map(([id, item]) => [id, change(item)])),
});

const replanned = (item: ItemState, plan: ItemState["plan"] | undefined): ItemState => {
  if (plan === undefined || plan.takesPart === item.plan.takesPart) return item;
  return { ...item, plan, limits: plan.limits, status: initialStatus[plan.takesPart] };
};

const revised = (state: CaseState, event: EventOf<"RevisionSubmitted">): CaseState => {
  const resumed = mapItems(state, (item) => {
    const due = event.due[item.id];
    const clocked = due === undefined ? item : { ...item, pauses: closePauses(item.pauses, event.on), due };
    return replanned(
      clocked,
      event.plan.find((plan) => plan.item === item.id),
    );
  });
  const isWaiting = (stage: string) =>
    Object.values(resumed.items).some((item) => item.plan.stage === stage && item.status === "waiting");
  return {
    ...resumed,
    settledStages: state.settledStages.filter((stage) => !isWaiting(stage)),
    status: "reviewing",
    revision: event.revision,
    form: event.form,
    materials: event.materials,
    title: event.title,
    reservation: event.reservation,
    notice: null,
  };
};

const reissued = (state: CaseState, event: EventOf<"LicenceReissued">, at: string): CaseState => {
  if (state.licence === null) return state;
  const { record, signature, earlier } = state.licence;
  return {
    ...state,
    licence: {
      record: event.record,
      signature: event.signature,
      earlier: [...earlier, { record, signature, supersededAt: at }],
      revoked: null,
    },
  };
};
