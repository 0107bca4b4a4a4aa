import * as z from "zod";
import { refundReason } from "./fee-payment.ts";
import { areaQuantity, feeKind } from "./fees.ts";

const text = z.object({ zh: z.string(), en: z.string() });
const fen = z.int().min(0);

const sums = {
  standardFen: fen,
  reliefFen: fen.meta({ description: "what rules take off (减免)" }),
  discountFen: fen.meta({ description: "what contracts are cheaper than their standard" }),
  payableFen: fen,
};

/**
 * One line of a sheet with what it says in words: a charge, or behind it what reduces it, as a negative amount.
 * `quantity` names the area it is measured by, `ruleId` the rule that reduces it.
 */
const lineView = z
  .object({
    key: z.string(),
    kind: z.enum(["charge", "reduction"]),
    feeCode: z.string(),
    feeKind,
    cause: z.string(),
    name: text,
    about: text.nullable().meta({ description: "the part of the project it is for, or the institution" }),
    amountFen: z.int(),
    quantity: areaQuantity.nullable(),
    ruleId: z.string().nullable(),
    basis: z.string(),
    explained: text,
  })
  .meta({ id: "FeeLine" });
/** See {@link lineView}. */
export type FeeLineView = z.infer<typeof lineView>;

const group = z.object({ ...sums, lines: z.array(lineView) }).meta({ id: "FeeGroup" });
/** The lines of one kind with their sums. */
export type FeeGroupView = z.infer<typeof group>;

/** Who is owed or was paid what; `name` is what people call them. */
const share = z
  .object({ collector: z.string(), name: text, part: z.enum(["treasury", "service"]), amountFen: fen })
  .meta({ id: "FeeShare" });
/** See {@link share}. */
export type FeeShareView = z.infer<typeof share>;

/**
 * A fee sheet to read (一表收费): public money apart from intermediaries' prices. `notice` says it loudly where the rates
 * are a demonstration's; it is null for a table that collects.
 */
export const sheetView = z
  .object({
    sheetId: z.string(),
    on: z.iso.date().meta({ description: "the day by whose table it is made: that of acceptance" }),
    tableVersion: z.string(),
    isDemonstration: z.boolean(),
    notice: text.nullable(),
    ...sums,
    treasury: z.object({ ...sums, administrative: group, fund: group }),
    services: group,
    split: z.array(share),
  })
  .meta({ id: "FeeSheet" });
/** See {@link sheetView}. */
export type SheetView = z.infer<typeof sheetView>;

/** The fees of a case as far as everybody who follows it sees them. `outstandingFen` is what holds the licence up. */
export const feeSummary = z
  .object({
    sheetId: z.string(),
    issuedOn: z.string(),
    payableFen: fen,
    treasuryFen: fen,
    outstandingFen: fen,
    reliefFen: fen,
    isDemonstration: z.boolean(),
  })
  .meta({ id: "FeeSummary" });
/** See {@link feeSummary}. */
export type FeeSummary = z.infer<typeof feeSummary>;

const reportedBy = z.string().nullable().meta({
  description: "the department that reported the payment, whose payment id it is; null of those kept without",
});

const goesBack = z.object({
  refundId: z.string(),
  paymentId: z.string(),
  by: reportedBy,
  reason: z.union([refundReason, z.enum(["case-closed", "other-sheet", "amount-differs"])]),
  amountFen: fen,
  orderedOn: z.string(),
  madeOn: z.string().nullable(),
});

/**
 * `GET /v1/cases/{caseId}/fees`: the sheet, what was paid, what is owed still, and what goes back. `outstanding` holds the
 * treasury's part, by who collects it today, and apart from it what intermediaries are owed.
 */
export const caseFeesView = z
  .object({
    caseId: z.string(),
    issuedOn: z.string(),
    payer: z.string().nullable().meta({
      description:
        "who owes it by name, such as the builder of a project; null where the process names nobody but the applicant",
    }),
    sheet: sheetView,
    payments: z.array(
      z.object({
        paymentId: z.string(),
        by: reportedBy,
        sheetId: z.string(),
        amountFen: fen,
        paidAt: z.string(),
        channel: z.string(),
        collectors: z.array(z.object({ collector: z.string(), name: text, amountFen: fen })),
      }),
    ),
    paidFen: fen.meta({ description: "what was credited and stands" }),
    outstandingFen: fen.meta({ description: "of the treasury's part; the licence waits for it" }),
    payBy: z.string().nullable().meta({
      description:
        "the last day to pay the treasury; past it the case is returned. Null where no rule sets one",
    }),
    outstanding: z.array(share),
    refunds: z.array(goesBack),
  })
  .meta({ id: "CaseFees" });
/** See {@link caseFeesView}. */
export type CaseFeesView = z.infer<typeof caseFeesView>;

/**
 * What a dry run says of fees: the sheet as of the day it is tried for, and why each fee of the table is on it or not.
 * `rules` are those about the fee, and which of them won.
 */
export const feesTried = z
  .object({
    sheet: sheetView,
    trail: z.array(
      z.object({
        feeCode: z.string(),
        name: text,
        cause: z.string().nullable(),
        outcome: z.enum(["charged", "not-in-force", "not-due", "nothing-to-measure", "not-on-the-table"]),
        rules: z.array(
          z.object({
            ruleId: z.string(),
            title: text,
            outcome: z.enum(["wins", "less-favourable", "out-of-scope"]),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "FeesTried" });
/** See {@link feesTried}. */
export type FeesTried = z.infer<typeof feesTried>;
