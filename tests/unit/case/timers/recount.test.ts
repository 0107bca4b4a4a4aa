import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { makeWorkingCalendar } from "../../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../../functions/catalog/calendar/years/2026.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import {
  accepted,
  filed,
  firstAnswer,
  keepTime,
  limitsOf,
  looked,
  say,
  typed,
} from "../../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027, year2027 } from "../../../support/year-2027.ts";

const calm = { rows: {}, limits: limitsOf(25, 28), calendar: calendarThrough2026 };

/** The notice of 2026 once more, with one more day off before the year ends. */
const corrected = makeWorkingCalendar([
  year2025,
  {
    ...year2026,
    holidays: [
      ...year2026.holidays,
      { name: { zh: "临时放假", en: "a day off" }, from: "2026-12-01", to: "2026-12-01" },
    ],
  },
  year2027,
]);

const recounted = (history: History, date: string) =>
  typed(looked(history, moment(date)), "DueRecomputed").map(({ itemId, due }) => [
    itemId,
    due.promised,
    due.statutory,
  ]);

describe("the watch: due dates follow the calendar", () => {
  it("computes anew what a missing year held back, once, and says under which calendar", () => {
    const history = accepted(calm);
    expect(history.item("a").due).toMatchObject({ promised: "2026-12-29", unknownYear: 2027 });
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect((nextLookOn(history.world, history.state()) ?? "") <= "2026-11-25").toBe(true);
    given(history)
      .when(keepTime, moment("2026-11-25"))
      .thenEvents({
        type: "DueRecomputed",
        itemId: "a",
        due: { promised: "2026-12-29", statutory: "2027-01-04", unknownYear: null },
        calendarVersion: calendarThrough2027.version,
      });
    given(history).when(keepTime, moment("2026-11-25")).thenEvents();
    expect(history.item("a").due.statutory).toBe("2027-01-04");
  });

  it("computes anew what a corrected notice moves, and leaves what it does not", () => {
    const history = accepted({ ...calm, stages: [["a", "b"]], rows: { b: { limits: limitsOf(2, 3) } } });
    history.world = { ...history.world, calendar: corrected };

    expect(recounted(history, "2026-11-25")).toEqual([["a", "2026-12-30", "2027-01-05"]]);
  });

  it("leaves a clock alone that stands still or has ended", () => {
    const history = accepted({ ...calm, stages: [["a", "b"]] });
    say(history, "a", answers.suspended(firstAnswer), firstAnswer);
    say(history, "b", answers.approved(firstAnswer), firstAnswer);
    history.world = { ...history.world, calendar: corrected };

    expect(recounted(history, "2026-11-25")).toEqual([]);
  });

  it.each([
    ["accepted", answers.accepted],
    ["suspended", answers.suspended],
    ["on a site visit", (now) => answers.suspended(now, { procedure: "site-visit" })],
    ["forwarded", answers.forwarded],
    ["extended", answers.extended],
    ["correcting", answers.correctionRequired],
  ] as [string, typeof answers.accepted][])(
    "finds nothing to compute anew of an item that is %s, for what is stored follows from its acts",
    (_, answer) => {
      const history = accepted({ stages: [["a", "b"]], limits: limitsOf(5, 20) });
      say(history, "a", answer(firstAnswer), firstAnswer);

      expect(recounted(history, "2026-11-25")).toEqual([]);
    },
  );

  it.each(["rejected", "silent"] as const)(
    "finds nothing to compute anew when the lead lets the applicant mend what was %s",
    (status) => {
      const silence = { kind: "lead-decides", basis: "b" } as const;
      const history = accepted({
        stages: [["a", "b"]],
        limits: limitsOf(3, 20),
        policy: "lead-decides",
        rows: { a: { silence } },
      });
      say(history, "b", answers.approved(firstAnswer), firstAnswer);
      const now = moment("2026-12-02");
      if (status === "rejected") say(history, "a", answers.rejected(firstAnswer), firstAnswer);
      looked(history, now);
      expect(history.item("a").status).toBe(status);
      const answer = answers.ruled(now, { ruling: "suspend" });
      history.perform({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer }, now);

      expect(history.item("a").status).toBe("correcting");
      expect(recounted(history, "2026-12-03")).toEqual([]);
    },
  );

  it.each([
    ["suspended", answers.suspended],
    ["correcting", answers.correctionRequired],
  ] as const)("keeps a limit in hours that had run out before, on the day an item is %s", (_, answer) => {
    const promised = { value: 2, unit: "working-hour" } as const;
    const history = accepted({ stages: [["a", "b"]], limits: { promised, statutory: null } });
    const [before, after] = [moment("2026-11-24", "14:10"), moment("2026-11-24", "14:11")];
    expect(history.item("a").due.promisedAt).toBe(before.at);

    say(history, "b", answer(before), before);
    const late = say(history, "a", answer(after), after);
    const events = [...late, ...looked(history, moment("2026-11-24", "16:00"))];

    expect(history.item("b").due.promised).toBeNull();
    expect(typed(events, "DueRecomputed")).toEqual([]);
    expect(typed(events, "ItemOverdue")).toMatchObject([{ itemId: "a", dueOn: "2026-11-24" }]);
  });

  it("looks again at the New Year while a year is missing", () => {
    const history = accepted({ ...calm, limits: limitsOf(null, 40) });

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-16");
    looked(history, moment("2026-12-16"));
    looked(history, moment("2026-12-23"));
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
  });

  it("computes nothing of a case that is closed", () => {
    const history = filed(calm);
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);
    history.world = { ...history.world, calendar: corrected };

    expect(recounted(history, "2026-11-25")).toEqual([]);
  });
});
