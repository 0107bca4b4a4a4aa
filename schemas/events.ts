import * as z from "zod";
import { answerDocument, approver, officer, procedure, wish } from "./answers.ts";
import { chargedBuilding, feeRoad } from "./fee-facts.ts";
import { feePayment, feeRefund, paymentNotice } from "./fee-payment.ts";
import { feeSheet } from "./fees.ts";
import { licenceRecord } from "./licence.ts";
import { limit, loggedLimit } from "./limit.ts";
import { material } from "./materials.ts";
import { absenceConsequence, meetingKind, meetingReply, position } from "./meetings.ts";
import { breachKind, cardLevel, responsible } from "./registers.ts";

const date = z.iso.date();
const instant = z.iso.datetime();
const itemId = z.string();
const form = z.record(z.string(), z.unknown());
const text = z.object({ zh: z.string(), en: z.string() });

/**
 * Who acted: a person by their token's subject, a department by its signed webhook, or the hub itself. `onBehalfOf` is
 * the applicant for whom a station acts (全程代理), `until` the day its delegation ends.
 */
export const actor = z.strictObject({
  kind: z.enum(["applicant", "station", "officer", "chief", "supervisor", "admin", "department", "hub"]),
  id: z.string(),
  name: z.string().optional(),
  department: z.string().optional(),
  onBehalfOf: z.strictObject({ applicant: z.string(), until: date }).optional(),
});
/** See {@link actor}. */
export type Actor = z.infer<typeof actor>;

/**
 * Both due dates of an item as Asia/Shanghai dates. `null`: no limit, a stopped clock, or a calendar year not yet
 * published (`unknownYear`). A limit in hours ends at an instant, `…At`; one in days at the close of its last day.
 */
export const due = z.strictObject({
  promised: date.nullable(),
  statutory: date.nullable(),
  unknownYear: z.int().nullable(),
  promisedAt: instant.optional(),
  statutoryAt: instant.optional(),
});
/** See {@link due}. */
export type Due = z.infer<typeof due>;

/** Where the case came in (受理渠道): the express lane portal, a window, or a station of the four-level network. */
export const channel = z.enum(["express-lane", "window", "station"]);
/** See {@link channel}. */
export type Channel = z.infer<typeof channel>;

/** Both limits, side by side (法定时限、承诺时限). */
const limits = z.strictObject({ promised: loggedLimit.nullable(), statutory: loggedLimit.nullable() });

/** What a station may do for an applicant (全程代理), and until when. `mandate` is the document that says so (授权委托书). */
export const delegation = z.strictObject({
  agent: z.string(),
  scope: z.array(z.enum(["file", "correct", "withdraw", "collect", "read"])).min(1),
  until: date,
  mandate: z.string().nullable(),
});
/** See {@link delegation}. */
export type Delegation = z.infer<typeof delegation>;

/** Material promised and not handed in yet (容缺受理): what, by when, and who signed. */
const tolerance = z.strictObject({
  codes: z.array(z.string()).min(1),
  signedBy: z.string(),
  dueOn: date.nullable(),
  basis: z.string(),
});

/** The person at the centre who answers for a case (首问负责). */
const owner = z.strictObject({ id: z.string(), name: z.string(), department: z.string().nullable() });

/**
 * What an earlier case of the project was charged on: its buildings and the city roads it used. A case about the same works pays
 * only for what has grown since.
 */
const chargedBefore = z.strictObject({
  caseId: z.string(),
  buildings: z.array(chargedBuilding),
  road: feeRoad,
});
/** See the shape `chargedBefore`. */
export type ChargedBefore = z.infer<typeof chargedBefore>;

/**
 * The project of a case: its national code, and the single works the case is about. `isFirst`: no case of it came before.
 * `bearsProjectFees`: the case pays what a project pays once, such as fees on its land; logs that were begun before say nothing,
 * and their cases do. `charged`: what earlier cases were charged on.
 */
const project = z.strictObject({
  code: z.string(),
  name: z.string(),
  works: z.array(z.string()),
  isFirst: z.boolean(),
  bearsProjectFees: z.boolean().optional(),
  charged: z.array(chargedBefore).optional(),
});

/**
 * An output of an earlier case of the project that this one takes over: from where, since when, until when. `works` are those
 * the earlier case was about; logs that were begun before do not say.
 */
