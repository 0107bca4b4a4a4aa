import type { ItemStatus, PowerCategory } from "../../catalog/catalog.ts";
import { cutPercent } from "./ratios.ts";

/** As much of an item as is counted. */
export interface ListedPower {
  category: PowerCategory;
  status: { kind: ItemStatus["kind"] };
}

/**
 * How many items a power list has, by category and by what the clean-up decided. `cutPercent` is the share of them that
 * is not kept as it was (精简率); `null` for an empty list.
 */
export interface PowerListFigures {
  total: number;
  byCategory: Record<PowerCategory, number>;
  byStatus: Record<ItemStatus["kind"], number>;
  cutPercent: number | null;
}

const noCategories = (): Record<PowerCategory, number> => ({
  approval: 0,
  penalty: 0,
  levy: 0,
  payment: 0,
  reward: 0,
  compulsion: 0,
  confirmation: 0,
  adjudication: 0,
  planning: 0,
  other: 0,
});

const noStatuses = (): Record<ItemStatus["kind"], number> => ({
  retained: 0,
  cancelled: 0,
  delegated: 0,
  transformed: 0,
  suspended: 0,
  frozen: 0,
  merged: 0,
});

/** Count the items of a power list. The order does not matter, and only one item is held at a time. */
export const powerListFigures = (items: Iterable<ListedPower>): PowerListFigures => {
  const byCategory = noCategories();
  const byStatus = noStatuses();
  let total = 0;
  for (const { category, status } of items) {
    total += 1;
    byCategory[category] += 1;
    byStatus[status.kind] += 1;
  }
  return { total, byCategory, byStatus, cutPercent: cutPercent(total, byStatus.retained) };
};
