import { describe, expect, it } from "vitest";
import { explainClock } from "../../../functions/application/clock/explain-clock.ts";
import { hoursUsed } from "../../../functions/application/clock/used.ts";
import { actWords } from "../../../functions/application/clock/words.ts";
import { momentOf } from "../../../functions/case/clock.ts";
import type { Now } from "../../../functions/case/commands.ts";
import type { Limits } from "../../../functions/catalog/catalog.ts";
import { bengbuProfile } from "../../../functions/catalog/profile.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { later, moment } from "../../support/moments.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked, say } from "../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../support/year-2027.ts";

const viewOf = (history: History, now: Now) => {
  const view = explainClock(history.world, history.log, now);
  const item = view?.items[0];
  if (view === null || item === undefined) throw new Error("nothing to explain");
  return { view, item };
};

const inHours: Limits = {
  promised: { value: 7, unit: "working-hour" },
  statutory: { value: 24, unit: "natural-hour" },
};

describe("limits in hours", () => {
  it("end at Beijing time, and what is used of them is told in hours", () => {
    const history = accepted({ limits: inHours }, moment("2026-11-24", "10:10"));

    const { item, view } = viewOf(history, moment("2026-11-24", "14:40"));

    expect(item.summary.zh).toBe(
      "2026-11-24受理,已用2.5个工作小时、4.5小时;承诺时限7个工作小时,2026-11-25 10:10（北京时间）届满;法定时限24小时,2026-11-25 10:10（北京时间）届满",
    );
    expect(item.summary.en).toBe(
      "accepted on 2026-11-24, 2.5 working hour(s) and 4.5 hour(s) used; the promise of 7 working hours ends at 2026-11-25 10:10 (Beijing time); the law's limit of 24 hours ends at 2026-11-25 10:10 (Beijing time)",
    );
    expect(JSON.stringify([view.case.summary, item.summary])).not.toMatch(/\dT\d|Z/);
  });

  it("beside a limit in days are told in both units", () => {
    const limits = { promised: inHours.promised, statutory: workingDays(20) };
    const history = accepted({ limits }, moment("2026-11-24", "10:10"));

    const { item } = viewOf(history, moment("2026-11-26", "10:10"));

    expect(item.summary.en).toContain("14 working hour(s) and 2 working day(s) used");
  });

  it("do not count the hours in which the clock stood still", () => {
    const history = accepted({ limits: inHours }, moment("2026-11-24", "10:00"));
    const [stopped, resumed] = [moment("2026-11-24", "11:00"), moment("2026-11-25", "09:00")];
    say(history, "a", answers.suspended(stopped), stopped);
    say(history, "a", answers.resumed(resumed), resumed);

    const { item } = viewOf(history, moment("2026-11-25", "10:00"));

    expect(item.summary.en).toContain("2 working hour(s) and 2 hour(s) used");
  });

  it("are used up to the decision and no further", () => {
    const history = accepted({ limits: inHours }, moment("2026-11-24", "10:00"));
    const decided = moment("2026-11-24", "11:30");
    say(history, "a", answers.approved(decided), decided);

    const { item } = viewOf(history, moment("2026-11-27"));

    expect(item.summary.en).toContain("1.5 working hour(s) and 1.5 hour(s) used");
  });
});

describe("hours used", () => {
  const at = (date: string, time: string) => ({ ...moment(date, time) });
  const accepted_ = at("2026-11-24", "10:00");
  const pause = (from: string, to: string | null) => ({
    from: "2026-11-24",
    fromAt: at("2026-11-24", from).at,
    to: to === null ? null : "2026-11-24",
    statutory: true,
    ...(to === null ? {} : { toAt: at("2026-11-24", to).at }),
  });

  it.each([
    ["pauses that overlap are taken out once", [pause("10:30", "11:30"), pause("11:00", "11:40")], 0.8],
    ["a pause that lasts is taken out to the end", [pause("10:30", null)], 0.5],
    ["without a pause all of it counts", [], 2],
  ])("%s", (_, pauses, hours) => {
    const until = at("2026-11-24", "12:00");

    expect(hoursUsed(calendarThrough2026, accepted_, until, pauses, "natural-hour")).toBe(hours);
  });

  it("are not told where the calendar has no data", () => {
    const through = momentOf("2027-01-05", undefined);

    expect(hoursUsed(calendarThrough2026, accepted_, through, [], "working-hour")).toBeNull();
  });
});

