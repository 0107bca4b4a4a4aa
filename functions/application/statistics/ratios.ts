/** Figures are told with two decimals, as the centre quotes them: 3.35 days, 83.2 percent. */
const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;

/** An average, two decimals; `null` of nothing. */
export const averageOf = (total: number, counted: number): number | null =>
  counted === 0 ? null : rounded(total / counted);

/** A share in percent, two decimals; `null` of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : rounded((100 * part) / whole);

/**
 * By how much less is `after` than `before` (压缩率、精简率), in percent, two decimals: 1452 days against 8643 are 83.2.
 * Negative when it is more; `null` when there was nothing before.
 */
export const cutPercent = (before: number, after: number): number | null => percentOf(before - after, before);
