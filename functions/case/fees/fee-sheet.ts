import { createHash } from "node:crypto";
import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type {
  ChargeLine,
  FeeGroup,
  FeeKind,
  FeeLine,
  FeeSheet,
  FeeSums,
  ReductionLine,
} from "../../../schemas/fees.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { FeeTable } from "../../catalog/fees/fee-table.ts";
import { canonical } from "../scope.ts";
import { sumOf } from "./amounts.ts";
import { type Charge, feeTrail, type Relief } from "./fee-trail.ts";
import { shareOf } from "./relief-rule.ts";
import { splitOf } from "./split.ts";

const collectorsOf = ({ definition, portion }: Charge): ChargeLine["collectors"] =>
  definition.kind === "service"
    ? [{ collector: portion.cause, since: definition.validFrom }]
    : definition.collectors.map(({ department, since }) => ({ collector: department, since }));

const chargeLine = (caseId: string, charge: Charge): ChargeLine => {
  const { definition, portion, measure, standardFen, relief } = charge;
  return {
    kind: "charge",
    key: `${caseId}/${definition.code}/${portion.cause}`,
    feeCode: definition.code,
    feeKind: definition.kind,
    name: definition.name,
    cause: portion.cause,
    item: definition.item,
    payer: definition.payer,
    legalBasis: definition.legalBasis,
    rateBasis: definition.rateBasis,
    measure,
    amountFen: standardFen,
    payableFen: standardFen - (relief?.amountFen ?? 0),
    collectors: collectorsOf(charge),
    institution: portion.service?.institution ?? null,
  };
};

const byOf = (relief: Relief): ReductionLine["by"] => {
  if (relief.kind === "agreed") return { kind: "agreed", agreedFen: relief.agreedFen };
  const { ruleId, title, basisDoc } = relief.rule;
  return { kind: "rule", ruleId, title, basisDoc, ...shareOf(relief.rule) };
};

const reductionLine = ({ key, feeCode, feeKind, cause }: ChargeLine, relief: Relief): ReductionLine => ({
  kind: "reduction",
  key: `${key}/${relief.kind === "rule" ? relief.rule.ruleId : "agreed"}`,
  of: key,
  feeCode,
  feeKind,
  cause,
  by: byOf(relief),
  amountFen: -relief.amountFen,
});

const linesFor = (caseId: string, charge: Charge): FeeLine[] => {
  const line = chargeLine(caseId, charge);
  return charge.relief === null ? [line] : [line, reductionLine(line, charge.relief)];
};

const reduced = (lines: readonly FeeLine[], by: ReductionLine["by"]["kind"]): number =>
  sumOf(lines.map((line) => (line.kind === "reduction" && line.by.kind === by ? -line.amountFen : 0)));

const sumsOf = (lines: readonly FeeLine[]): FeeSums => ({
  standardFen: sumOf(lines.map((line) => (line.kind === "charge" ? line.amountFen : 0))),
  reliefFen: reduced(lines, "rule"),
  discountFen: reduced(lines, "agreed"),
  payableFen: sumOf(lines.map(({ amountFen }) => amountFen)),
});

/** The id follows from what the sheet says, so the same sheet has the same id and another bill another. */
const idOf = (caseId: string, content: unknown): string =>
  `${caseId}-fees-${createHash("sha256").update(canonical(content)).digest("hex").slice(0, 16)}`;

/**
 * Make the fee sheet of a case (一表收费), every line with its basis, quantity, rate and the rule that reduces it.
 *
 * The same facts, table and day make the same sheet, and the key of a line follows from case, fee and cause alone: a
 * sheet that is made again replaces the one before and doubles nothing. The most favourable rule wins, none stacks.
 *
 * @param table - the edition in force on `on`; the case keeps it though the table changes before payment.
 * @param on - the day of acceptance, Asia/Shanghai.
 * Throws when the table was not in force yet, and a RangeError on a bill beyond 2^53 fen, which is never shortened.
 * @see 行政许可法第五十八条、第五十九条
 */
export const feeSheet = (facts: FeeFacts, table: FeeTable, on: IsoDate): FeeSheet => {
  if (on < table.validFrom)
    throw new Error(
      `fee table "${table.version}" is in force from ${table.validFrom}; it makes no sheet for ${on}`,
    );
  const lines = feeTrail(facts, table, on).flatMap((step) =>
    step.outcome === "charged" ? linesFor(facts.caseId, step.charge) : [],
  );
  const groupOf = (kind: FeeKind): FeeGroup => {
    const own = lines.filter(({ feeKind }) => feeKind === kind);
    return { ...sumsOf(own), lines: own };
  };
  const { version, isDemonstration } = table;
  const content = {
    caseId: facts.caseId,
    table: { version, isDemonstration },
    on,
    treasury: {
      ...sumsOf(lines.filter(({ feeKind }) => feeKind !== "service")),
      administrative: groupOf("administrative"),
      fund: groupOf("fund"),
    },
    services: groupOf("service"),
    ...sumsOf(lines),
  };
  return { sheetId: idOf(facts.caseId, content), ...content, split: splitOf(content) };
};
