import type { FeeKind, FeeSheet, ReductionLine } from "../../../schemas/fees.ts";
import { sumOf } from "./amounts.ts";
import { linesOf } from "./split.ts";

/** What rules took off, in fen, in all and by rule, fee and kind; `lines` is how many reductions made it up. */
export interface Relief {
  reliefFen: number;
  sheets: number;
  rules: { id: string; reliefFen: number; lines: number }[];
  fees: { id: string; reliefFen: number; lines: number }[];
  kinds: Record<FeeKind, number>;
}

/** Each case once: a sheet that was made again replaces the one before. */
const lastOfEach = (sheets: readonly FeeSheet[]): FeeSheet[] => [
  ...new Map(sheets.map((sheet) => [sheet.caseId, sheet])).values(),
];

const fenOf = (lines: readonly ReductionLine[]): number => sumOf(lines.map(({ amountFen }) => -amountFen));

/** The relief of some lines by what they name, the largest first. */
const counted = (
  lines: readonly ReductionLine[],
  idOf: (line: ReductionLine) => string,
): { id: string; reliefFen: number; lines: number }[] =>
  [...Map.groupBy(lines, idOf)]
    .map(([id, group]) => ({ id, reliefFen: fenOf(group), lines: group.length }))
    .toSorted((one, other) => other.reliefFen - one.reliefFen);

/**
 * How much relief the rules gave over some sheets (减免统计), the largest first. Cheaper contracts are no relief.
 *
 * @param sheets - oldest first; the last sheet of a case counts.
 */
export const reliefOf = (sheets: readonly FeeSheet[]): Relief => {
  const last = lastOfEach(sheets);
  const lines = last
    .flatMap(linesOf)
    .filter((line): line is ReductionLine => line.kind === "reduction" && line.by.kind === "rule");
  const ofKind = (kind: FeeKind) => fenOf(lines.filter(({ feeKind }) => feeKind === kind));
  return {
    reliefFen: fenOf(lines),
    sheets: last.length,
    rules: counted(lines, ({ by }) => (by.kind === "rule" ? by.ruleId : "")),
    fees: counted(lines, ({ feeCode }) => feeCode),
    kinds: { administrative: ofKind("administrative"), fund: ofKind("fund"), service: ofKind("service") },
  };
};
