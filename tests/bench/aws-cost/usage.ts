import type { UsageName } from "./prices.ts";

/** How much was used of what; what is absent was not used. */
export type Usage = Readonly<Partial<Record<UsageName, number>>>;

const names = (usages: readonly Usage[]): UsageName[] => [
  ...new Set(usages.flatMap((usage) => Object.keys(usage) as UsageName[])),
];

/** All of several usages together. */
export const sumOf = (usages: readonly Usage[]): Usage =>
  Object.fromEntries(
    names(usages).map((name) => [name, usages.reduce((sum, usage) => sum + (usage[name] ?? 0), 0)]),
  );

/** A usage `factor` times. */
export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * factor]));

/** What one usage has more than another; negative where it has less. */
export const difference = (usage: Usage, other: Usage): Usage => sumOf([usage, times(other, -1)]);

/** The mean of usages; of none it is none. */
export const meanOf = (usages: readonly Usage[]): Usage =>
  usages.length === 0 ? {} : times(sumOf(usages), 1 / usages.length);
