import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { Workflow, WorkflowSteps } from "../../functions/ports/workflow.ts";
import type { StateMachineDefinition } from "../../functions/workflow/compile.ts";
import { aWhile, eventually, type Fixture, makeGate } from "./fixture.ts";
import { definition, makeSampleCases, PROCESS_ID, type SampleCases, STAGES } from "./sample-machine.ts";
import { caseIdOf } from "./samples.ts";

/** What a workflow is made of: the definitions that are deployed, and the steps that may use the tokens. */
export interface WorkflowSettings {
  definitions: ReadonlyMap<string, StateMachineDefinition>;
  stepsOver: (tokens: TaskTokens) => WorkflowSteps;
}

/** How much is asked of a workflow; less where every step is a call over the wire. */
export interface WorkflowSizes {
  /** Cases that run at once. @default 200 */
  cases?: number;
  /** How often all departments answer in one instant. @default 20 */
  turns?: number;
}

const A = caseIdOf(1);
const [FIRST, LAST] = STAGES.map(({ items }) => items) as [readonly string[], readonly string[]];

const asksOf = (items: readonly string[]): string[] => items.map((item) => `ask ${item}`);

/**
 * What every workflow must do. A start or an answer may return before the machine has moved; `idle` of the fixture's
 * workflow resolves when nothing moves any more. Items of a stage are asked in any order.
 */
