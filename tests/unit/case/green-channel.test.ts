import { describe, expect, it } from "vitest";
import { worklistChanges } from "../../../functions/application/case-head.ts";
import { caseDueOf } from "../../../functions/case/case-clock.ts";
import { dueOf } from "../../../functions/case/clock.ts";
import { shortened } from "../../../functions/case/green-channel.ts";
import type { World } from "../../../functions/case/world.ts";
import type { Process } from "../../../functions/processes/process.ts";
import { type Limit, naturalDays, workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import {
  approval,
  approveOf,
  grant,
  type ProjectItem,
  projectDepartments,
  projectForm,
  projectWorld,
  reviewFiling,
} from "../../support/project-world.ts";
import { material } from "../../support/sample-filing.ts";

const granting = { type: "GrantGreenChannel", grant } as const;
const now = later(filingMoment, { minutes: 30 });

const reviewProcess = (): Process => {
  const process = projectWorld.processes.get("review");
  if (process === undefined) throw new Error("the world has no second phase");
  return process;
};

const worldWith = (changes: Partial<Process>): World => ({
  ...projectWorld,
  processes: new Map([["review", { ...reviewProcess(), ...changes }]]),
});

const filed = (more: Parameters<typeof reviewFiling>[0] = {}): History => {
  const history = makeHistory(projectWorld);
  history.perform(reviewFiling(more), filingMoment);
  return history;
};

const say = (history: History, itemId: ProjectItem, answer: ReturnType<typeof answers.accepted>, at = now) =>
  history.perform({ type: "AnswerItem", itemId, department: projectDepartments[itemId], answer }, at);

const accepted = (): History => {
  const history = filed();
  for (const item of ["drawing", "fire"] as const) say(history, item, answers.accepted(now));
  return history;
};

describe("a promise in the green channel", () => {
  it.each<[Limit | null, Limit | null]>([
    [workingDays(10), workingDays(5)],
    [workingDays(3), workingDays(2)],
    [workingDays(1), workingDays(1)],
    [workingDays(0), workingDays(0)],
    [naturalDays(30), naturalDays(15)],
    [
      { value: 4, unit: "working-hour" },
      { value: 4, unit: "working-hour" },
    ],
    [null, null],
  ])("of %o is %o", (usual, quick) => {
    expect(shortened(projectWorld, usual)).toEqual(quick);
  });

  it("is rounded up, and by no more than the product asks for", () => {
    const profile = { ...projectWorld.profile, greenChannel: { share: 0.7, atLeast: 2, basis: "合成" } };

    expect([10, 5, 1].map((days) => shortened({ profile }, workingDays(days))?.value)).toEqual([7, 4, 1]);
  });
});

describe("granting a case the green channel", () => {
  it("shortens what is promised and leaves the law's limits", () => {
    const history = accepted();
    const before = history.state();

    history.perform(granting, now);

    const { items, limits, greenChannel, owner } = history.state();
    expect(items.drawing?.limits).toEqual({ promised: workingDays(5), statutory: workingDays(20) });
    expect(items.fire?.limits).toEqual({ promised: workingDays(2), statutory: workingDays(20) });
    expect(limits).toEqual({ promised: workingDays(5), statutory: before.limits.statutory });
    expect(items.drawing?.due).toMatchObject({
      promised: "2026-12-01",
      statutory: before.items.drawing?.due.statutory,
    });
    expect(greenChannel).toEqual(grant);
    expect(owner).toEqual(grant.owner);
  });

  it("leaves the due dates as the clock computes them anew", () => {
    const history = accepted();
    say(history, "drawing", answers.suspended(later(now, { minutes: 5 })), later(now, { minutes: 5 }));

    history.perform(granting, moment("2026-11-26"));

    for (const item of Object.values(history.state().items))
      expect(item.due).toEqual(dueOf(item, projectWorld.calendar));
  });

  it("leaves what was decided the promise it was decided under", () => {
    const history = accepted();
    approveOf(history, "fire", later(now, { minutes: 5 }));
    const { limits, due } = history.item("fire");

    history.perform(granting, later(now, { minutes: 10 }));

    expect(history.item("fire")).toMatchObject({ limits, due });
    expect(history.item("drawing").limits.promised).toEqual(workingDays(5));
  });

  it("makes nobody late who was in time", () => {
    const history = accepted();

    history.perform(granting, moment("2026-12-02"));
    history.perform({ type: "KeepTime" }, moment("2026-12-02"));

    const { drawing } = history.state().items;
    expect(drawing).toMatchObject({ overdue: false, limits: { promised: workingDays(7) } });
    expect(drawing?.due.promised).toBe("2026-12-03");
    expect(caseDueOf(history.state(), projectWorld.calendar).promised).toBe("2026-12-03");
  });

  it("makes nobody late whose clock stood still, once it runs on", () => {
    const history = accepted();
    const second = moment("2026-12-02");
    say(history, "drawing", answers.suspended(second), second);

    history.perform(granting, moment("2026-12-04"));
    say(history, "drawing", answers.resumed(moment("2026-12-07")), moment("2026-12-07"));

    const { promised } = history.item("drawing").due;
    expect(promised === null || promised > "2026-12-07").toBe(true);
    expect(history.item("drawing").limits.promised?.value).toBeLessThan(10);
  });

  it("leaves what is late already its promise", () => {
    const history = accepted();

    history.perform(granting, moment("2026-12-01"));

    expect(history.item("fire").limits.promised).toEqual(workingDays(3));
    expect(history.item("fire").due.promised).toBe("2026-11-27");
  });

  it("is refused a second time, and once the case is closed", () => {
    const history = filed();
    history.perform(granting, now);
    expect(given(history).when(granting, now).thenRefused("GreenChannelAlready").on).toBe("2026-11-24");

    const closed = filed();
    closed.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    given(closed).when(granting, now).thenRefused("CaseClosed");
  });

  it("puts every row of the case first in its worklist", () => {
    const history = accepted();
    const before = history.state();

    history.perform(granting, now);

    const rows = worklistChanges(projectWorld, before, history.state());
    expect(rows.map(({ itemId, greenChannel }) => [itemId, greenChannel])).toEqual([
      ["drawing", true],
      ["fire", true],
    ]);
  });
});

describe("filing under a project in the green channel", () => {
  it("plans with shortened promises, and carries the grant and its owner", () => {
    const state = filed({ greenChannel: grant }).state();

    expect(state.items.drawing?.limits.promised).toEqual(workingDays(5));
    expect(state.items.fire?.limits.promised).toEqual(workingDays(2));
    expect(state.limits.promised).toEqual(workingDays(5));
    expect(state).toMatchObject({ greenChannel: grant, owner: grant.owner });
  });

  it("lets more be promised than elsewhere", () => {
    const materials = [material("sheets")];
    const promise = { codes: ["model"], signedBy: "张淮河" };

    expect(filed({ materials, promise, greenChannel: grant }).state().tolerance?.codes).toEqual(["model"]);
    given(makeHistory(projectWorld))
      .when(reviewFiling({ materials, promise }), filingMoment)
      .thenRefused("PromiseRefused");
    given(makeHistory(projectWorld))
      .when(reviewFiling({ materials, greenChannel: grant }), filingMoment)
      .thenRefused("MaterialsMissing");
  });

  it.each([
    ["filed in it", filed({ greenChannel: grant }), []],
    ["taken into it", filed(), [granting]],
  ])("keeps its promises through a correction: %s", (_, history, commands) => {
    for (const command of commands) history.perform(command, now);
    const { limits } = history.state();
    const materials = [material("sheets"), material("model")];

    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: projectForm({ note: "改" }), materials },
      later(now, { minutes: 5 }),
    );

    expect(history.state().limits).toEqual(limits);
    expect(history.item("drawing").limits.promised).toEqual(workingDays(5));
  });

  it("keeps the promise of a case that was lengthened so that nobody is late", () => {
    const history = makeHistory(worldWith({ promised: workingDays(12) }));
    history.perform(reviewFiling(), filingMoment);
    for (const item of ["drawing", "fire"] as const) say(history, item, answers.accepted(now));
    history.perform(granting, moment("2026-12-03"));
    const { limits } = history.state();
    expect(limits.promised).toEqual(workingDays(8));
    const materials = [material("sheets"), material("model")];

    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: projectForm({ note: "改" }), materials },
      moment("2026-12-03", "11:00"),
    );

    expect(history.state().limits).toEqual(limits);
  });

  it("shortens what newly takes part after a correction, and the promise of the process with it", () => {
    const name = message("有消防", "with fire");
    const when = { kind: "facts", name, anyOf: [[{ path: "note", is: ["改"] }]], basis: "合成" } as const;
    const stages = reviewProcess().stages.map((stage) => ({
      ...stage,
      items: stage.items.map((entry) => (entry.item === "fire" ? { ...entry, when } : entry)),
    }));
    const history = makeHistory(worldWith({ stages, promised: workingDays(12) }));
    history.perform(reviewFiling({ greenChannel: grant }), filingMoment);
    expect(history.item("fire").status).toBe("not-applicable");
    const materials = [material("sheets"), material("model")];

    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: projectForm({ note: "改" }), materials },
      now,
    );

    expect(history.item("fire")).toMatchObject({ status: "asked", limits: { promised: workingDays(2) } });
    expect(history.item("drawing").limits.promised).toEqual(workingDays(5));
    expect(history.state().limits.promised).toEqual(workingDays(6));
  });

  it("does not take the rows of another project to the front", () => {
    const history = filed();
    const before = history.state();
    history.perform(approval("fire", now), now);

    const rows = worklistChanges(projectWorld, before, history.state());
    expect(rows).toMatchObject([{ itemId: "fire", greenChannel: false }]);
  });
});
