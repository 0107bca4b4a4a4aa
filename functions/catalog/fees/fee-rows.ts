import * as z from "zod";
import { projectUse } from "../../../schemas/fee-facts.ts";
import { areaQuantity, feeKind } from "../../../schemas/fees.ts";
import { isIsoDate } from "../../../schemas/forms/iso-date.ts";
import { feeCondition } from "./fee-condition.ts";

const date = z
  .string()
  .refine(isIsoDate, { error: "须为真实日期，格式YYYY-MM-DD / must be a real date YYYY-MM-DD" });
const written = z.string().trim().min(1, { error: "不能为空 / must not be empty" });
const text = z.strictObject({ zh: written, en: written });
const code = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "须为小写代码 / a code in lower case" });
const dated = { validFrom: date, validTo: date.nullable() };

/** Fen per square metre, or per square metre and day. Above zero: what costs nothing is waived by a rule, not by a rate. */
const rate = z.int().min(1).max(1_000_000);
const ratio = { numerator: z.int().min(1).max(100_000), denominator: z.int().min(1).max(100_000) };

/**
 * How a standard amount is measured. `area`: an area and a rate, with other rates for some uses (`rateByUse`), and
 * `wholeSquareMetres` where a begun square metre counts as one. `area-days`: occupied road by the day. `share`: a share
 * of the cost of construction. `contract`: the standard the contract names. `fixed`: so much a case.
 */
const feeFormula = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("area"),
    quantity: areaQuantity,
    rateFenPerSquareMetre: rate,
    rateByUse: z
      .array(z.strictObject({ uses: z.array(projectUse).min(1), rateFenPerSquareMetre: rate }))
      .optional(),
    wholeSquareMetres: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("area-days"), rateFenPerSquareMetreDay: rate.max(100_000) }),
  z
    .strictObject({ kind: z.literal("share"), ...ratio })
    .refine(({ numerator, denominator }) => numerator <= denominator, {
      error: "费率不得超过造价 / more than the whole cost",
    }),
  z.strictObject({ kind: z.literal("contract") }),
  z.strictObject({ kind: z.literal("fixed"), amountFen: z.int().min(1).max(10_000_000_000_000) }),
]);
/** See the shape `feeFormula`. */
export type FeeFormula = z.infer<typeof feeFormula>;

/** Who collects a fee, each from a day on until the next one does. A change binds what is paid from that day. */
const collectors = z
  .array(z.strictObject({ department: code, since: date }))
  .min(1)
  .refine((rows) => rows.every(({ since }, index) => since > (rows[index - 1]?.since ?? "")), {
    error: "须按日期先后排列 / must be in the order of their days",
  });

const feeBase = {
  code,
  name: text,
  payer: text,
  item: code,
  formula: feeFormula,
  due: feeCondition,
  legalBasis: written,
  rateBasis: written,
  ...dated,
};

/**
 * One fee, for as long as it is in force. Nothing is collectable without a legal basis, so a row without one does not
 * load. A price of an intermediary names no collector, since its institution collects it, and says whether the service
 * is a precondition of an approval (行政审批前置).
 * @see 行政许可法第五十八条、第五十九条
 */
const feeDefinition = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("administrative"), ...feeBase, collectors }),
  z.strictObject({ kind: z.literal("fund"), ...feeBase, collectors }),
  z.strictObject({ kind: z.literal("service"), ...feeBase, isPrecondition: z.boolean() }),
]);
/** See the shape `feeDefinition`. */
export type FeeDefinition = z.infer<typeof feeDefinition>;

/**
 * One waiver or reduction (减免), for as long as it is in force: which fees, of which collector if only of one, for whom,
 * and what is still paid: nothing, or a share of the standard. A later row may take up the same `ruleId`.
 */
const feeRule = z.strictObject({
  ruleId: z.string().regex(/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/),
  title: text,
  fees: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("codes"), codes: z.array(code).min(1) }),
    z.strictObject({ kind: z.literal("kinds"), kinds: z.array(feeKind).min(1) }),
    z.strictObject({ kind: z.literal("preconditions") }),
  ]),
  collector: code.optional(),
  scope: feeCondition,
  effect: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("exempt") }),
    z
      .strictObject({ kind: z.literal("factor"), ...ratio })
      .refine(({ numerator, denominator }) => numerator < denominator, {
        error: "减免不得使收费增加或不变 / a rule takes something off",
      }),
  ]),
  basisDoc: written,
  ...dated,
});
/** See the shape `feeRule`. */
export type FeeRule = z.infer<typeof feeRule>;

/**
 * One row of what must be built as a shelter (应建面积), the first that fits a building decides. A row fits the buildings
 * of some uses; with `reaching`, those of so many storeys or so deep a foundation, both inclusive; with `inPark`, those of
 * a park; with `minimumTotalSquareDecimetres`, when all such buildings of the project have that much above ground.
 * Its area is the ground floor, or a share in thousandths of what is above ground.
 */
const shelterRule = z.strictObject({
  ruleId: code,
  title: text,
  uses: z.array(projectUse).min(1),
  reaching: z.strictObject({ storeys: z.int().min(1), foundationMillimetres: z.int().min(1) }).optional(),
  inPark: z.boolean().optional(),
  minimumTotalSquareDecimetres: z.int().min(1).optional(),
  area: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("ground-floor") }),
    z.strictObject({ kind: z.literal("share"), thousandths: z.int().min(1).max(1_000) }),
  ]),
  grade: written,
  basis: written,
});
/** See the shape `shelterRule`. */
export type ShelterRule = z.infer<typeof shelterRule>;

/**
 * One edition of the fee table as data: the fees, the rules that reduce them, and the rules of the shelter area with the
 * class of the city (人民防空重点城市类别) that bounds their shares. `isDemonstration`: its rates are examples.
 */
export const feeTableRows = z.strictObject({
  version: z.string().min(1).max(60),
  isDemonstration: z.boolean(),
  validFrom: date,
  definitions: z.array(feeDefinition).max(200),
  rules: z.array(feeRule).max(200),
  shelter: z.strictObject({
    cityClass: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    rules: z.array(shelterRule),
  }),
});
/** See {@link feeTableRows}. */
export type FeeTableRows = z.infer<typeof feeTableRows>;
