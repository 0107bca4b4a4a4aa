import type { PlannedItem } from "../../schemas/events.ts";
import { limitOf, workingDays } from "../../schemas/limit.ts";
import type { Limits } from "../catalog/catalog.ts";
import type { Process } from "../processes/process.ts";
import { partOf } from "./scope.ts";
import type { World } from "./world.ts";

const takesPart = (plan: readonly PlannedItem[], itemId: string): PlannedItem | undefined =>
  plan.find(({ item, takesPart: takes }) => item === itemId && takes === "asked");

/** Working days until an item may be decided as promised: those of the items it waits for, then its own. `null` where one has no promise in working days. */
const daysThrough = (
  process: Process,
  plan: readonly PlannedItem[],
  mode: string,
  itemId: string,
): number | null => {
  const own = limitOf(takesPart(plan, itemId)?.limits.promised ?? null);
  if (own === null || own.unit !== "working-day") return null;
  const before = Object.keys(partOf(process, itemId, mode).needs ?? {})
    .filter((from) => takesPart(plan, from) !== undefined)
    .map((from) => daysThrough(process, plan, mode, from));
  return longest([0, ...before], (days) => days + own.value);
};

/** The longest of some ways, gone on with; `null` when one of them has no end. */
const longest = (ways: readonly (number | null)[], onward: (days: number) => number): number | null => {
  const known = ways.filter((days) => days !== null);
  return known.length < ways.length ? null : onward(Math.max(...known));
};

/** The promise of the whole case: the longest way through each stage, one stage after another. */
const promisedOf = (process: Process, plan: readonly PlannedItem[], mode: string): Limits["promised"] => {
  let total = 0;
  for (const { items } of process.stages) {
    const asked = items.filter(({ item }) => takesPart(plan, item) !== undefined);
    const days = longest(
      [0, ...asked.map(({ item }) => daysThrough(process, plan, mode, item))],
      (most) => most,
    );
    if (days === null) return null;
    total += days;
  }
  return workingDays(total);
};

/**
 * The limits of a whole case: 45 working days where departments act jointly, 20 where only one is asked; and what the
 * centre promises for all of it.
 * @see 行政许可法第四十二条
 */
export const caseLimits = (
  { profile }: World,
  process: Process,
  plan: readonly PlannedItem[],
  mode: string,
): Limits => {
  const departments = new Set(
    plan.filter((each) => each.takesPart === "asked").map(({ department }) => department),
  );
  return {
    promised: process.promised === undefined ? promisedOf(process, plan, mode) : process.promised,
    statutory: departments.size > 1 ? profile.joint.limit : profile.single.limit,
  };
};
