import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "../../../functions/application/statistics/figures.ts";
import {
  makeAggregator,
  type StatisticsBy,
  statisticsOf,
} from "../../../functions/application/statistics/statistics-of.ts";
import { workingDays } from "../../../schemas/limit.ts";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import {
  accessEntry,
  accountabilityEntry,
  cardEntry,
  closureEntry,
  decisionEntry,
  dutyEntry,
  ratingEntry,
  thirtyNaturalDays,
} from "../../support/register-entries.ts";

const today = "2026-11-10";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const totalOf = (...entries: RegisterEntry[]): Figures =>
  statisticsOf(entries, { by: "department", today }).total;

const rowsOf = (by: StatisticsBy, ...entries: RegisterEntry[]) => statisticsOf(entries, { by, today }).rows;

describe("days", () => {
  it("are averaged over the items whose limits are in working days, and the rest are counted apart", () => {
    const { days } = totalOf(
      decisionEntry({ promised: workingDays(3), actualDays: 2 }),
      decisionEntry({ promised: workingDays(6), actualDays: 4.5 }),
      decisionEntry({ promised: thirtyNaturalDays, statutory: thirtyNaturalDays, actualDays: 7 }),
      decisionEntry({ promised: { value: 4, unit: "working-hour" }, statutory: null, actualDays: null }),
    );

    expect(days.promised).toEqual({ counted: 2, total: 9, average: 4.5, leftOut: 2 });
    expect(days.statutory).toEqual({ counted: 2, total: 40, average: 20, leftOut: 1 });
    expect(days.actual).toEqual({ counted: 3, total: 13.5, average: 4.5, leftOut: 1 });
  });

  it("are compared with the statutory ones of the same items only", () => {
    const { days } = totalOf(
      decisionEntry({ promised: workingDays(3), statutory: workingDays(20), actualDays: 1 }),
      decisionEntry({ promised: workingDays(500), statutory: null, actualDays: 500 }),
      decisionEntry({ promised: thirtyNaturalDays, statutory: workingDays(20), actualDays: null }),
    );

    expect(days.promisedCompressionPercent).toBe(85);
    expect(days.actualCompressionPercent).toBe(95);
  });

  it("above the statutory ones are a negative compression", () => {
    const { days } = totalOf(decisionEntry({ statutory: workingDays(20), actualDays: 25 }));

    expect(days.actualCompressionPercent).toBe(-25);
  });
});

describe("rates", () => {
  it("tell items promised at once from items with a promise", () => {
    const atOnce = { promised: workingDays(0) };
    const { onTheSpot, onTime } = totalOf(
      decisionEntry({ ...atOnce, onTheSpot: true }),
      decisionEntry({ ...atOnce, onTheSpot: true }),
      decisionEntry({ ...atOnce, onTheSpot: false, onTime: false }),
      decisionEntry({ onTheSpot: true, onTime: true }),
      decisionEntry({ promised: thirtyNaturalDays, onTime: true }),
      decisionEntry({ onTime: false }),
      decisionEntry({ promised: null, onTime: true }),
    );

    expect(onTheSpot).toEqual({ counted: 3, met: 2, percent: 66.67 });
    expect(onTime).toEqual({ counted: 3, met: 2, percent: 66.67 });
  });

  it("and averages of nothing are null, and no figure is ever NaN", () => {
    const nothing = totalOf();
    const zeroes = totalOf(decisionEntry({ promised: workingDays(0), statutory: workingDays(0) }));

    expect(nothing.days.promised).toEqual({ counted: 0, total: 0, average: null, leftOut: 0 });
    expect([
      nothing.days.promisedCompressionPercent,
      nothing.onTheSpot.percent,
      nothing.onTime.percent,
      nothing.ratings.average,
      nothing.ratings.satisfied.percent,
      nothing.ratings.badAnsweredInTime.percent,
      nothing.closures.days.average,
      nothing.closures.onTime.percent,
      zeroes.days.promisedCompressionPercent,
      zeroes.days.actualCompressionPercent,
    ]).toEqual(Array(10).fill(null));
  });
});

describe("outcomes, cards and records", () => {
  it("are counted one by one", () => {
    const { decisions, cards, accountability } = totalOf(
      decisionEntry({ outcome: "approved" }),
      decisionEntry({ outcome: "rejected" }),
      decisionEntry({ outcome: "rejected" }),
      decisionEntry({ outcome: "deemed" }),
      cardEntry({ level: "warning" }),
      cardEntry({ level: "yellow", status: "appealed" }),
      cardEntry({ level: "red", status: "upheld" }),
      cardEntry({ level: "red" }),
      cardEntry({ level: "red", status: "revoked" }),
      accountabilityEntry(),
      accountabilityEntry(),
      accountabilityEntry({ status: "appealed" }),
      accountabilityEntry({ status: "upheld" }),
      accountabilityEntry({ status: "revoked" }),
    );

    expect(decisions).toEqual({ decided: 4, approved: 1, rejected: 2, deemed: 1 });
    expect(cards).toEqual({ warning: 1, yellow: 1, red: 2, revoked: 1 });
    expect(accountability).toEqual({ open: 2, appealed: 1, upheld: 1, revoked: 1 });
  });
});

