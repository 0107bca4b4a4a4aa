import type { RegisterEntry } from "../../../schemas/registers.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { noSteps, type StepsOf } from "./steps.ts";
import { count, emptyTally, type Tally } from "./tally.ts";

/** What the rows of statistics are: one for each department, item or month (`2026-10`). */
export type StatisticsBy = "department" | "item" | "month";

/** One row. `key` is the id of the department or item, or the month; `null` for what concerns a case and no item of it. */
export interface StatisticsRow extends Figures {
  key: string | null;
}

/** The rows by key, `null` last, and the figures of them all together. */
export interface Statistics {
  rows: StatisticsRow[];
  total: Figures;
}

/** How to count: the rows, and the day as of which bad ratings are late (Asia/Shanghai). */
export interface StatisticsOptions {
  by: StatisticsBy;
  today: IsoDate;
  /** The steps of an item. @default no guide is known */
  stepsOf?: StepsOf;
}

/** Counts entries one by one and keeps none: its size is that of its rows. */
export interface Aggregator {
  add: (entry: RegisterEntry) => void;
  /** The statistics of what was added so far. */
  statistics: () => Statistics;
}

const itemOf = ({ data }: RegisterEntry): string | null => ("itemId" in data ? data.itemId : null);

const keys: Readonly<Record<StatisticsBy, (entry: RegisterEntry) => string | null>> = {
  department: ({ department }) => department,
  item: itemOf,
  month: ({ on }) => on.slice(0, "2026-10".length),
};

const byKey = ([one]: [string | null, Tally], [other]: [string | null, Tally]): number => {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
};

/** Make an aggregator. Entries of any register may be added in any order; each of them once. */
export const makeAggregator = ({ by, today, stepsOf = noSteps }: StatisticsOptions): Aggregator => {
  const tallies = new Map<string | null, Tally>();
  const all = emptyTally();
  const keyOf = keys[by];

  const tallyOf = (key: string | null): Tally => {
    const known = tallies.get(key);
    if (known !== undefined) return known;
    const tally = emptyTally();
    tallies.set(key, tally);
    return tally;
  };

  return {
    add: (entry) => {
      const { kind } = entry.data;
      if (kind === "duty" || kind === "access") return;
      count(tallyOf(keyOf(entry)), entry.data, today, stepsOf);
      count(all, entry.data, today, stepsOf);
    },
    statistics: () => ({
      rows: [...tallies].sort(byKey).map(([key, tally]) => ({ key, ...figuresOf(tally) })),
      total: figuresOf(all),
    }),
  };
};

/** The statistics of some entries, in whatever order; each of them once. */
export const statisticsOf = (entries: Iterable<RegisterEntry>, options: StatisticsOptions): Statistics => {
  const aggregator = makeAggregator(options);
  for (const entry of entries) aggregator.add(entry);
  return aggregator.statistics();
};