export const inheritedOutput = z.strictObject({
  caseId: z.string(),
  processId: z.string(),
  item: itemId,
  name: z.string(),
  value: z.unknown(),
  on: date,
  expiresOn: date.nullable(),
  works: z.array(z.string()).optional(),
});
/** See {@link inheritedOutput}. */
export type InheritedOutput = z.infer<typeof inheritedOutput>;

/** A material of an earlier case of the project that was not asked for again; the document stands among the materials. */
const inheritedMaterial = z.strictObject({
  code: z.string(),
  caseId: z.string(),
  on: date,
  works: z.array(z.string()).optional(),
});

/** A major project's green channel (重大项目绿色通道): who granted it, why, and by what rule. */
export const greenChannel = z.strictObject({
  grantedBy: z.strictObject({ id: z.string(), name: z.string(), role: z.string() }),
  reason: z.string(),
  basis: z.string(),
  owner,
  on: date,
});
/** See {@link greenChannel}. */
export type GreenChannel = z.infer<typeof greenChannel>;

/** A department invited to a meeting for its item. */
const invited = z.strictObject({ item: itemId, department: z.string() });

/** An invitation, with the fingerprint of what the department was shown of its item along with it. */
const invitation = invited.extend({ fingerprint: z.string().optional() });

/** A department that did not come to a visit, and what counts for it. */
export const absence = invited.extend({ consequence: absenceConsequence });
/** See {@link absence}. */
export type Absence = z.infer<typeof absence>;

/** One item as the dry run planned it: whom it asks, or why it does not take part. */
export const plannedItem = z.strictObject({
  item: itemId,
  runs: z.string(),
  stage: z.string(),
  department: z.string(),
  takesPart: z.enum(["asked", "notified", "waived", "not-applicable"]),
  why: text,
  limits,
  /** The applicant signed the conditions instead of proving them (告知承诺). */
  committed: z.boolean().optional(),
});
/** See {@link plannedItem}. */
export type PlannedItem = z.infer<typeof plannedItem>;

const licenceChange = { record: licenceRecord, signature: z.string() };

/**
 * Everything that can happen to a case. The log is these, in order; state is their fold. A shape, once written,
 * is only ever added to.
 */
