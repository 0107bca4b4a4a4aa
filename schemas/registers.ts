import * as z from "zod";
import { feeKind } from "./fees.ts";
import { limit } from "./limit.ts";

const date = z.iso.date();
const department = z.string();

/** Who answers for something: the department, and the post and person when they are known (问责到人). */
export const responsible = z.strictObject({
  department: z.string(),
  post: z.string().nullable(),
  person: z.string().nullable(),
});
/** See {@link responsible}. */
export type Responsible = z.infer<typeof responsible>;

/** What a breach is a breach of. `item-…` are clocks of one item, `case-…` of the whole case. */
export const breachKind = z.enum([
  "item-promised",
  "item-statutory",
  "case-promised",
  "case-statutory",
  "delivery",
  "second-notice",
  "procedure-overrun",
  "undo-overdue",
  "rating-task-overdue",
  "commitment-check-overdue",
  "visit-overdue",
]);
/** See {@link breachKind}. */
export type BreachKind = z.infer<typeof breachKind>;

/** The three levels of an alarm: 预警、黄牌、红牌. */
export const cardLevel = z.enum(["warning", "yellow", "red"]);
/** See {@link cardLevel}. */
export type CardLevel = z.infer<typeof cardLevel>;

/**
 * One decided item: what statistics count. `actualDays` are working days from acceptance to the decision, pauses taken
 * out; `null` where the calendar has no data. `onTheSpot`: decided on the day of acceptance (即办).
 */
const decisionEntry = z.strictObject({
  kind: z.literal("decision"),
  processId: z.string(),
  itemId: z.string(),
  channel: z.string(),
  outcome: z.enum(["approved", "rejected", "deemed"]),
  acceptedOn: date.nullable(),
  decidedOn: date,
  promised: limit.nullable(),
  statutory: limit.nullable(),
  actualDays: z.number().nullable(),
  onTheSpot: z.boolean(),
  onTime: z.boolean(),
  rounds: z.int(),
});

/** One closed case. `actualDays` as for a decision, on the clock of the whole case. */
const closureEntry = z.strictObject({
  kind: z.literal("closure"),
  processId: z.string(),
  channel: z.string(),
  outcome: z.enum(["issued", "refused", "withdrawn", "returned"]),
  receivedOn: date.nullable(),
  acceptedOn: date.nullable(),
  closedOn: date,
  promised: limit.nullable(),
  statutory: limit.nullable(),
  actualDays: z.number().nullable(),
  onTime: z.boolean(),
  notices: z.int(),
});

/** One accountability record (问责): written by the breach itself, exactly one each; `revoked` when an appeal was upheld. */
const accountabilityEntry = z.strictObject({
  kind: z.literal("accountability"),
  recordId: z.string(),
  breach: breachKind,
  itemId: z.string().nullable(),
  dueOn: date.nullable(),
  on: date,
  responsible,
  status: z.enum(["open", "appealed", "upheld", "revoked"]),
});

/** One card of the electronic supervision (电子监察). */
const cardEntry = z.strictObject({
  kind: z.literal("card"),
  cardId: z.string(),
  recordId: z.string().nullable(),
  level: cardLevel,
  breach: breachKind,
  itemId: z.string().nullable(),
  on: date,
  responsible,
  status: z.enum(["issued", "appealed", "upheld", "revoked"]),
});

/** One rating (好差评): five levels, 5 is best. A bad one (1, 2) is a task due in 15 working days. */
const ratingEntry = z.strictObject({
  kind: z.literal("rating"),
  occasion: z.string(),
  itemId: z.string().nullable(),
  level: z.int().min(1).max(5),
  on: date,
  taskDueOn: date.nullable(),
  answeredOn: date.nullable(),
});

