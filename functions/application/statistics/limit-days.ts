import type { Limit } from "../../../schemas/limit.ts";
import { averageOf, cutPercent } from "./ratios.ts";

/**
 * Days of some limits or of what was really taken, in working days. `leftOut` are those that cannot be added to them:
 * limits in natural days or in hours, durations no calendar covers. Something without a limit is in neither.
 */
export interface DayFigures {
  counted: number;
  total: number;
  average: number | null;
  leftOut: number;
}

/** A sum of working days in the making. */
export interface DaySum {
  counted: number;
  total: number;
  leftOut: number;
}

/** A sum of nothing yet. */
export const emptyDaySum = (): DaySum => ({ counted: 0, total: 0, leftOut: 0 });

/** Working days of a limit; `null` for none and for one in another unit. */
export const workingDaysOf = (limit: Limit | null): number | null =>
  limit?.unit === "working-day" ? limit.value : null;

/** Add a number of days; `null` is left out. */
export const addDays = (sum: DaySum, days: number | null): void => {
  if (days === null) {
    sum.leftOut += 1;
    return;
  }
  sum.counted += 1;
  sum.total += days;
};

/** Add a limit; one in another unit is left out, none at all counts for nothing. */
export const addLimit = (sum: DaySum, limit: Limit | null): void => {
  if (limit !== null) addDays(sum, workingDaysOf(limit));
};

/** The figures of a sum. */
export const dayFigures = ({ counted, total, leftOut }: DaySum): DayFigures => ({
  counted,
  total,
  average: averageOf(total, counted),
  leftOut,
});

/** Days beside the statutory ones of the very same items, for a compression that compares like with like. */
export interface Comparison {
  spent: number;
  statutory: number;
}

/** A comparison of nothing yet. */
export const emptyComparison = (): Comparison => ({ spent: 0, statutory: 0 });

/** Add an item to a comparison; one of which either is unknown or not in working days is no part of it. */
export const compare = (comparison: Comparison, days: number | null, statutory: Limit | null): void => {
  const allowed = workingDaysOf(statutory);
  if (days === null || allowed === null) return;
  comparison.spent += days;
  comparison.statutory += allowed;
};

/** The compression against the statutory limit (较法定时限压缩), in percent; `null` when nothing could be compared. */
export const compressionOf = ({ spent, statutory }: Comparison): number | null =>
  cutPercent(statutory, spent);
