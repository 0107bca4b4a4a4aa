import * as z from "zod";
import { answerDocument, officer, procedure, wish } from "./answers.ts";
import { licenceRecord } from "./licence.ts";
import { material } from "./materials.ts";

const date = z.iso.date();
const instant = z.iso.datetime();
const itemId = z.string();
const form = z.record(z.string(), z.unknown());
const text = z.object({ zh: z.string(), en: z.string() });

/** Who acted: a person by their token's subject, a department by its signed webhook, or the hub itself. */
export const actor = z.strictObject({
  kind: z.enum(["applicant", "station", "officer", "chief", "supervisor", "admin", "department", "hub"]),
  id: z.string(),
  name: z.string().optional(),
  department: z.string().optional(),
});
/** See {@link actor}. */
export type Actor = z.infer<typeof actor>;

/** Both due dates of an item as Asia/Shanghai dates. `null`: no limit, a stopped clock, or a calendar year not yet published (`unknownYear`). */
export const due = z.strictObject({
  promised: date.nullable(),
  statutory: date.nullable(),
  unknownYear: z.int().nullable(),
});
/** See {@link due}. */
export type Due = z.infer<typeof due>;

/** Where the case came in (受理渠道): the express lane portal, a window, or a station of the four-level network. */
export const channel = z.enum(["express-lane", "window", "station"]);
/** See {@link channel}. */
export type Channel = z.infer<typeof channel>;

/** One item as the dry run planned it: whom it asks, or why it does not take part. */
export const plannedItem = z.strictObject({
  item: itemId,
  runs: z.string(),
  stage: z.string(),
  department: z.string(),
  takesPart: z.enum(["asked", "notified", "waived", "not-applicable"]),
  why: text,
  limits: z.strictObject({ promised: z.number().nullable(), statutory: z.number().nullable() }),
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
    form,
    materials: z.array(material),
    plan: z.array(plannedItem),
    reservation: z.string().nullable(),
  }),
  z.object({
    type: z.literal("ItemAsked"),
    itemId,
    revision: z.int(),
    round: z.int(),
    fingerprint: z.string(),
    because: z.enum(["first", "input-available", "correction-answered", "scope-changed"]),
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
  z.object({ type: z.literal("ItemStoodDown"), itemId, why: z.enum(["refused", "withdrawn", "not-needed"]) }),
  z.object({ type: z.literal("ItemWarned"), itemId, limit: z.enum(["promised", "statutory"]), dueOn: date }),
  z.object({
    type: z.literal("ItemOverdue"),
    itemId,
    limit: z.enum(["promised", "statutory"]),
    dueOn: date,
    accountability: z.object({ recordId: z.string(), department: z.string(), officer: officer.nullable() }),
  }),
  z.object({
    type: z.literal("CorrectionNoticeIssued"),
    number: z.int(),
    revision: z.int(),
    wishes: z.array(z.object({ itemId, path: z.string(), message: z.string() })),
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
    plan: z.array(plannedItem),
    on: date,
    due: z.record(z.string(), due),
  }),
  z.object({ type: z.literal("StageSettled"), stageId: z.string(), last: z.boolean() }),
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