export const caseEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("CaseFiled"),
    caseId: z.string(),
    processId: z.string(),
    processVersion: z.int(),
    catalogVersion: z.string(),
    mode: z.string(),
    division: z.string(),
    channel,
    applicant: z.string(),
    filedBy: z.string().optional(),
    title: z.string(),
    receivedOn: date.nullable(),
    /** The day of acceptance, where the filing is the acceptance (统一受理). */
    acceptedOn: date.optional(),
    form,
    materials: z.array(material),
    plan: z.array(plannedItem),
    reservation: z.string().nullable(),
    /** All values the case reserves, where they are more than the one. */
    reservations: z.array(z.string()).optional(),
    /** The limits of the whole case (行政许可法第四十二条第二款); logs that were begun before have none. */
    limits: limits.optional(),
    tolerance: tolerance.optional(),
    commitments: z.array(z.strictObject({ item: itemId, signedBy: z.string() })).optional(),
    delegation: delegation.optional(),
    owner: owner.optional(),
    project: project.optional(),
    inherited: z.array(inheritedOutput).optional(),
    inheritedMaterials: z.array(inheritedMaterial).optional(),
    greenChannel: greenChannel.optional(),
  }),
  z.object({
    type: z.literal("ItemAsked"),
    itemId,
    revision: z.int(),
    round: z.int(),
    fingerprint: z.string(),
    because: z.enum([
      "first",
      "input-available",
      "correction-answered",
      "scope-changed",
      "visit-held",
      /** It answered although its consent was presumed, for it had not come to the visit. */
      "own-word",
    ]),
    on: date,
    replyBy: date.nullable(),
    /** The due dates as the clock runs on, when the item had been accepted before. */
    due: due.optional(),
  }),
  z.object({ type: z.literal("ItemUpdated"), itemId, revision: z.int(), fingerprint: z.string() }),
  z.object({
    type: z.literal("ItemAccepted"),
    itemId,
    revision: z.int(),
    acceptedOn: date,
    deemed: z.boolean(),
    officer: officer.nullable(),
    due,
    answeredAt: instant,
  }),
  /** Somebody of the department takes an item in hand (认领). */
  z.object({
    type: z.literal("ItemClaimed"),
    itemId,
    by: z.strictObject({ id: z.string(), name: z.string() }),
    on: date,
  }),
  z.object({
    type: z.literal("ItemApproved"),
    itemId,
    revision: z.int(),
    fingerprint: z.string(),
    officer,
    opinion: z.string().optional(),
    outputs: z.record(z.string(), z.unknown()),
    documents: z.array(answerDocument),
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemRejected"),
    itemId,
    revision: z.int(),
    officer,
    reason: z.object({ code: z.string(), text: z.string(), basis: z.string().optional() }),
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("CorrectionWished"),
    itemId,
    revision: z.int(),
    officer,
    wishes: z.array(wish),
    /** The law's clock rests as well while the applicant mends it. */
    stopsStatutory: z.boolean().optional(),
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemSuspended"),
    itemId,
    procedure,
    reason: z.string(),
    plannedWorkingDays: z.int().nullable(),
    on: date,
    stopsClock: z.boolean(),
    /** The legal basis of stopping the clock, when the procedure is none of the eight. */
    basis: z.string().optional(),
    /** By when the procedure is to end as planned. */
    plannedEnd: date.nullable().optional(),
    officer,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemResumed"),
    itemId,
    result: z.string(),
    on: date,
    due,
    officer,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemExtended"),
    itemId,
    by: limit,
    approver,
    reason: z.string(),
    on: date,
    due,
    officer,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemForwarded"),
    itemId,
    revision: z.int(),
    to: z.string(),
    opinion: z.string(),
    on: date,
    officer,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("ItemReminded"),
    itemId,
    step: z.enum(["remind", "escalate"]),
    dueOn: date,
    on: date,
  }),
  /**
   * A co-operating department was silent, or stayed away from the joint visit: its consent is presumed, and it answers for
   * that (超时默许、缺席默认). `revision` is what stood then, where the department had not been asked.
   */
  z.object({
    type: z.literal("ItemDeemedConsent"),
    itemId,
    revision: z.int().optional(),
    fingerprint: z.string(),
    dueOn: date,
    basis: z.string(),
    on: date,
  }),
  z.object({ type: z.literal("ItemFellSilent"), itemId, dueOn: date, basis: z.string(), on: date }),
  z.object({
    type: z.literal("LeadCalled"),
    itemId,
    lead: z.string(),
    why: z.enum(["rejected", "silent"]),
    on: date,
  }),
  z.object({
    type: z.literal("LeadRuled"),
    itemId,
    lead: z.string(),
    ruling: z.enum(["approve", "refuse", "suspend"]),
    reasons: z.string(),
    fingerprint: z.string(),
    /** By when the overruled department must have the reasons. */
    reasonsDueOn: date.nullable(),
    stopsStatutory: z.boolean().optional(),
    officer,
    on: date,
  }),
  z.object({
    type: z.literal("ItemStoodDown"),
    itemId,
    why: z.enum(["refused", "withdrawn", "returned", "not-needed"]),
  }),
  z.object({ type: z.literal("VoidAsked"), itemId, on: date, dueOn: date.nullable() }),
  z.object({
    type: z.literal("VoidAcknowledged"),
    itemId,
    officer,
    note: z.string().optional(),
    on: date,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("CommitmentChecked"),
    itemId,
    kept: z.boolean(),
    findings: z.string(),
    officer,
    on: date,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("DueRecomputed"),
    itemId,
    due,
    replyBy: date.nullable().optional(),
    calendarVersion: z.string(),
    on: date,
  }),
  z.object({ type: z.literal("ItemWarned"), itemId, limit: z.enum(["promised", "statutory"]), dueOn: date }),
  z.object({
    type: z.literal("ItemOverdue"),
    itemId,
    limit: z.enum(["promised", "statutory"]),
    dueOn: date,
    accountability: z.object({ recordId: z.string(), department: z.string(), officer: officer.nullable() }),
  }),
  z.object({
    type: z.literal("CaseWarned"),
    limit: z.enum(["promised", "statutory", "delivery"]),
    dueOn: date,
  }),
  /** A breach other than an item's own overtime; exactly one each. `item` names the item it is about, if it is about one. */
  z.object({
    type: z.literal("BreachRecorded"),
    recordId: z.string(),
    breach: breachKind,
    item: itemId.nullable(),
    dueOn: date.nullable(),
    paths: z.array(z.string()).optional(),
    responsible,
    on: date,
  }),
  z.object({
    type: z.literal("CardIssued"),
    cardId: z.string(),
    level: cardLevel,
    breach: breachKind,
    recordId: z.string(),
    item: itemId.nullable(),
    responsible,
    on: date,
  }),
  z.object({ type: z.literal("CardAppealed"), cardId: z.string(), grounds: z.string(), on: date }),
  z.object({
    type: z.literal("CardRuled"),
    cardId: z.string(),
    isRevoked: z.boolean(),
    reasons: z.string(),
    on: date,
  }),
  z.object({
    type: z.literal("CorrectionNoticeIssued"),
    number: z.int(),
    revision: z.int(),
    wishes: z.array(z.object({ itemId, path: z.string(), message: z.string() })),
    on: date,
    /** By when the applicant is to answer; absent or null where no limit is set. */
    answerBy: date.nullable().optional(),
    stopsStatutory: z.boolean().optional(),
  }),
  z.object({
    type: z.literal("CaseExtended"),
    by: limit,
    approver,
    reason: z.string(),
    on: date,
    due,
  }),
  z.object({ type: z.literal("PromiseKept"), codes: z.array(z.string()), on: date }),
  z.object({
    type: z.literal("WithdrawalRequested"),
    reason: z.string(),
    on: date,
    rulingBy: date.nullable(),
  }),
  z.object({
    type: z.literal("WithdrawalRuled"),
    isGranted: z.boolean(),
    reasons: z.string(),
    isPresumed: z.boolean(),
    on: date,
  }),
  z.object({
    type: z.literal("CaseReturned"),
    why: z.enum(["correction-lapsed", "promise-not-kept", "fees-unpaid"]),
    codes: z.array(z.string()),
    dueOn: date,
    on: date,
  }),
  z.object({
    type: z.literal("LicenceDelivered"),
    how: z.enum(["electronic", "counter", "post"]),
    recipient: z.string().nullable(),
    on: date,
  }),
  z.object({
    type: z.literal("OwnerHandedOver"),
    from: owner.nullable(),
    to: owner,
    reason: z.string(),
    on: date,
  }),
  z.object({ type: z.literal("DelegationRevoked"), reason: z.string(), on: date }),
  z.object({
    type: z.literal("CaseRated"),
    occasion: z.enum(["filing", "acceptance", "completion"]),
    item: itemId.nullable(),
    level: z.int().min(1).max(5),
    indicators: z.array(z.string()),
    text: z.string().nullable(),
    taskDueOn: date.nullable(),
    on: date,
  }),
  z.object({
    type: z.literal("RatingAnswered"),
    occasion: z.enum(["filing", "acceptance", "completion"]),
    item: itemId.nullable(),
    reply: z.string(),
    on: date,
  }),
  z.object({ type: z.literal("CorrectionNoticeLifted"), number: z.int(), on: date }),
  z.object({
    type: z.literal("RevisionSubmitted"),
    revision: z.int(),
    form,
    materials: z.array(material),
    changed: z.array(z.string()),
    title: z.string(),
    division: z.string().optional(),
    reservation: z.string().nullable(),
    /** All values the case reserves from now on, where they are more than the one. */
    reservations: z.array(z.string()).optional(),
    /** What the project is called and the works the case is about from now on. */
    project: project.pick({ name: true, works: true, charged: true }).optional(),
    /** What the project has of works that came in by the correction; it takes the place of what was taken over before. */
    inherited: z.array(inheritedOutput).optional(),
    plan: z.array(plannedItem),
    /** The limits of the whole case, when the departments that take part may have changed. */
    limits: limits.optional(),
    on: date,
    due: z.record(z.string(), due),
  }),
  z.object({ type: z.literal("StageSettled"), stageId: z.string(), last: z.boolean() }),
  z.object({
    type: z.literal("MeetingProposed"),
    meetingId: z.string(),
    kind: meetingKind,
    stageId: z.string(),
    /** Which proposal of the stage this is; an earlier one that was not held is superseded. */
    number: z.int(),
    startsAt: instant,
    endsAt: instant,
    place: z.string(),
    agenda: z.string(),
    invited: z.array(invitation).min(1),
    /** Items that took part and that the lead did not invite; who takes part later is invited by itself. */
    omitted: z.array(itemId).optional(),
    lead: z.string(),
    officer: officer.nullable(),
    on: date,
  }),
  /** What those invited to a visit were shown has changed: they are shown it, newcomers are invited, leavers are told. */
  z.object({
    type: z.literal("InvitationsRenewed"),
    meetingId: z.string(),
    revision: z.int(),
    invited: z.array(invitation),
    left: z.array(invited),
    on: date,
  }),
  z.object({
    type: z.literal("MeetingReplied"),
    meetingId: z.string(),
    item: itemId,
    department: z.string(),
    reply: meetingReply,
    reason: z.string().nullable(),
    officer,
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("MeetingAttended"),
    meetingId: z.string(),
    item: itemId,
    department: z.string(),
    officer,
    evidence: z.array(answerDocument),
    position: position.nullable(),
    answeredAt: instant,
  }),
  z.object({
    type: z.literal("MeetingHeld"),
    meetingId: z.string(),
    minutes: z.string(),
    outcome: z.string(),
    evidence: z.array(answerDocument),
    absent: z.array(absence),
    officer,
    on: date,
  }),
  z.object({ type: z.literal("MeetingCalledOff"), meetingId: z.string(), reason: z.string(), on: date }),
  /** `payBy` is the last day to pay that the sheet told; none where no rule sets one. */
  z.object({ type: z.literal("FeeSheetIssued"), sheet: feeSheet, on: date, payBy: date.optional() }),
  z.object({ type: z.literal("FeesPaid"), payment: feePayment, on: date }),
  /** Money that came in though nothing was owed for it, as the department `by` reported: it goes back, and is no payment. */
  z.object({
    type: z.literal("PaymentTurnedBack"),
    notice: paymentNotice,
    by: z.string().optional(),
    why: z.enum(["paid-twice", "case-closed", "other-sheet", "amount-differs"]),
    on: date,
  }),
  z.object({ type: z.literal("RefundOrdered"), refund: feeRefund, on: date }),
  z.object({ type: z.literal("RefundMade"), refundId: z.string(), on: date }),
  /** The case pays what its project pays once from now on, since the case that bore it ended without a licence. */
  z.object({ type: z.literal("ProjectFeesTaken"), on: date }),
  /** What this case took over from an earlier one, outputs and materials, stands no more. */
  z.object({ type: z.literal("InheritedRevoked"), source: z.string(), reason: z.string(), on: date }),
  z.object({
    type: z.literal("GreenChannelGranted"),
    ...greenChannel.shape,
    limits,
    items: z.record(itemId, z.strictObject({ limits, due })),
  }),
  z.object({
    type: z.literal("CaseRefused"),
    reasons: z.array(z.object({ itemId, code: z.string(), text: z.string() })),
  }),
  z.object({ type: z.literal("CaseWithdrawn"), reason: z.string() }),
  z.object({ type: z.literal("LicenceIssued"), ...licenceChange }),
  z.object({ type: z.literal("LicenceReissued"), reason: z.string(), ...licenceChange }),
  z.object({ type: z.literal("LicenceRevoked"), version: z.int(), reason: z.string(), basis: z.string() }),
  z.object({ type: z.literal("PersonalDataErased"), reason: z.string() }),
]);

/** See {@link caseEvent}. */
export type CaseEvent = z.infer<typeof caseEvent>;
/** The names of all events. */
export type CaseEventType = CaseEvent["type"];
/** One event by its name. */
export type EventOf<T extends CaseEventType> = Extract<CaseEvent, { type: T }>;

/**
 * An event in its place in the log: `seq` counts from 1 without gaps, `at` is when the hub wrote it, `cause` is
 * the webhook id, idempotency key or the hub's own reason that led to it.
 */
export interface RecordedEvent<E extends CaseEvent = CaseEvent> {
  seq: number;
  at: string;
  actor: Actor;
  cause: string;
  event: E;
}
