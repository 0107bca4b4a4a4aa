import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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

const A = caseIdOf(1);
const [FIRST, LAST] = STAGES.map(({ items }) => items) as [readonly string[], readonly string[]];

const asksOf = (items: readonly string[]): string[] => items.map((item) => `ask ${item}`);

/** Bytes of live heap. */
const liveHeap = (): number => {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  for (let n = 0; n < 4; n += 1) collect();
  return process.memoryUsage().heapUsed;
};

/** What every workflow must do. */
export const testWorkflow = (makeFixture: () => Fixture<Workflow, WorkflowSettings>): void => {
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

    const start = (caseId = A) => workflow.start({ caseId, processId: PROCESS_ID });
    const resume = (itemId: string, caseId = A) => workflow.resume({ caseId, itemId, processId: PROCESS_ID });
    /** What a department does: the case is told first, then the task is resumed. */
    const answer = (itemId: string, caseId = A): Promise<void> => {
      cases.of(caseId).out.delete(itemId);
      return resume(itemId, caseId);
    };
    const log = (): string[] => cases.of(A).log;

    describe("start", () => {
      it("goes stage by stage: every item is asked, then the stage is settled, the licence comes last", async () => {
        cases.outAtFirst = new Set();

        await start();

        const asked = log().slice(FIRST.length + 1, FIRST.length + 1 + LAST.length);
        expect(log().slice(0, FIRST.length)).toEqual(asksOf(FIRST));
        expect(log()[FIRST.length]).toBe("settle");
        expect(log().slice(FIRST.length + 1)).toEqual(["issue"]);
        expect(asked).toEqual(["issue"]);
      });

      it("asks all items of a stage before anybody answers", async () => {
        const gate = makeGate();
        cases.before = (step) => (step.startsWith("ask") ? gate.opened : undefined);
        cases.outAtFirst = new Set([...FIRST, ...LAST]);

        const done = start();
        await eventually(() => expect(log()).toEqual(asksOf(FIRST)));
        gate.open();
        await done;
        for (const item of FIRST) await answer(item);

        expect(log().slice(-LAST.length).sort()).toEqual(asksOf(LAST).sort());
      });

      it("lets a case go that only waits", async () => {
        await start();
        await workflow.idle();

        expect(log()).toEqual([...asksOf(FIRST), "settle", ...asksOf(LAST)]);
        expect(cases.of(A).isIssued).toBe(false);
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

        expect(log().filter((step) => step === "issue")).toHaveLength(1);
      });

      it("runs once more, and no oftener, when it is called again while it runs", async () => {
        const gate = makeGate();
        cases.before = (step) => (step === "settle" ? gate.opened : undefined);
        cases.outAtFirst = new Set(LAST);

        const all = [start(), start(), start()];
        await eventually(() => expect(log()).toContain("settle"));
        all.push(start());
        gate.open();
        await Promise.all(all);

        expect(log().filter((step) => step === "settle")).toHaveLength(2);
      });

      it("never loses a call that comes in the moment a run ends", async () => {
        for (let turns = 0; turns < 40; turns += 1) {
          const caseId = caseIdOf(100 + turns);
          cases.outAtFirst = new Set(LAST);
          const first = start(caseId);
          const [last = ""] = LAST.slice(-1);
          let later: Promise<void> | null = null;
          cases.before = async (step, of) => {
            if (of !== caseId || step !== `ask ${last}` || later !== null) return;
            await Promise.resolve();
            later = (async () => {
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              cases.of(caseId).out.clear();
              await start(caseId);
            })();
          };
          await first;
          await later;

          expect(cases.of(caseId).isIssued).toBe(true);
        }
      });

      it("rejects for a process that was never compiled", async () => {
        await expect(workflow.start({ caseId: A, processId: "unknown" })).rejects.toThrow("unknown");
      });

      it("runs 200 cases at once, each on its own", async () => {
        const ids = Array.from({ length: 200 }, (_, n) => caseIdOf(n));

        await Promise.all(ids.map((caseId) => start(caseId)));
        await Promise.all(ids.flatMap((caseId) => LAST.map((item) => answer(item, caseId))));

        for (const caseId of ids) {
          expect(cases.of(caseId).isIssued).toBe(true);
          expect(cases.of(caseId).log.filter((step) => step === "issue")).toHaveLength(1);
        }
      });
    });

    describe("resume", () => {
      it("runs the machine again when the last open task is answered, not before", async () => {
        await start();
        const [one = "", ...others] = LAST;

        for (const item of others) await answer(item);
        expect(log().filter((step) => step === "settle")).toHaveLength(1);
        await answer(one);

        expect(cases.of(A).isIssued).toBe(true);
        expect(log().filter((step) => step === "issue")).toHaveLength(1);
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
          if (moment === "before") answers.push(answer(item));
          else setImmediate(() => answers.push(answer(item)));
          await aWhile(moment === "before" ? 10 : 0);
        };

        await start();
        await eventually(() => expect(answers).toHaveLength(1));
        await Promise.all(answers);
        await workflow.idle();

        expect(cases.of(A).isIssued).toBe(true);
      });

      it("loses no answer when all departments answer in one instant, in any order", async () => {
        for (let n = 0; n < 20; n += 1) {
          const caseId = caseIdOf(1_000 + n);
          await start(caseId);
          const turned = LAST.map((_, index) => LAST[(index + n) % LAST.length] ?? "");

          await Promise.all(turned.map((item) => answer(item, caseId)));

          expect(cases.of(caseId).isIssued).toBe(true);
          expect(cases.of(caseId).log.filter((step) => step === "issue")).toHaveLength(1);
        }
      });

      it("may be repeated", async () => {
        await start();
        const [one = "", ...others] = LAST;

        await answer(one);
        await answer(one);
        await Promise.all([answer(one), answer(one)]);
        expect(cases.of(A).isIssued).toBe(false);
        for (const item of others) await answer(item);
        for (const item of LAST) await answer(item);

        expect(log().filter((step) => step === "issue")).toHaveLength(1);
      });

      it("of an item that is still out changes nothing", async () => {
        await start();

        for (const item of LAST) await resume(item);
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
        expect(log().slice(0, -2)).toEqual([...asksOf(FIRST), "settle", ...asksOf(LAST)]);
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

    describe("a step that fails", () => {
      it.each([`ask ${FIRST[0]}`, ...asksOf(LAST), "settle", "issue"])(
        "at %s makes start fail, and the next start lands where the case stands",
        async (failing) => {
          cases.outAtFirst = failing === "issue" ? new Set() : new Set(LAST);
          cases.before = (step) => {
            if (step === failing) throw new Error("the disk is full");
          };

          await expect(start()).rejects.toThrow("the disk is full");
          cases.before = () => undefined;
          await start();
          for (const item of LAST) await answer(item);

          expect(cases.of(A).isIssued).toBe(true);
        },
      );

      it("is not hidden by the others of its stage that wait", async () => {
        const [last = ""] = LAST.slice(-1);
        cases.before = async (step) => {
          if (step !== `ask ${last}`) return;
          await aWhile(20);
          throw new Error("the disk is full");
        };

        await expect(start()).rejects.toThrow("the disk is full");
      });

      it("makes resume fail too, and may be resumed again", async () => {
        await start();
        const [one = "", ...others] = LAST;
        for (const item of others) await answer(item);
        cases.before = () => {
          throw new Error("the disk is full");
        };

        await expect(answer(one)).rejects.toThrow("the disk is full");
        cases.before = () => undefined;
        await answer(one);

        expect(cases.of(A).isIssued).toBe(true);
      });

      it("of one case leaves the others alone", async () => {
        cases.before = (_, caseId) => {
          if (caseId === A) throw new Error("the disk is full");
        };

        const [failed, through] = await Promise.allSettled([start(), start(caseIdOf(2))]);

        expect([failed?.status, through?.status]).toEqual(["rejected", "fulfilled"]);
      });
    });

    describe("idle", () => {
      it("waits for machines that run, not for those that wait", async () => {
        const gate = makeGate();
        cases.before = (step) => (step === "settle" ? gate.opened : undefined);
        const done = start();
        await eventually(() => expect(log()).toContain("settle"));
        let isIdle = false;
        const idle = workflow.idle().then(() => {
          isIdle = true;
        });

        await aWhile(30);
        expect(isIdle).toBe(false);
        gate.open();
        await Promise.all([done, idle]);

        expect(cases.of(A).out.size).toBe(LAST.length);
      });
    });

    describe("memory", () => {
      it("holds less than 2 KB of heap for each of 2,000 cases that wait", async () => {
        const quiet: WorkflowSteps = {
          ask: async () => "waiting",
          settle: async () => ({ next: "ended" }),
          issue: async () => ({ next: "ended" }),
        };
        const other = makeFixture();
        const idleWorkflow = await other.create({
          definitions: new Map([[PROCESS_ID, definition()]]),
          stepsOver: () => quiet,
        });
        const startAll = async (from: number): Promise<void> => {
          for (let n = 0; n < 2_000; n += 1)
            await idleWorkflow.start({ caseId: caseIdOf(from + n), processId: PROCESS_ID });
        };
        await startAll(0);
        await aWhile();
        const before = liveHeap();

        await startAll(10_000);
        await aWhile();

        const perCase = (liveHeap() - before) / 2_000;
        await other.dispose();
        expect(perCase).toBeLessThan(2_048);
      });

      it("holds no timer for a case that waits, nor for one that failed", async () => {
        const timersBefore = timers();
        const [last = ""] = LAST.slice(-1);
        await start();
        cases.before = async (step, caseId) => {
          if (caseId === A || step !== `ask ${last}`) return;
          throw new Error("the disk is full");
        };
        await expect(start(caseIdOf(2))).rejects.toThrow("the disk is full");

        await eventually(() => expect(timers()).toBeLessThanOrEqual(timersBefore));
      });
    });
  });
};

/** Timers that keep this process alive. */
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