/** Something an ended case still needs from somebody: an approval to be undone, a promise to be kept or checked. */
const dutyEntry = z.strictObject({
  kind: z.literal("duty"),
  duty: z.enum(["undo", "promised-material", "commitment-check", "delivery", "withdrawal-ruling", "ruling"]),
  itemId: z.string().nullable(),
  since: date,
  dueOn: date.nullable(),
  doneOn: date.nullable(),
});

/**
 * The fee sheet of a case that stands, on the day it was issued, with what was paid and stands. `reliefs` holds what each
 * rule took off (减免), by what kind of fee; amounts are fen. `outcome` is how the case ended, `open` before.
 */
const feesEntry = z.strictObject({
  kind: z.literal("fees"),
  processId: z.string(),
  sheetId: z.string(),
  tableVersion: z.string(),
  isDemonstration: z.boolean(),
  outcome: z.enum(["open", "issued", "refused", "withdrawn", "returned"]),
  standardFen: z.int(),
  reliefFen: z.int(),
  payableFen: z.int(),
  treasuryFen: z.int(),
  paidFen: z.int(),
  outstandingFen: z.int(),
  reliefs: z.array(
    z.strictObject({
      ruleId: z.string(),
      title: z.strictObject({ zh: z.string(), en: z.string() }),
      feeKind,
      reliefFen: z.int(),
    }),
  ),
});

/** One look of somebody, or one message to a department: what of whose case was shown to whom, and how. */
const accessEntry = z.strictObject({
  kind: z.literal("access"),
  who: z.strictObject({ kind: z.string(), id: z.string(), department: z.string().nullable() }),
  what: z.enum([
    "case",
    "fees",
    "form",
    "scope",
    "events",
    "document",
    "clock",
    "notice",
    "cards",
    "ratings",
    "access",
  ]),
  itemId: z.string().nullable(),
  paths: z.array(z.string()),
  how: z.enum(["read", "delivered"]),
});

const actingPerson = z.strictObject({ id: z.string(), name: z.string(), role: z.string() });

/**
 * A major project's green channel (重大项目绿色通道): who granted it, why, by what rule, and who answers for it. The entry is
 * about the project and stands under its code in place of a case number. `change` is what the entry is of, where it is not
 * the grant itself; the rest is the grant as that left it. Entries of a project are in the order of their ids.
 */
const greenChannelEntry = z.strictObject({
  kind: z.literal("green-channel"),
  grantedBy: actingPerson,
  reason: z.string(),
  basis: z.string(),
  owner: z.strictObject({ id: z.string(), name: z.string(), department: z.string().nullable() }),
  on: date,
  change: z
    .strictObject({
      act: z.enum(["owner-replaced", "ended"]),
      by: actingPerson,
      reason: z.string(),
      on: date,
    })
    .optional(),
});

/** What a register holds, by `kind`. No personal datum of the applicant is among it. */
export const registerData = z.discriminatedUnion("kind", [
  decisionEntry,
  closureEntry,
  accountabilityEntry,
  cardEntry,
  ratingEntry,
  dutyEntry,
  feesEntry,
  accessEntry,
  greenChannelEntry,
]);
/** See {@link registerData}. */
export type RegisterData = z.infer<typeof registerData>;
/** The names of all registers. */
export type RegisterName = RegisterData["kind"];
/** The data of one register. */
export type RegisterDataOf<K extends RegisterName> = Extract<RegisterData, { kind: K }>;

/**
 * One entry of a register: what supervision reads. `id` is unique within its case and register, so that an entry is
 * written again rather than twice; `on` is the Asia/Shanghai date it belongs to, which may move when it is written again.
 */
export const registerEntry = z.strictObject({
  register: z.enum([
    "decision",
    "closure",
    "accountability",
    "card",
    "rating",
    "duty",
    "fees",
    "access",
    "green-channel",
  ]),
  caseId: z.string(),
  id: z.string(),
  on: date,
  department,
  isOpen: z.boolean(),
  data: registerData,
});
/** See {@link registerEntry}. */
export type RegisterEntry = z.infer<typeof registerEntry>;
