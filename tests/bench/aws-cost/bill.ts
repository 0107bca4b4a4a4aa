import { type Price, prices, type UsageName } from "./prices.ts";
import type { Usage } from "./usage.ts";

/** One line of a bill: how much was used, and what it costs in US dollars. */
export interface BillLine {
  name: UsageName;
  amount: number;
  usd: number;
}

const priceOf = ({ usd, per }: Price, amount: number): number => (usd / per) * amount;

/** What a usage costs, the dearest line first. */
export const billOf = (usage: Usage): BillLine[] =>
  (Object.entries(usage) as [UsageName, number][])
    .map(([name, amount]) => ({ name, amount, usd: priceOf(prices[name], amount) }))
    .filter(({ amount }) => amount !== 0)
    .toSorted((one, other) => other.usd - one.usd);

/** The sum of a usage's bill, in US dollars. */
export const totalOf = (usage: Usage): number => billOf(usage).reduce((sum, { usd }) => sum + usd, 0);

/** What a usage costs by service, the dearest first. */
export const byService = (usage: Usage): { service: string; usd: number }[] =>
  [...Map.groupBy(billOf(usage), ({ name }) => prices[name].service)]
    .map(([service, lines]) => ({ service, usd: lines.reduce((sum, { usd }) => sum + usd, 0) }))
    .toSorted((one, other) => other.usd - one.usd);
