import { findWorkday, isWorkday } from "chinese-days";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import { dayNumberOf, isoDateOf } from "../../functions/catalog/calendar/day-number.ts";
import { limitEnd, limitEndAfter, usedOf } from "../../functions/catalog/calendar/limit-end.ts";
import { isCalendarUnknown } from "../../functions/catalog/calendar/working-calendar.ts";
import { type Limit, limitUnit } from "../../schemas/limit.ts";
import {
  type NaiveMoment,
  type NaivePause,
  naiveIsWorked,
  naiveLimitEnd,
  naiveUsed,
} from "../support/naive-clock.ts";

// chinese-days lays out its days in local time when imported, and is a day off west of Greenwich.
vi.hoisted(() => vi.stubEnv("TZ", "Asia/Shanghai"));

/** A failure prints its seed and path; give the seed here to see the same cases again. */
const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const units = limitUnit.options;
const first = Date.parse("2025-01-01T00:00:00+08:00");
const last = Date.parse("2026-12-31T23:59:00+08:00");

/** The moment of an instant, which counts as of its day in Bengbu or, as what comes in at night, as of some days on. */
const momentOf = (instant: number, daysOn = 0): NaiveMoment => ({
  on: new Date(instant + DAY / 3 + daysOn * DAY).toISOString().slice(0, 10),
  at: new Date(instant).toISOString(),
});

/** Minutes of a day at which something ends or begins, so that edges are met often. */
const edges = [
  0,
  8 * 60 + 29,
  8 * 60 + 30,
  8 * 60 + 31,
  12 * 60,
  13 * 60,
  14 * 60,
  17 * 60 + 30,
  17 * 60 + 31,
];
const minuteOfDay = fc.oneof(fc.constantFrom(...edges), fc.nat({ max: 24 * 60 - 1 }));
const daysOn = fc.constantFrom(0, 0, 0, 1, 2);

/** Midnight of a day of 2025 or 2026; every second one lies in the weeks around the long holidays. */
const midnight = fc
  .oneof(
    fc.integer({ min: dayNumberOf("2025-01-01"), max: dayNumberOf("2026-12-31") }),
    fc.integer({ min: dayNumberOf("2025-01-20"), max: dayNumberOf("2025-02-12") }),
    fc.integer({ min: dayNumberOf("2026-02-08"), max: dayNumberOf("2026-03-03") }),
    fc.integer({ min: dayNumberOf("2026-09-14"), max: dayNumberOf("2026-10-13") }),
  )
  .map((day) => day * DAY - DAY / 3);

interface Case {
  start: NaiveMoment;
  limit: Limit;
  pauses: NaivePause[];
}

/** Where a pause begins, from the day of the start, and how long it takes; `null` if it lasts. */
const pauseShape = fc.record({
  after: fc.integer({ min: -4, max: 30 }),
  begins: minuteOfDay,
  days: fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 20 }) }, { weight: 1, arbitrary: fc.constant(null) }),
  ends: minuteOfDay,
  daysOn,
});

/** Limits that mostly end within the two years: days, and hours of some weeks of work. */
const limitOfUnit = fc.oneof(
  fc.record({
    value: fc.nat({ max: 60 }),
    unit: fc.constantFrom("working-day" as const, "natural-day" as const),
  }),
  fc.record({ value: fc.nat({ max: 70 }), unit: fc.constant("working-hour" as const) }),
  fc.record({ value: fc.nat({ max: 400 }), unit: fc.constant("natural-hour" as const) }),
);

const caseOf = (maxPauses: number): fc.Arbitrary<Case> =>
  fc
    .record({
      midnight,
      minute: minuteOfDay,
      daysOn,
      limit: limitOfUnit,
      shapes: fc.array(pauseShape, { maxLength: maxPauses }),
    })
    .map(({ midnight: day, minute, daysOn: later, limit, shapes }) => ({
      start: momentOf(day + minute * MINUTE, later),
      limit,
      pauses: shapes
        .map(({ after, begins, days, ends, daysOn: on }) => {
          const from = day + after * DAY + begins * MINUTE;
          const to = days === null ? null : Math.max(from, day + (after + days) * DAY + ends * MINUTE);
          return { from: momentOf(from), to: to === null ? null : momentOf(to, on) };
        })
        .filter(({ from, to }) => Date.parse(from.at) >= first && Date.parse((to ?? from).at) <= last),
    }));

