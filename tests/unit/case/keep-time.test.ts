import { describe, expect, it } from "vitest";
import { actsLaterOn, nextLookOn } from "../../../functions/case/keep-time.ts";
import { bengbuProfile } from "../../../functions/catalog/profile.ts";
import { limitUnit } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import {
  accepted,
  filed,
  firstAnswer,
  issued,
  keepTime,
  limitsOf,
  looked,
  say,
} from "../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../support/year-2027.ts";

const look = (history: History) => nextLookOn(history.world, history.state());

describe("keepTime", () => {
  it("looks first at what changes the dates, then at what they are past, then at what follows", () => {
    const silence = { kind: "deemed-consent", basis: "b" } as const;
    const history = filed({ limits: limitsOf(3, 5), rows: { a: { silence } } });

    given(history)
      .when(keepTime, moment("2026-12-08"))
      .thenEvents(
        { type: "ItemAccepted", deemed: true },
        { type: "ItemOverdue", limit: "promised", dueOn: "2026-11-27" },
        { type: "ItemOverdue", limit: "statutory", dueOn: "2026-12-01" },
        { type: "BreachRecorded", breach: "case-promised", dueOn: "2026-11-27" },
        { type: "ItemReminded", step: "remind" },
        { type: "ItemReminded", step: "escalate" },
        { type: "ItemDeemedConsent", itemId: "a" },
        { type: "CardIssued", level: "yellow", recordId: "case-1-a-promised" },
        { type: "CardIssued", level: "red", recordId: "case-1-a-statutory" },
        { type: "CardIssued", level: "yellow", recordId: "case-1-case-promised" },
        { type: "CardIssued", level: "red", recordId: "case-1-case-promised" },
      );
  });

  it("does nothing when it comes twice, whatever it did the first time", () => {
    const profile = { ...bengbuProfile, correctionAnswer: { limit: limitsOf(1, 1).promised, basis: "b" } };
    const history = accepted({ stages: [["a", "b", "c"]], limits: limitsOf(3, 20), profile });
    say(history, "a", answers.suspended(firstAnswer, { plannedWorkingDays: 1 }), firstAnswer);
    say(history, "b", answers.correctionRequired(firstAnswer), firstAnswer);
    const days = Array.from({ length: 60 }, (_, index) =>
      new Date(Date.UTC(2026, 10, 24 + index)).toISOString().slice(0, 10),
    );

    const doubled = days.filter((day) => {
      looked(history, moment(day));
      return looked(history, moment(day)).length > 0;
    });

    expect(doubled).toEqual([]);
    expect(history.state().status).toBe("returned");
  });

  it("does nothing to a case that ended before anything was approved", () => {
    const history = filed();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);

    given(history).when(keepTime, moment("2026-12-31")).thenEvents();
    expect(look(history)).toBeNull();
  });
});