describe("a year nobody knows", () => {
  it("is named, for each limit that runs into it, and marked as provisional until it is out", () => {
    const history = accepted({ limits: limitsOf(5, 40), calendar: calendarThrough2026 });

    const { item, view } = viewOf(history, moment("2026-11-25"));
    const { zh, en } = item.summary;

    expect(zh).toContain("承诺时限5个工作日,2026-12-01当日届满");
    expect(zh).toContain("法定时限40个工作日,届满日须待2027年放假安排公布后确定");
    expect(en).toContain(
      "the law's limit of 40 working days ends on a day that is known once the notice of 2027 is out",
    );
    expect([view.unknownYear, item.isProvisional, item.due.unknownYear]).toEqual([2027, true, 2027]);
    history.world = { ...history.world, calendar: calendarThrough2027 };
    const known = viewOf(history, moment("2026-11-25"));
    expect(known.item.isProvisional).toBe(false);
    expect(known.item.summary.zh).not.toContain("放假安排");
  });

  it("is named for the notice and for the delivery too", () => {
    const late = moment("2026-12-29");
    const history = filed({ limits: limitsOf(null, null), calendar: calendarThrough2026 }, late);
    const before = viewOf(history, late).item.notice;
    issued(history, ["a"], later(late, { minutes: 10 }));

    const { delivery } = viewOf(history, late).view;

    expect(before.replyBy).toBeNull();
    expect(before.text.zh).toContain("(届满日须待2027年放假安排公布后确定)");
    expect(before.text.en).toContain("known once the notice of 2027 is out");
    expect(delivery.dueOn).toBeNull();
    expect(delivery.text.zh).toContain("届满日须待2027年放假安排公布后确定");
  });
});

describe("the words of an act", () => {
  const deemed = {
    act: "accepted",
    isDeemed: true,
    on: "2026-11-24",
    at: "2026-12-01T16:05:00.000Z",
  } as const;

  it("of a presumed acceptance come from the profile, limit and basis alike", () => {
    const profile = { correctionNotice: { limit: workingDays(3), basis: "地方规定第七条" } };

    expect(actWords(deemed, profile)).toEqual({
      zh: "3个工作日内未告知补正,自收到之日起即为受理(地方规定第七条)",
      en: "nobody asked for a correction within 3 working days: accepted as of receipt (地方规定第七条)",
    });
    expect(actWords(deemed, bengbuProfile).zh).toContain("5个工作日内");
    expect(actWords(deemed, bengbuProfile).zh).toContain("行政许可法第三十二条第一款第四项");
  });

  it("of a special procedure name the end that the calendar gives now", () => {
    const now = moment("2026-12-28", "10:10");
    const history = filed({ limits: limitsOf(5, 20), calendar: calendarThrough2026 }, moment("2026-12-28"));
    say(history, "a", answers.suspended(now, { plannedWorkingDays: 5 }), now);
    const said = () => viewOf(history, now).item.lines.find(({ act }) => act === "suspended")?.text.en;
    const before = said();
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect(before).not.toContain("planned until");
    expect(said()).toContain("planned until 2027-01-05");
  });
});

describe("the basis of the limit of the whole case", () => {
  it.each([
    [["a"], "行政许可法第四十二条第一款"],
    [["a", "b"], "行政许可法第四十二条第二款"],
  ])("of departments %j is %s, whatever the limits are", (items, basis) => {
    const single = { ...bengbuProfile.single, limit: bengbuProfile.joint.limit };
    const history = accepted({ stages: [items], profile: { ...bengbuProfile, single } });

    expect(viewOf(history, firstAnswer).view.case.basis).toBe(basis);
  });
});

describe("the lines of the whole case", () => {
  it("tell of the extension of the one department that acts, for it moves the case's limit", () => {
    const history = accepted({ limits: limitsOf(5, 20) });
    say(history, "a", answers.extended(firstAnswer), firstAnswer);
    looked(history, firstAnswer);

    const { view } = viewOf(history, firstAnswer);

    expect(view.case.lines.map(({ act }) => act)).toContain("extended");
    expect(view.case.lines.at(-1)?.due).toEqual(view.case.due);
  });
});
