import { type Message, message } from "../../schemas/message.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Hub } from "./hub.ts";
import type { Figures } from "./statistics/figures.ts";
import { type Names, namesOf } from "./statistics/names.ts";
import { periodProblem } from "./statistics/period.ts";
import { registerPages } from "./statistics/register-pages.ts";
import { makeAggregator, type StatisticsBy, type StatisticsRow } from "./statistics/statistics-of.ts";
import { noSteps, type StepsOf } from "./statistics/steps.ts";

/** What to count: the entries of a period, both days inclusive, Asia/Shanghai; of one department if named. */
export interface StatisticsQuery {
  from: IsoDate;
  to: IsoDate;
  by: StatisticsBy;
  department?: string | undefined;
}

/** A row with the name of its department or item. */
export interface NamedRow extends StatisticsRow {
  name: Message | null;
}

/** The statistics of a period as of a day, or why the period cannot be read. */
export type StatisticsResult =
  | { kind: "PeriodWrong"; why: Message }
  | { kind: "Counted"; asOf: IsoDate; rows: NamedRow[]; total: Figures };

/** The registers that statistics are made of. */
const counted = ["decision", "closure", "card", "accountability", "rating", "fees"] as const;

/** The row of what concerns a case and none of its items. */
const wholeCase = message("整个办件", "the case as a whole");

const nameOf = (names: Names, by: StatisticsBy, key: string | null): Message | null => {
  if (by === "month") return null;
  return key === null ? wholeCase : names[by](key);
};

/**
 * Compute statistics from the registers. They are read side by side, page by page, and nothing of them is kept.
 * `loadSteps` brings the steps of items, which stand in their guides; without it no guide is known.
 */
export const makeStatistics =
  (
    { store, clock, world }: Pick<Hub, "store" | "clock" | "world">,
    loadSteps: () => Promise<StepsOf> = async () => noSteps,
  ) =>
  async ({ from, to, by, department }: StatisticsQuery): Promise<StatisticsResult> => {
    const why = periodProblem(from, to);
    if (why !== null) return { kind: "PeriodWrong", why };
    const today = shanghaiDate(clock.now());
    const aggregator = makeAggregator({ by, today, stepsOf: await loadSteps() });
    const query = { from, to, ...(department === undefined ? {} : { department }) };
    await Promise.all(
      counted.map(async (register) => {
        for await (const entries of registerPages(store, { register, ...query }))
          for (const entry of entries) aggregator.add(entry);
      }),
    );
    const { rows, total } = aggregator.statistics();
    const names = namesOf(world);
    return {
      kind: "Counted",
      asOf: today,
      rows: rows.map((row) => ({ ...row, name: nameOf(names, by, row.key) })),
      total,
    };
  };