export const testWorkflow = (
  makeFixture: () => Fixture<Workflow, WorkflowSettings>,
  { cases: caseCount = 200, turns: turnCount = 20 }: WorkflowSizes = {},
): void => {
  describe("Workflow", () => {
    let fixture: Fixture<Workflow, WorkflowSettings>;
    let workflow: Workflow;
    let cases: SampleCases;

    beforeEach(async () => {
      fixture = makeFixture();
      workflow = await fixture.create({
        definitions: new Map([[PROCESS_ID, definition()]]),
        stepsOver: (tokens) => {
          cases = makeSampleCases(tokens);
          return cases.steps;
        },
      });
    });
    afterEach(() => fixture.dispose());

    const begin = (caseId = A) => workflow.start({ caseId, processId: PROCESS_ID });
    const resume = (itemId: string, caseId = A) => workflow.resume({ caseId, itemId, processId: PROCESS_ID });
    /** Start a machine, and see it stand. */
    const start = async (caseId = A): Promise<void> => {
      await begin(caseId);
      await workflow.idle();
    };
    /** What a department does: the case is told first, then the task is resumed. */
    const tell = (itemId: string, caseId = A): Promise<void> => {
      cases.of(caseId).out.delete(itemId);
      return resume(itemId, caseId);
    };
    /** Let a department answer, and see the machine stand again. */
    const answer = async (itemId: string, caseId = A): Promise<void> => {
      await tell(itemId, caseId);
      await workflow.idle();
    };
    const log = (): string[] => cases.of(A).log;
    const count = (step: string, caseId = A): number =>
      cases.of(caseId).log.filter((each) => each === step).length;

    describe("start", () => {
      it("goes stage by stage: every item is asked, then the stage is settled, the licence comes last", async () => {
        cases.outAtFirst = new Set();

        await start();

        expect(log().slice(0, FIRST.length).sort()).toEqual(asksOf(FIRST).sort());
        expect(log().slice(FIRST.length)).toEqual(["settle", "issue"]);
      });

      it("asks all items of a stage before anybody answers", async () => {
        const gate = makeGate();
        cases.before = (step) => (step.startsWith("ask") ? gate.opened : undefined);
        cases.outAtFirst = new Set(LAST);

        const begun = begin();
        await eventually(() => expect(log()).toEqual(asksOf(FIRST)));
        gate.open();
        await begun;
        await workflow.idle();

        expect(log().slice(-LAST.length).sort()).toEqual(asksOf(LAST).sort());
      });

      it("lets a case go that only waits", async () => {
        await start();

        expect(log().slice(0, FIRST.length + 1)).toEqual([...asksOf(FIRST), "settle"]);
        expect(
          log()
            .slice(FIRST.length + 1)
            .sort(),
        ).toEqual(asksOf(LAST).sort());
        expect(cases.of(A).isIssued).toBe(false);
      });

      it("begins at the stage it is told, and asks nobody of an earlier one", async () => {
        const [, last] = STAGES;

        await workflow.start({ caseId: A, processId: PROCESS_ID, stage: last?.id });
        await workflow.idle();

        expect(log().toSorted()).toEqual(asksOf(LAST).toSorted());
      });

      it("skips a stage whose condition does not hold", async () => {
        cases.outAtFirst = new Set([...FIRST, ...LAST]);
        await start();
        for (const item of LAST) cases.of(A).out.delete(item);

        for (const item of FIRST) await answer(item);

        expect(cases.of(A).isIssued).toBe(true);
        expect(log().filter((step) => LAST.some((item) => step === `ask ${item}`))).toEqual([]);
      });

      it("ends a case that has ended, without a licence", async () => {
        cases.outAtFirst = new Set();
        cases.of(A).isIssued = true;

        await start();

        expect(log()).toEqual([...asksOf(FIRST), "settle"]);
      });

      it("may be repeated: it lands where the case stands and issues nothing twice", async () => {
        cases.outAtFirst = new Set();
        await start();
        await start();
        await start();

        expect(count("issue")).toBe(1);
      });

      it("may be repeated while departments are out: each answer still counts, in whichever run it was asked", async () => {
        await start();
        const [one = "", ...others] = LAST;
        await answer(one);
        await start();
        await start();

        for (const item of others) await answer(item);

        expect(cases.of(A).isIssued).toBe(true);
        expect(count("issue")).toBe(1);
      });

      it("may be called by several at once, also while a machine runs", async () => {
        const gate = makeGate();
        cases.before = (step) => (step === "settle" ? gate.opened : undefined);
        cases.outAtFirst = new Set(LAST);

        const all = [begin(), begin(), begin()];
        await eventually(() => expect(log()).toContain("settle"));
        all.push(begin());
        gate.open();
        await Promise.all(all);
        await workflow.idle();
        for (const item of LAST) await answer(item);

        expect(cases.of(A).isIssued).toBe(true);
        expect(count("issue")).toBe(1);
      });

      it("rejects for a process that was never compiled", async () => {
        await expect(workflow.start({ caseId: A, processId: "unknown" })).rejects.toThrow("unknown");
      });

      it(`runs ${caseCount} cases at once, each on its own`, async () => {
        const ids = Array.from({ length: caseCount }, (_, n) => caseIdOf(n));

        await Promise.all(ids.map((caseId) => begin(caseId)));
        await workflow.idle();
        await Promise.all(ids.flatMap((caseId) => LAST.map((item) => tell(item, caseId))));
        await workflow.idle();

        for (const caseId of ids) {
          expect(cases.of(caseId).isIssued).toBe(true);
          expect(count("issue", caseId)).toBe(1);
        }
      });
    });

    describe("resume", () => {
      it("goes on when the last open task is answered, not before", async () => {
        await start();
        const [one = "", ...others] = LAST;

        for (const item of others) await answer(item);
        expect(count("settle")).toBe(1);
        await answer(one);

        expect(cases.of(A).isIssued).toBe(true);
        expect(count("issue")).toBe(1);
      });

      it("loses no answer that comes before its task is there", async () => {
        for (const item of LAST) cases.of(A).out.delete(item);

        await start();

        expect(cases.of(A).isIssued).toBe(true);
      });

      it.each(["before", "after"])("loses no answer that comes %s a task has looked", async (moment) => {
        const [item = ""] = LAST;
        const answers: Promise<void>[] = [];
        cases.outAtFirst = new Set([item]);
        cases.before = async (step) => {
          if (step !== `ask ${item}` || answers.length > 0) return;
          if (moment === "before") answers.push(tell(item));
          else setImmediate(() => answers.push(tell(item)));
          await aWhile(moment === "before" ? 10 : 0);
        };

        await begin();
        await eventually(() => expect(answers).toHaveLength(1));
        await Promise.all(answers);
        await workflow.idle();

        expect(cases.of(A).isIssued).toBe(true);
      });

      it("loses no answer when all departments answer in one instant, in any order", async () => {
        for (let n = 0; n < turnCount; n += 1) {
          const caseId = caseIdOf(1_000 + n);
          await start(caseId);
          const turned = LAST.map((_, index) => LAST[(index + n) % LAST.length] ?? "");

          await Promise.all(turned.map((item) => tell(item, caseId)));
          await workflow.idle();

          expect(cases.of(caseId).isIssued).toBe(true);
          expect(count("issue", caseId)).toBe(1);
        }
      });

      it("may be repeated", async () => {
        await start();
        const [one = "", ...others] = LAST;

        await answer(one);
        await answer(one);
        await Promise.all([tell(one), tell(one)]);
        await workflow.idle();
        expect(cases.of(A).isIssued).toBe(false);
        for (const item of others) await answer(item);
        for (const item of LAST) await answer(item);

        expect(count("issue")).toBe(1);
      });

      it("of an item that is still out changes nothing", async () => {
        await start();

        for (const item of LAST) await resume(item);
        await workflow.idle();
        expect(cases.of(A).isIssued).toBe(false);
        for (const item of LAST) await answer(item);

        expect(cases.of(A).isIssued).toBe(true);
      });

      it("takes a case back to an earlier stage when settling says so, and on from there", async () => {
        const [early = ""] = FIRST;
        let settled = 0;
        cases.before = (step) => {
          if (step !== "settle") cases.of(A).out.delete(step.slice("ask ".length));
          else if (++settled === 2) {
            cases.of(A).out.add(early);
            cases.before = () => undefined;
          }
        };

        await start();
        expect(log().slice(0, -2).sort()).toEqual([...asksOf(FIRST), "settle", ...asksOf(LAST)].sort());
        expect(log().slice(-2)).toEqual(["settle", `ask ${early}`]);
        await answer(early);

        expect(cases.of(A).isIssued).toBe(true);
        expect(log().slice(-1)).toEqual(["issue"]);
      });

      it("asks a stage again when settling says so", async () => {
        const [again = ""] = LAST;
        await start();
        cases.before = (step) => {
          if (step !== "settle") return;
          cases.before = () => undefined;
          cases.of(A).out.add(again);
        };

        for (const item of LAST) await answer(item);
        expect(cases.of(A).isIssued).toBe(false);
        await answer(again);

        expect(cases.of(A).isIssued).toBe(true);
      });
    });
  });
};
