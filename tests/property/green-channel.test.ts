import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseDueOf } from "../../functions/case/case-clock.ts";
import { dueOf } from "../../functions/case/clock.ts";
import type { Now } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import type { World } from "../../functions/case/world.ts";
import type { Answer } from "../../schemas/answers.ts";
import { workingDays } from "../../schemas/limit.ts";
import { answers } from "../support/answers.ts";
import { type History, makeHistory } from "../support/case-history.ts";
import { moment } from "../support/moments.ts";
import { grant, projectDepartments, projectWorld, reviewFiling } from "../support/project-world.ts";

/** Days after Monday, 2 November 2026, in the morning. */
const dayAfter = (days: number): Now =>
  moment(new Date(Date.UTC(2026, 10, 2 + days)).toISOString().slice(0, 10), "10:00");

/** The world in which every item is promised within so many working days. */
const promising = (days: number): World => {
  const rows = [...projectWorld.catalog.items].map(
    ([id, item]) => [id, { ...item, limits: { ...item.limits, promised: workingDays(days) } }] as const,
  );
  return { ...projectWorld, catalog: { ...projectWorld.catalog, items: new Map(rows) } };
};

/** Days until the acceptance of an item, until a special procedure stops its clock, and until the grant. */
const course = fc.record({
  promised: fc.integer({ min: 0, max: 20 }),
  accepted: fc.integer({ min: 0, max: 10 }),
  stopped: fc.option(fc.integer({ min: 0, max: 20 })),
  granted: fc.integer({ min: 0, max: 45 }),
});

/** Say something if it may be said now; a calendar may have brought about something else before. */
const trySay = (history: History, answer: Answer, now: Now): void => {
  const department = projectDepartments.drawing;
  const decision = history.attempt({ type: "AnswerItem", itemId: "drawing", department, answer }, now);
  if ("events" in decision) history.record(decision.events, now);
};

const expectAhead = (before: string | null, after: string | null, today: Now): void => {
  if (after !== null && after !== before) expect(after > today.on).toBe(true);
};

const caseDue = (world: World, state: CaseState) => caseDueOf(state, world.calendar).promised;

describe("the green channel, whenever it is granted", () => {
  it("never lengthens a promise, never touches the law's limit, and makes nobody late who was in time", () => {
    let shortenings = 0;
    fc.assert(
      fc.property(course, ({ promised, accepted, stopped, granted }) => {
        const world = promising(promised);
        const history = makeHistory(world);
        history.perform(reviewFiling(), dayAfter(0));
        trySay(history, answers.accepted(dayAfter(accepted)), dayAfter(accepted));
        if (stopped !== null) {
          const begin = dayAfter(accepted + stopped);
          trySay(history, answers.suspended(begin), begin);
        }
        const today = dayAfter(accepted + (stopped ?? 0) + granted);
        history.perform({ type: "KeepTime" }, today);
        const before = history.state();

        history.perform({ type: "GrantGreenChannel", grant }, today);

        const after = history.state();
        for (const [id, { limits, due }] of Object.entries(before.items)) {
          const item = history.item(id);
          expect(item.limits.statutory).toEqual(limits.statutory);
          expect(item.limits.promised?.value).toBeLessThanOrEqual(limits.promised?.value ?? 0);
          if (item.limits.promised?.value !== limits.promised?.value) {
            shortenings += 1;
            expect(item.due).toEqual(dueOf(item, world.calendar));
          }
          expectAhead(due.promised, item.due.promised, today);
        }
        expectAhead(caseDue(world, before), caseDue(world, after), today);
        expect(after.limits.promised?.value).toBeLessThanOrEqual(before.limits.promised?.value ?? 0);
      }),
    );
    expect(shortenings).toBeGreaterThan(0);
  });
});
