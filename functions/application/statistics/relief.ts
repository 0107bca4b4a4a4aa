import type { FeeKind } from "../../../schemas/fees.ts";
import type { Message } from "../../../schemas/message.ts";
import type { RegisterDataOf } from "../../../schemas/registers.ts";

type FeesEntry = RegisterDataOf<"fees">;

/** Fen as yuan, two decimals. */
export const yuanOf = (fen: number): number => fen / 100;

/** What rules took off (减免), in yuan: in all, by kind of fee, and by rule, the largest first. */
export interface Relief {
  yuan: number;
  kinds: Record<FeeKind, number>;
  rules: { ruleId: string; title: Message; yuan: number; cases: number }[];
}

/** Fees of a period in figures; see {@link countFees} for which sheets are among them. */
export interface FeeFigures {
  /** Sheets counted; `demonstrationSheets` of them are by example rates. */
  sheets: number;
  demonstrationSheets: number;
  payableYuan: number;
  paidYuan: number;
  relief: Relief;
}

/** Nothing counted yet. Amounts are fen. */
export const emptyFees = () => ({
  sheets: 0,
  demonstrationSheets: 0,
  payableFen: 0,
  paidFen: 0,
  kinds: { administrative: 0, fund: 0, service: 0 } as Record<FeeKind, number>,
  rules: new Map<string, { title: Message; fen: number; cases: number }>(),
});

/** What was counted so far; of a size that grows with the rules alone. */
export type FeeTally = ReturnType<typeof emptyFees>;

/**
 * Count the sheet of one case. A case that ended without a licence was given no relief, since nothing was collected: its
 * sheet is left out whole. One that is still open counts, as its applicant owes so much less.
 */
export const countFees = (tally: FeeTally, entry: FeesEntry): void => {
  if (entry.outcome !== "open" && entry.outcome !== "issued") return;
  tally.sheets += 1;
  if (entry.isDemonstration) tally.demonstrationSheets += 1;
  tally.payableFen += entry.payableFen;
  tally.paidFen += entry.paidFen;
  for (const { feeKind, reliefFen } of entry.reliefs) tally.kinds[feeKind] += reliefFen;
  for (const [ruleId, reliefs] of Map.groupBy(entry.reliefs, (relief) => relief.ruleId)) {
    const before = tally.rules.get(ruleId) ?? { fen: 0, cases: 0 };
    const fen = reliefs.reduce((sum, { reliefFen }) => sum + reliefFen, before.fen);
    const title = reliefs[0]?.title;
    if (title !== undefined) tally.rules.set(ruleId, { title, fen, cases: before.cases + 1 });
  }
};

/** What the counted sheets come to. */
export const feeFigures = (tally: FeeTally): FeeFigures => {
  const { kinds, rules } = tally;
  const rows = [...rules].map(([ruleId, { title, fen, cases }]) => ({
    ruleId,
    title,
    yuan: yuanOf(fen),
    cases,
  }));
  return {
    sheets: tally.sheets,
    demonstrationSheets: tally.demonstrationSheets,
    payableYuan: yuanOf(tally.payableFen),
    paidYuan: yuanOf(tally.paidFen),
    relief: {
      yuan: yuanOf(kinds.administrative + kinds.fund + kinds.service),
      kinds: {
        administrative: yuanOf(kinds.administrative),
        fund: yuanOf(kinds.fund),
        service: yuanOf(kinds.service),
      },
      rules: rows.toSorted((a, b) => b.yuan - a.yuan || (a.ruleId < b.ruleId ? -1 : 1)),
    },
  };
};