const hubEnd = ({ start, limit, pauses }: Case) => {
  const end = limitEndAfter(bengbuCalendar, start, limit, pauses);
  return isCalendarUnknown(end) ? "unknown" : end;
};

/** What was met while judging, so that a generator that misses the point is found out. */
const makeTally = () => {
  const met = new Map<string, number>();
  return {
    note: (what: string): void => {
      met.set(what, (met.get(what) ?? 0) + 1);
    },
    share: (what: string): number => (met.get(what) ?? 0) / numRuns,
  };
};

describe("naiveIsWorked", () => {
  it("agrees with an independent calendar on each of the 730 days", () => {
    const from = dayNumberOf("2025-01-01");
    const days = Array.from({ length: 730 }, (_, index) => isoDateOf(from + index));

    expect(days.at(-1)).toBe("2026-12-31");
    expect(days.filter((day) => naiveIsWorked(day) !== isWorkday(day))).toEqual([]);
    expect([naiveIsWorked("2024-12-31"), naiveIsWorked("2027-01-01")]).toEqual([undefined, undefined]);
  });
});

describe("limitEndAfter", () => {
  it("agrees with one who walks every day and minute, for all units and up to four pauses", () => {
    const tally = makeTally();
    const property = fc.property(caseOf(4), (one) => {
      const naive = naiveLimitEnd(one.start, one.limit, one.pauses);
      tally.note(one.limit.unit);
      if (typeof naive === "string" || naive === null) tally.note(String(naive));
      else if (JSON.stringify(naive) !== JSON.stringify(naiveLimitEnd(one.start, one.limit)))
        tally.note("moved");

      expect(hubEnd(one)).toEqual(naive);
    });

    fc.assert(property, { numRuns, seed });

    for (const unit of units) expect([unit, tally.share(unit) > 0.1]).toEqual([unit, true]);
    expect(tally.share("moved")).toBeGreaterThan(0.25);
    expect(tally.share("null")).toBeGreaterThan(0.02);
    expect(tally.share("unknown")).toBeLessThan(0.2);
  });

  it("agrees to the second, for hours that begin and stand still at any second", () => {
    const second = fc.nat({ max: 59 });
    const shape = fc.tuple(fc.nat({ max: 20 * 3_600 }), fc.nat({ max: 30 * 3_600 }));
    const property = fc.property(
      midnight,
      minuteOfDay,
      second,
      fc.constantFrom("working-hour" as const, "natural-hour" as const),
      fc.nat({ max: 4 }),
      fc.array(shape, { maxLength: 3 }),
      (day, minute, seconds, unit, value, shapes) => {
        const at = day + minute * MINUTE + seconds * 1_000;
        const pauses = shapes.map(([after, takes]) => ({
          from: momentOf(at + after * 1_000),
          to: momentOf(at + (after + takes) * 1_000),
        }));
        const one: Case = { start: momentOf(at), limit: { value, unit }, pauses };

        expect(hubEnd(one)).toEqual(naiveLimitEnd(one.start, one.limit, pauses, 1_000));
      },
    );

    fc.assert(property, { numRuns: Math.ceil(numRuns / 20), seed });
  });

  it("never ends sooner for a pause more, and never on a day off but in natural hours", () => {
    const property = fc.property(caseOf(4), (one) => {
      const ends = one.pauses.map((_, index) => hubEnd({ ...one, pauses: one.pauses.slice(0, index + 1) }));
      const sorted = [hubEnd({ ...one, pauses: [] }), ...ends].map((end) => {
        if (end === null) return "9999";
        if (typeof end === "string") return "9998";
        if (one.limit.unit !== "natural-hour") expect(naiveIsWorked(end.on)).toBe(true);
        return end.at ?? end.on;
      });

      expect(sorted).toEqual(sorted.toSorted());
    });

    fc.assert(property, { numRuns, seed });
  });

  it("does not care in which order pauses are told, nor whether one is told in two parts or twice", () => {
    const property = fc.property(caseOf(4), fc.nat({ max: 20 }), (one, cutAfter) => {
      const halves = one.pauses.flatMap((pause) => {
        const cut = momentOf(Date.parse(pause.from.at) + cutAfter * 97 * MINUTE);
        const isInside = pause.to !== null && cut.at <= pause.to.at && cut.on <= pause.to.on;
        return isInside
          ? [
              { from: cut, to: pause.to },
              { from: pause.from, to: cut },
            ]
          : [pause, pause];
      });

      expect(hubEnd({ ...one, pauses: halves.toReversed() })).toEqual(hubEnd(one));
    });

    fc.assert(property, { numRuns, seed });
  });

  it("moves by as many weeks as all acts do, where no holiday and no make-up day is near", () => {
    // From 2026-06-22, a Monday, through 2026-09-18 every week is like the next.
    const firstMonday = Date.parse("2026-06-22T00:00:00+08:00");
    const minuteOfThreeWeeks = fc.nat({ max: 21 * 24 * 60 });
    const property = fc.property(
      minuteOfThreeWeeks,
      daysOn,
      fc.array(fc.tuple(minuteOfThreeWeeks, fc.nat({ max: 7 * 24 * 60 })), { maxLength: 4 }),
      fc.constantFrom(...units),
      fc.nat({ max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      (startsAfter, later, shapes, unit, amount, weeks) => {
        const limit = { unit, value: unit.endsWith("day") ? amount : amount * 7 };
        const movedBy = (days: number) => {
          const zero = firstMonday + days * DAY;
          const pauses = shapes.map(([after, takes]) => ({
            from: momentOf(zero + after * MINUTE),
            to: momentOf(zero + (after + takes) * MINUTE),
          }));
          return hubEnd({ start: momentOf(zero + startsAfter * MINUTE, later), limit, pauses });
        };
        const [unmoved, moved] = [movedBy(0), movedBy(7 * weeks)];
        fc.pre(typeof unmoved === "object" && unmoved !== null);
        const on = isoDateOf(dayNumberOf(unmoved.on) + 7 * weeks);
        const at =
          unmoved.at === null ? null : new Date(Date.parse(unmoved.at) + 7 * weeks * DAY).toISOString();

        expect(on <= "2026-09-18").toBe(true);
        expect(moved).toEqual({ on, at });
      },
    );

    fc.assert(property, { numRuns, seed });
  });
});

describe("limitEnd", () => {
  it("agrees with an independent calendar on working days", () => {
    const property = fc.property(midnight, fc.integer({ min: 1, max: 60 }), (day, value) => {
      const start = momentOf(day);
      const end = limitEnd(bengbuCalendar, start, { value, unit: "working-day" });
      fc.pre(!isCalendarUnknown(end));

      expect(end).toEqual({ on: findWorkday(value, start.on), at: null });
    });

    fc.assert(property, { numRuns, seed });
  });

  it("is what a limit ends on that nothing stops", () => {
    const property = fc.property(caseOf(0), ({ start, limit }) => {
      expect(limitEnd(bengbuCalendar, start, limit)).toEqual(limitEndAfter(bengbuCalendar, start, limit, []));
    });

    fc.assert(property, { numRuns, seed });
  });
});

describe("usedOf", () => {
  it("agrees with one who counts every day and minute", () => {
    const property = fc.property(
      midnight,
      minuteOfDay,
      fc.integer({ min: -3 * 24 * 60, max: 40 * 24 * 60 }),
      fc.constantFrom(...units),
      (day, minute, after, unit) => {
        const start = momentOf(day + minute * MINUTE);
        const until = momentOf(Math.min(last, day + (minute + after) * MINUTE));

        expect(usedOf(bengbuCalendar, start, until, unit)).toBe(naiveUsed(start, until, unit));
      },
    );

    fc.assert(property, { numRuns, seed });
  });
});