describe("ratings", () => {
  it("are satisfied from level three up", () => {
    const { ratings } = totalOf(...[5, 4, 3, 2].map((level) => ratingEntry({ level })));

    expect(ratings).toMatchObject({
      counted: 4,
      average: 3.5,
      satisfied: { counted: 4, met: 3, percent: 75 },
      bad: 1,
    });
  });

  it("that are bad are judged once they were answered or their day has passed", () => {
    const bad = (taskDueOn: string | null, answeredOn: string | null) =>
      ratingEntry({ level: 1, taskDueOn, answeredOn });
    const { ratings } = totalOf(
      bad("2026-11-09", "2026-11-09"),
      bad("2026-11-09", "2026-11-10"),
      bad("2026-11-09", null),
      bad("2026-11-20", "2026-11-05"),
      bad("2026-11-10", null),
      bad(null, null),
    );

    expect(ratings.bad).toBe(6);
    expect(ratings.badAnsweredInTime).toEqual({ counted: 4, met: 2, percent: 50 });
  });
});

describe("whole cases", () => {
  it("are averaged over those that ended in a licence or a refusal", () => {
    const { closures } = totalOf(
      closureEntry({ actualDays: 4 }),
      closureEntry({ outcome: "refused", actualDays: 7, onTime: false }),
      closureEntry({ outcome: "refused", promised: null, actualDays: null }),
      closureEntry({ outcome: "withdrawn", actualDays: 100, onTime: false }),
      closureEntry({ outcome: "returned", actualDays: 100, onTime: false }),
    );

    expect(closures).toEqual({
      closed: 5,
      issued: 1,
      refused: 2,
      withdrawn: 1,
      returned: 1,
      days: { counted: 2, total: 11, average: 5.5, leftOut: 1 },
      onTime: { counted: 2, met: 1, percent: 50 },
    });
  });
});

describe("rows", () => {
  const entries = [
    decisionEntry({ itemId: "tax-registration" }, { department: "tax", on: "2026-10-31" }),
    decisionEntry({}, { on: "2026-11-01" }),
    ratingEntry(),
    closureEntry(),
    dutyEntry({ itemId: "organization-code" }, { department: "quality-supervision", on: "2026-09-30" }),
    accessEntry({ department: "emergency-management", on: "2026-08-31" }),
  ];

  it("are those of departments, items or months that have something to tell, by key", () => {
    expect(rowsOf("department", ...entries).map(({ key }) => key)).toEqual(["market-regulation", "tax"]);
    expect(rowsOf("month", ...entries).map(({ key }) => key)).toEqual(["2026-10", "2026-11"]);
    expect(rowsOf("item", ...entries).map(({ key }) => key)).toEqual([
      "enterprise-registration",
      "tax-registration",
      null,
    ]);
  });

  it("count what concerns no item in a row of its own", () => {
    const [, , whole] = rowsOf("item", ...entries);

    expect(whole?.decisions.decided).toBe(0);
    expect(whole?.closures.closed).toBe(1);
    expect(whole?.ratings.counted).toBe(1);
  });

  it("add up to the total, whatever they are by", () => {
    const some = fc.array(
      fc.record({
        days: fc.nat(60),
        department: fc.constantFrom("tax", "market-regulation"),
        itemId: fc.constantFrom("a", "b", "c"),
        month: fc.constantFrom("2026-01", "2026-09", "2026-10"),
        onTime: fc.boolean(),
      }),
    );
    const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
    const addsUp = (by: StatisticsBy) =>
      fc.property(some, (decided) => {
        const entries = decided.map(({ days, department, itemId, month, onTime }) =>
          decisionEntry({ itemId, onTime, actualDays: days }, { department, on: `${month}-15` }),
        );
        const { rows, total } = statisticsOf(entries, { by, today });
        expect(sum(rows.map((row) => row.decisions.decided))).toBe(total.decisions.decided);
        expect(sum(rows.map((row) => row.days.actual.total))).toBe(total.days.actual.total);
        expect(sum(rows.map((row) => row.onTime.met))).toBe(total.onTime.met);
        expect(total.days.actual.total).toBe(sum(decided.map(({ days }) => days)));
      });

    fc.assert(addsUp("department"));
    fc.assert(addsUp("item"));
    fc.assert(addsUp("month"));
  });
});

describe("makeAggregator", () => {
  it("tells the same whether it is asked once or between entries, in any order", () => {
    const entries = [decisionEntry(), ratingEntry({ level: 2 }), closureEntry(), cardEntry()];
    const aggregator = makeAggregator({ by: "item", today });
    for (const entry of entries.toReversed()) {
      aggregator.add(entry);
      aggregator.statistics();
    }

    expect(aggregator.statistics()).toEqual(statisticsOf(entries, { by: "item", today }));
  });

  it("holds none of the 50,000 entries of a month", async () => {
    const aggregator = makeAggregator({ by: "department", today });
    const held: WeakRef<RegisterEntry>[] = [];
    for (let n = 0; n < 50_000; n += 1) {
      const entry = decisionEntry({ actualDays: n % 5 });
      if (n % 1_000 === 0) held.push(new WeakRef(entry));
      aggregator.add(entry);
    }
    await setImmediate();
    collectGarbage();

    expect(held.filter((entry) => entry.deref() !== undefined)).toEqual([]);
    const { rows, total } = aggregator.statistics();
    expect(rows).toHaveLength(1);
    expect(total.decisions.decided).toBe(50_000);
    expect(total.days.actual.average).toBe(2);
  });
});
