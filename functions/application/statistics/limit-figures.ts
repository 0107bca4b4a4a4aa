import type { Limit } from "../../../schemas/limit.ts";
import {
  addLimit,
  compare,
  compressionOf,
  type DayFigures,
  dayFigures,
  emptyComparison,
  emptyDaySum,
  workingDaysOf,
} from "./limit-days.ts";

/** What a list promises against what the law allows, in working days: 1452 days over 433 items, 3.35 each, 83.2 % less. */
export interface LimitFigures {
  promised: DayFigures;
  statutory: DayFigures;
  compressionPercent: number | null;
}

/** Sum up the limits of listed items. */
export const limitFigures = (
  items: Iterable<{ limits: { promised: Limit | null; statutory: Limit | null } }>,
): LimitFigures => {
  const promised = emptyDaySum();
  const statutory = emptyDaySum();
  const comparison = emptyComparison();
  for (const { limits } of items) {
    addLimit(promised, limits.promised);
    addLimit(statutory, limits.statutory);
    compare(comparison, workingDaysOf(limits.promised), limits.statutory);
  }
  return {
    promised: dayFigures(promised),
    statutory: dayFigures(statutory),
    compressionPercent: compressionOf(comparison),
  };
};
