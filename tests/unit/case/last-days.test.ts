import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../functions/case/keep-time.ts";
import {
  type LastDay,
  lastDayOfAnswer,
  lastDayOfPromise,
  lastDayOfRatingTask,
  lastDayOfRuling,
  lastDayOfUndo,
  plannedEndOf,
} from "../../../functions/case/last-days.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import { bengbuProfile } from "../../../functions/catalog/profile.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { moment } from "../../support/moments.ts";
import { material } from "../../support/sample-filing.ts";
import { accepted, filed, firstAnswer, limitsOf, looked, say } from "../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027, year2027 } from "../../support/year-2027.ts";

const LEASE = "lease-contract";

/** The notice of 2026 once more; 26 November is off, so that everything counted from the 24th ends a day later. */
const corrected = makeWorkingCalendar([
  year2025,
  {
    ...year2026,
    holidays: [
      ...year2026.holidays,
      { name: { zh: "临时放假", en: "a day off" }, from: "2026-11-26", to: "2026-11-26" },
    ],
  },
  year2027,
]);

const unlimited = { stages: [["a", "b"]], limits: limitsOf(null, null) };

const correcting = (): History => {
  const profile = { ...bengbuProfile, correctionAnswer: { limit: workingDays(10), basis: "中心补正规则" } };
  const history = filed({ ...unlimited, profile });
  say(history, "b", answers.approved(firstAnswer), firstAnswer);
  say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
  return history;
};

const withdrawing = (): History => {
  const history = filed(unlimited);
  say(history, "a", answers.approved(firstAnswer), firstAnswer);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);
  return history;
};

const undoing = (): History => {
  const history = withdrawing();
  history.perform(
    { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
    firstAnswer,
  );
  return history;
};

const promising = (): History => {
  const required = { [LEASE]: { isTolerable: true } };
  const promise = { codes: [LEASE], signedBy: "张淮河" };
  const history = filed({ limits: limitsOf(null, null), required }, undefined, { materials: [], promise });
  say(history, "a", answers.approved(firstAnswer), firstAnswer);
  return history;
};

const rated = (): History => {
  const history = accepted(unlimited);
  const said = { item: "b", level: 1, indicators: [], text: null };
  history.perform({ type: "RateCase", occasion: "acceptance", ...said }, firstAnswer);
  return history;
};

const suspended = (plannedWorkingDays: number, now = firstAnswer): History => {
  const history = accepted({ limits: limitsOf(5, 20), calendar: calendarThrough2026 }, now);
  say(history, "a", answers.suspended(now, { plannedWorkingDays }), now);
  return history;
};

/** The state, or an error of the test. */
const there = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error("the case does not hold it");
  return value;
};

const kinds: [string, () => History, (history: History) => LastDay, IsoPair, string][] = [
  [
    "promised material",
    promising,
    ({ world, state }) => lastDayOfPromise(world, state()),
    ["2026-12-08", "2026-12-09"],
    "CaseReturned",
  ],
  [
    "the answer to a notice",
    correcting,
    ({ world, state }) => lastDayOfAnswer(world, state(), there(state().notice)),
    ["2026-12-08", "2026-12-09"],
    "CaseReturned",
  ],
  [
    "the ruling on a withdrawal",
    withdrawing,
    ({ world, state }) => lastDayOfRuling(world, there(state().withdrawalRequest)),
    ["2026-11-27", "2026-11-30"],
    "CaseWithdrawn",
  ],
  [
    "the undoing of an approval",
    undoing,
    ({ world, item }) => lastDayOfUndo(world, there(item("a").voiding)),
    ["2026-12-01", "2026-12-02"],
    "BreachRecorded",
  ],
  [
    "the answer to a bad rating",
    rated,
    ({ world, state }) => lastDayOfRatingTask(world, there(state().ratings[0])),
    ["2026-12-15", "2026-12-16"],
    "BreachRecorded",
  ],
  [
    "the planned end of a special procedure",
    () => suspended(4),
    ({ world, item }) => plannedEndOf(world, there(item("a").suspension)),
    ["2026-11-30", "2026-12-01"],
    "BreachRecorded",
  ],
];

type IsoPair = readonly [before: string, after: string];

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

const types = (history: History, date: string): string[] =>
  looked(history, moment(date)).map(({ type }) => type);

describe("dates that are counted from a day follow a corrected calendar", () => {
  it.each(kinds)("%s", (_, make, lastDay, [before, after], event) => {
    const history = make();
    expect(lastDay(history)).toBe(before);
    const log = JSON.stringify(history.log);

    history.world = { ...history.world, calendar: corrected };

    expect(lastDay(history)).toBe(after);
    expect(JSON.stringify(history.log)).toBe(log);
    looked(history, moment("2026-11-25"));
    expect(nextLookOn(history.world, history.state())).toBe(dayAfter(after));
    expect(types(history, after)).not.toContain(event);
    expect(types(history, dayAfter(after))).toContain(event);
  });

  it.each(kinds)(
    "%s: what was told stands while the calendar has lost its year",
    (_, make, lastDay, days) => {
      const history = make();

      history.world = { ...history.world, calendar: makeWorkingCalendar([year2025]) };

      expect(lastDay(history)).toBe(days[0]);
    },
  );
});

describe("a special procedure that ends in a year nobody knows", () => {
  it("overruns once the year is published, though no day could be written at the time", () => {
    const now = moment("2026-12-28", "10:10");
    const history = filed({ limits: limitsOf(5, 20), calendar: calendarThrough2026 }, moment("2026-12-28"));
    say(history, "a", answers.suspended(now, { plannedWorkingDays: 5 }), now);
    expect(history.item("a").suspension).toMatchObject({ plannedEnd: null, plannedWorkingDays: 5 });
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
    expect(types(history, "2027-03-01")).not.toContain("BreachRecorded");

    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect(types(history, "2027-01-05")).not.toContain("BreachRecorded");
    expect(looked(history, moment("2027-01-06"))).toContainEqual(
      expect.objectContaining({
        type: "BreachRecorded",
        breach: "procedure-overrun",
        recordId: "case-1-a-procedure-2026-12-28",
        dueOn: "2027-01-05",
      }),
    );
  });

  it("has no end where none was planned", () => {
    const history = accepted({ limits: limitsOf(5, 20) });
    say(history, "a", answers.suspended(firstAnswer, { procedure: "site-visit" }), firstAnswer);

    const suspension = there(history.item("a").suspension);

    expect(
      plannedEndOf(history.world, { ...suspension, plannedEnd: null, plannedWorkingDays: null }),
    ).toBeNull();
  });
});

describe("material that was promised", () => {
  it("is owed by nobody once it is in, whatever the calendar says", () => {
    const history = promising();
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: {}, materials: [material(LEASE)] },
      firstAnswer,
    );
    history.world = { ...history.world, calendar: corrected };

    expect(types(history, "2026-12-31")).not.toContain("CaseReturned");
  });
});
