import { describe, expect, it } from "vitest";
import { caseAcceptedOn, caseDueOf } from "../../../functions/case/case-clock.ts";
import { caseLimits } from "../../../functions/case/case-limits.ts";
import { procedurePausesOf, waitingPausesOf } from "../../../functions/case/clock-acts.ts";
import { daysWorked } from "../../../functions/case/days-worked.ts";
import { planCase } from "../../../functions/case/plan.ts";
import type { World } from "../../../functions/case/world.ts";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import { type Limit, naturalDays, workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import { filedHistory, type History } from "../../support/case-history.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { type Synthetic, syntheticProcess, syntheticWorld } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, limitsOf, say } from "../../support/timed-cases.ts";
import { calendarThrough2027 } from "../../support/year-2027.ts";

const due = ({ world, state }: History) => caseDueOf(state(), world.calendar);

/** Two departments in one stage; the case is promised in ten working days: until 8 December 2026, by law 27 January. */
const joint = (more: Partial<Synthetic> = {}): History =>
  accepted({ stages: [["a", "b"]], promised: workingDays(10), calendar: calendarThrough2027, ...more });

const PROMISED = "2026-12-08";
const STATUTORY = "2027-01-27";

describe("the clock of a case begins", () => {
  it("with the first acceptance, not with the filing; its promise waits for the last", () => {
    const history = filed({ stages: [["a", "b"]], promised: workingDays(10) });
    const dates = [caseAcceptedOn(history.state())];
    for (const [item, date] of [
      ["b", "2026-11-25"],
      ["a", "2026-11-27"],
    ] as const) {
      say(history, item, answers.accepted(moment(date)), moment(date));
      dates.push(caseAcceptedOn(history.state()));
    }

    expect(dates).toEqual([null, "2026-11-25", "2026-11-25"]);
    expect(due(history)).toMatchObject({ promised: "2026-12-11" });
  });

  it("with what the law presumes, on the day the silent department was asked", () => {
    const history = filed({ stages: [["a", "b"]] });
    say(history, "b", answers.accepted(moment("2026-11-25")), moment("2026-11-25"));
    history.perform({ type: "KeepTime" }, moment("2026-12-02"));

    expect(caseAcceptedOn(history.state())).toBe("2026-11-24");
  });

  it("in hours, with the instant of the last acceptance of that day, whichever item stands first in the plan", () => {
    const history = filed({ stages: [["a", "b"]], promised: { value: 2, unit: "working-hour" } });
    const [nine, ten] = [moment("2026-11-25", "09:00"), moment("2026-11-25", "10:00")];
    say(history, "b", answers.accepted(nine), nine);
    say(history, "a", answers.accepted(ten), ten);

    expect(due(history).promisedAt).toBe(moment("2026-11-25", "12:00").at);
  });

  it("with nobody where no department is asked", () => {
    const rows = { a: { status: { kind: "suspended", until: null } } } as const;
    const history = filed({ rows });

    expect(due(history)).toEqual({ promised: null, statutory: null, unknownYear: null });
  });
});

describe("T2: what stops the clock of a case", () => {
  it("T2: does not stop because the last department has answered and none is at work", () => {
    const history = joint();
    say(history, "a", answers.approved(firstAnswer), firstAnswer);
    say(history, "b", answers.approved(firstAnswer), firstAnswer);

    expect(due(history)).toMatchObject({ promised: PROMISED, statutory: STATUTORY });
    expect(history.perform({ type: "KeepTime" }, moment("2026-12-09"))).toContainEqual(
      expect.objectContaining({ type: "BreachRecorded", breach: "case-promised", dueOn: PROMISED }),
    );
  });

  it("T2: does not stop because the lead has to rule", () => {
    const history = joint({ policy: "lead-decides" });
    say(history, "a", answers.approved(firstAnswer), firstAnswer);
    say(history, "b", answers.rejected(firstAnswer), firstAnswer);

    expect(history.item("b").leadCalled).toBe(true);
    expect(due(history)).toMatchObject({ promised: PROMISED, statutory: STATUTORY });
  });

  it("is stopped by a special procedure of one item, and runs on when it ends", () => {
    const history = joint();
    say(history, "a", answers.suspended(firstAnswer), firstAnswer);
    const stopped = due(history);
    const end = moment("2026-12-01");
    say(history, "a", answers.resumed(end), end);

    expect(stopped).toEqual({ promised: null, statutory: null, unknownYear: null });
    expect(due(history)).toMatchObject({ promised: "2026-12-15", statutory: "2027-02-03" });
    expect(history.item("b").due).toMatchObject({ promised: "2026-12-01", statutory: "2026-12-22" });
  });

  it("waits with its promise alone for a department that may still accept", () => {
    const history = filed({ stages: [["a", "b"]], promised: workingDays(3), calendar: calendarThrough2027 });
    say(history, "a", answers.approved(firstAnswer), firstAnswer);
    const last = moment("2026-12-01");

    expect(due(history)).toMatchObject({ promised: null, statutory: STATUTORY });
    expect(history.perform({ type: "KeepTime" }, last)).not.toContainEqual(
      expect.objectContaining({ breach: "case-promised" }),
    );
    say(history, "b", answers.accepted(last), last);
    expect(due(history)).toMatchObject({ promised: "2026-12-04", statutory: STATUTORY });
  });

  it("waits again for a department that begins afresh", () => {
    const history = filed(
      { stages: [["a", "b"]], when: { b: "x" }, promised: workingDays(10), calendar: calendarThrough2027 },
      filingMoment,
      { form: { activities: ["x"] } },
    );
    for (const item of ["a", "b"]) say(history, item, answers.accepted(firstAnswer), firstAnswer);
    const revise = (form: Readonly<Record<string, unknown>>, baseRevision: number) =>
      history.perform({ type: "CorrectCase", baseRevision, form, materials: [] }, moment("2026-11-26"));
    revise({}, 1);
    expect(due(history).promised).toBe(PROMISED);
    revise({ activities: ["x"] }, 2);
    expect(due(history).promised).toBeNull();
    const next = moment("2026-11-30");
    say(history, "b", answers.accepted(next, { revision: 3 }), next);

    expect(due(history).promised).toBe("2026-12-10");
  });

  it("is not stopped by a site visit", () => {
    const history = joint();
    say(history, "a", answers.suspended(firstAnswer, { procedure: "site-visit" }), firstAnswer);

    expect(due(history)).toMatchObject({ promised: PROMISED, statutory: STATUTORY });
  });

  it("counts procedures of two items that overlap once", () => {
    const history = joint();
    const days = ["2026-11-25", "2026-11-27", "2026-12-01", "2026-12-03"].map((date) => moment(date));
    const [first = firstAnswer, second = firstAnswer, third = firstAnswer, fourth = firstAnswer] = days;
    say(history, "a", answers.suspended(first), first);
    say(history, "b", answers.suspended(second), second);
    say(history, "a", answers.resumed(third), third);
    say(history, "b", answers.resumed(fourth), fourth);

    expect(due(history).promised).toBe("2026-12-16");
  });

  it("waits for the applicant with its promise alone, from the notice to the correction", () => {
    const history = joint();
    say(history, "b", answers.approved(firstAnswer), firstAnswer);
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
    const waiting = due(history);
    const corrected = moment("2026-12-01");
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] }, corrected);

    expect(waiting).toMatchObject({ promised: null, statutory: STATUTORY });
    expect(due(history)).toMatchObject({ promised: "2026-12-15", statutory: STATUTORY });
  });

  it("waits no more once the notice is lifted", () => {
    const history = joint();
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
    history.perform({ type: "KeepTime" }, moment("2026-12-01", "17:30"));
    expect(due(history).promised).toBeNull();
    const next = moment("2026-12-03");
    say(history, "a", answers.approved(next), next);

    expect(history.state().notice).toBeNull();
    expect(due(history).promised).toBe("2026-12-10");
  });

  it("is not stopped by a wish of which the applicant has not been told", () => {
    const history = joint();
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);

    expect(history.state().status).toBe("reviewing");
    expect(due(history).promised).toBe(PROMISED);
  });

  it("keeps what a procedure took, though its item is not needed any more", () => {
    const history = joint({ when: { a: "x" }, stages: [["b", "a"]] });
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: ["x"] }, materials: [] },
      firstAnswer,
    );
    say(history, "a", answers.suspended(firstAnswer, { revision: 2 }), firstAnswer);
    const gone = moment("2026-12-01");
    history.perform({ type: "CorrectCase", baseRevision: 2, form: { activities: [] }, materials: [] }, gone);

    expect(history.item("a").status).toBe("not-applicable");
    expect(due(history)).toMatchObject({ promised: "2026-12-15", statutory: "2026-12-29" });
  });
});

