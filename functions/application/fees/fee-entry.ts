import type { FeeSheet, ReductionLine } from "../../../schemas/fees.ts";
import type { RegisterDataOf } from "../../../schemas/registers.ts";
import { sumOf } from "../../case/fees/amounts.ts";
import { linesOf } from "../../case/fees/split.ts";
import { standingPayments } from "../../case/fees/standing-payments.ts";
import { type CaseState, endingOf } from "../../case/state.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { owedFen } from "./owed.ts";

type FeesEntry = RegisterDataOf<"fees">;
type ByRule = Extract<ReductionLine["by"], { kind: "rule" }>;

/** What each rule took off, by what kind of fee; a cheaper contract is no relief. */
export const reliefsOf = (sheet: FeeSheet): FeesEntry["reliefs"] => {
  const reductions = linesOf(sheet).flatMap((line): (ByRule & Omit<ReductionLine, "by" | "kind">)[] =>
    line.kind === "reduction" && line.by.kind === "rule" ? [{ ...line, ...line.by }] : [],
  );
  const groups = Map.groupBy(reductions, ({ ruleId, feeKind }) => `${ruleId} ${feeKind}`);
  return [...groups.values()].flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const { ruleId, title, feeKind } = first;
    return [{ ruleId, title, feeKind, reliefFen: sumOf(lines.map(({ amountFen }) => -amountFen)) }];
  });
};

/** The fees of a case as supervision reads them, with the day of its sheet; `null` before a sheet was issued. */
export const feeEntryOf = (state: CaseState): { on: IsoDate; data: FeesEntry } | null => {
  const { sheet, issuedOn } = state.fees;
  if (sheet === null || issuedOn === null) return null;
  const { sheetId, table, standardFen, reliefFen, payableFen, treasury } = sheet;
  return {
    on: issuedOn,
    data: {
      kind: "fees",
      processId: state.processId,
      sheetId,
      tableVersion: table.version,
      isDemonstration: table.isDemonstration,
      outcome: endingOf(state) ?? "open",
      ...{ standardFen, reliefFen, payableFen },
      treasuryFen: treasury.payableFen,
      paidFen: sumOf(standingPayments(state.fees).map(({ amountFen }) => amountFen)),
      outstandingFen: owedFen(state),
      reliefs: reliefsOf(sheet),
    },
  };
};