describe("nextLookOn", () => {
  it("is the day after the reply was due, then each warning, then the day after each limit, then the next card", () => {
    const history = filed({ limits: limitsOf(3, 20) });
    const looks = [look(history)];
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    for (const day of [null, "11-26", "11-28", "12-03", "12-16", "12-23"]) {
      if (day !== null) looked(history, moment(`2026-${day}`));
      looks.push(look(history));
    }

    expect(looks).toEqual([
      "2026-12-02",
      "2026-11-26",
      "2026-11-28",
      "2026-12-03",
      "2026-12-16",
      "2026-12-23",
      null,
    ]);
  });

  it("is the earliest over the items", () => {
    const history = filed({ stages: [["a", "b"]] });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);

    expect(look(history)).toBe("2026-11-30");
  });

  it("is no day once the notice is out and only the applicant is waited for", () => {
    const history = filed();
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);

    expect(history.state().status).toBe("awaiting-applicant");
    expect(look(history)).toBeNull();
  });

  it("is the New Year while a reply date falls into a year without a calendar, then the day after it", () => {
    const history = filed({ calendar: calendarThrough2026 }, moment("2026-12-28"));

    const unknown = look(history);
    given(history).when(keepTime, moment("2027-01-06")).thenEvents();
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect([unknown, look(history)]).toEqual(["2027-01-01", "2027-01-06"]);
    given(history).when(keepTime, moment("2027-01-05")).thenEvents();
    expect(looked(history, moment("2027-01-06"))[0]).toMatchObject({
      type: "ItemAccepted",
      deemed: true,
      acceptedOn: "2026-12-28",
    });
  });

  it("is the New Year while the fifth day of a wish is unknown", () => {
    const now = moment("2026-12-28", "10:10");
    const unlimited = { limits: limitsOf(null, null), calendar: calendarThrough2026 };
    const history = filed({ stages: [["a", "b"]], ...unlimited }, moment("2026-12-28"));
    say(history, "b", answers.accepted(now), now);
    say(history, "a", answers.correctionRequired(now), now);

    const unknown = look(history);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect([unknown, look(history)]).toEqual(["2027-01-01", "2027-01-05"]);
  });

  it("is past at once when the year of a limit was published, and then its alarm", () => {
    const now = moment("2026-12-28", "10:10");
    const history = filed({ calendar: calendarThrough2026, limits: limitsOf(10, 20) }, now);
    say(history, "a", answers.accepted(now), now);

    const unknown = look(history);
    history.world = { ...history.world, calendar: calendarThrough2027 };
    const published = look(history);
    looked(history, moment("2027-01-02"));

    expect(unknown).toBe("2027-01-01");
    expect((published ?? "") <= now.on).toBe(true);
    expect(look(history)).toBe("2027-01-08");
  });

  it("is about the whole case alone when every item is through", () => {
    const history = filed({ limits: limitsOf(null, null) });
    approveSynthetic(history, "a", firstAnswer);

    expect(look(history)).toBe("2026-12-16");
  });

  it("is no day once the licence is with its holder", () => {
    const history = issued(filed({}, moment("2026-11-24"), { channel: "express-lane" }), ["a"], firstAnswer);

    expect(look(history)).toBeNull();
  });

  it("is the first day on which keeping time does something, whatever the limits", () => {
    const values = [0, 1, 3, 5, 10, 20, 30];
    const limits = limitUnit.options.flatMap((unit) =>
      values.map((value) => ({ promised: { value, unit }, statutory: { value: 20, unit } })),
    );

    const wrong = limits.flatMap(({ promised, statutory }) => {
      if (promised.value > statutory.value) return [];
      const history = accepted({ stages: [["a"], ["b"]], limits: { promised, statutory } });
      const found: string[] = [];
      for (let day = look(history), count = 0; day !== null && day < "2027" && count < 30; count += 1) {
        const isSilentBefore = day <= "2026-11-24" || silentOn(history, dayBefore(day));
        if (!isSilentBefore || silentOn(history, day))
          found.push(`${promised.value} ${promised.unit} ${day}`);
        looked(history, moment(day, "23:59"));
        day = look(history);
      }
      return found;
    });

    expect(wrong).toEqual([]);
  });
});

describe("actsLaterOn", () => {
  it.each([
    ["working-day", false],
    ["natural-day", false],
    ["working-hour", true],
    ["natural-hour", true],
  ] as const)("is so of a limit in %s: %s", (unit, isHourly) => {
    const history = accepted({ limits: { promised: { value: 3, unit }, statutory: null } });
    looked(history, firstAnswer);

    expect(actsLaterOn(history.world, history.state(), firstAnswer.on)).toBe(isHourly);
  });

  it("is so on the fifth day of a notice until it went out at close of business", () => {
    const history = filed({ stages: [["a", "b"]], limits: limitsOf(null, null) });
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
    const isLater = (on: string) => actsLaterOn(history.world, history.state(), on);

    expect(looked(history, moment("2026-12-01", "17:29"))).toEqual([]);
    expect([isLater("2026-11-30"), isLater("2026-12-01")]).toEqual([false, true]);
    looked(history, moment("2026-12-01", "17:30"));
    expect(isLater("2026-12-01")).toBe(false);
  });
});

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Whether a day demands nothing, to its very end. */
const silentOn = (history: History, day: string): boolean => {
  const decision = history.attempt(keepTime, moment(day, "23:59"));
  return "events" in decision && decision.events.length === 0;
};