describe("the pauses of a ledger", () => {
  const at = moment("2026-11-24");

  it("a procedure that is not stopped by the law is none", () => {
    const visit = { procedure: "site-visit", stopsClock: false, plannedEnd: null, basis: null } as const;

    expect(procedurePausesOf([{ act: "suspended", ...visit, ...at }])).toEqual([]);
  });

  it("T1: a pause without an end lasts, instead of being ignored", () => {
    expect(waitingPausesOf([{ act: "notified", number: 1, ...at }])).toMatchObject([{ to: null }]);
  });

  it("T6: two acts in the same millisecond count in the order they came", () => {
    const notified = { act: "notified", number: 1, ...at } as const;
    const lifted = { act: "notice-lifted", ...at } as const;

    expect(waitingPausesOf([notified, lifted])).toMatchObject([{ from: at.on, to: at.on }]);
    expect(waitingPausesOf([lifted, notified])).toMatchObject([{ from: at.on, to: null }]);
  });

  it("T6: a second notice in the same millisecond opens no second pause", () => {
    const notices = [1, 2].map((number) => ({ act: "notified" as const, number, ...at }));

    expect(waitingPausesOf(notices)).toHaveLength(1);
  });
});

describe("the limits of a case", () => {
  const limits = (synthetic: Synthetic, form: Record<string, unknown> = {}) => {
    const world: World = syntheticWorld(synthetic);
    const process = syntheticProcess(synthetic);
    const plan = planCase(world, process, form, "2026-11-24");
    return "items" in plan ? caseLimits(world, process, plan.items, "only") : null;
  };
  const days = (item: string, promised: number | null) =>
    [item, { limits: limitsOf(promised, null) }] as const;
  const promises = (...rows: readonly (readonly [string, number | null])[]) =>
    Object.fromEntries(rows.map(([item, promised]) => days(item, promised)));

  it.each<[string, Synthetic, number, number | null]>([
    ["one department: 20", { stages: [["a"]] }, 20, 5],
    ["two departments: 45", { stages: [["a", "b"]] }, 45, 5],
    ["two stages of two departments: 45", { stages: [["a"], ["b"]] }, 45, 10],
    [
      "one department that has two items: 20",
      { stages: [["a", "b"]], rows: { b: { department: "dept-a" } } },
      20,
      5,
    ],
    [
      "a second that is only told: 20",
      { stages: [["a", "b"]], rows: { b: { status: { kind: "transformed", to: "dept-other" } } } },
      20,
      5,
    ],
    ["a second that the form does not concern: 20", { stages: [["a", "b"]], when: { b: "x" } }, 20, 5],
    ["the longest of a stage", { stages: [["a", "b"]], rows: promises(["a", 3], ["b", 7]) }, 45, 7],
    [
      "the longest way through what waits for one another",
      {
        stages: [["a", "b", "c"]],
        rows: promises(["a", 3], ["b", 4], ["c", 6]),
        parts: { a: { yields: ["aNumber"] }, b: { needs: { a: ["aNumber"] } } },
      },
      45,
      7,
    ],
    [
      "stage after stage",
      { stages: [["a", "b"], ["c"]], rows: promises(["a", 3], ["b", 4], ["c", 6]) },
      45,
      10,
    ],
    [
      "none where one has no promise",
      { stages: [["a", "b"]], rows: promises(["a", 3], ["b", null]) },
      45,
      null,
    ],
    ["none where nobody is asked but zero days", { stages: [["a"]], when: { a: "x" } }, 20, 0],
    ["at once where everything is", { stages: [["a"]], rows: promises(["a", 0]) }, 20, 0],
  ])("%s", (_, synthetic, statutory, promised) => {
    expect(limits(synthetic)).toEqual({
      statutory: workingDays(statutory),
      promised: promised === null ? null : workingDays(promised),
    });
  });

  it("has no promise that adds up days of different kinds", () => {
    const rows = { b: { limits: { promised: naturalDays(3), statutory: null } } };

    expect(limits({ stages: [["a", "b"]], rows })?.promised).toBeNull();
  });

  it.each<Limit | null>([null, workingDays(3), naturalDays(10)])(
    "is what the process promises for the whole of it: %j",
    (promised) => {
      expect(limits({ stages: [["a", "b"]], promised })?.promised).toEqual(promised);
    },
  );

  it("of a company registration: 45 days by law, and the way through its three numbers", () => {
    const [one, three, hazardous] = [
      filedHistory(),
      filedHistory({ mode: "three-numbers" }),
      filedHistory({ sample: "hazardous-chemicals" }),
    ].map(({ state }) => [state().limits.promised?.value, state().limits.statutory?.value]);

    expect([one, three, hazardous]).toEqual([
      [3, 45],
      [5, 45],
      [13, 45],
    ]);
  });
});

describe("daysWorked", () => {
  const paused = (from: string, to: string | null) => ({ from, to, statutory: true });

  it.each([
    ["on the spot", "2026-11-24", [], 0],
    ["days of the week", "2026-12-01", [], 5],
    ["a pause taken out", "2026-12-01", [paused("2026-11-25", "2026-11-27")], 3],
    [
      "overlapping pauses taken out once",
      "2026-12-01",
      [paused("2026-11-25", "2026-11-27"), paused("2026-11-26", "2026-11-30")],
      2,
    ],
    ["a pause that lasts", "2026-12-01", [paused("2026-11-26", null)], 2],
    [
      "a pause before and after",
      "2026-11-27",
      [paused("2026-11-20", "2026-11-25"), paused("2026-12-01", null)],
      2,
    ],
  ])("counts %s", (_, through, pauses, days) => {
    expect(daysWorked(bengbuCalendar, "2026-11-24", through, pauses)).toBe(days);
  });

  it("is nothing without an acceptance, or where the calendar has no data", () => {
    expect(daysWorked(bengbuCalendar, null, "2026-11-24", [])).toBeNull();
    expect(daysWorked(bengbuCalendar, "2026-12-30", "2027-01-08", [])).toBeNull();
  });
});
