import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workflow, WorkflowSteps } from "../../functions/ports/workflow.ts";
import { workflowFixture } from "./embedded-fixtures.ts";
import { aWhile, eventually, type Fixture, makeGate } from "./fixture.ts";
import { definition, makeSampleCases, PROCESS_ID, type SampleCases, STAGES } from "./sample-machine.ts";
import { caseIdOf } from "./samples.ts";
import type { WorkflowSettings } from "./workflow.contract.ts";

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

/** Timers that keep this process alive. */
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("makeEmbeddedWorkflow", () => {
  let fixture: Fixture<Workflow, WorkflowSettings>;
  let workflow: Workflow;
  let cases: SampleCases;

  beforeEach(async () => {
    fixture = workflowFixture();
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
    it("resolves when the machine has run until it waits, its items asked in order", async () => {
      await start();

      expect(log()).toEqual([...asksOf(FIRST), "settle", ...asksOf(LAST)]);
    });

    it("resolves when a case with nobody out is through, however often it is called", async () => {
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
  });

  describe("resume", () => {
    it("resolves when the machine stands again: the last answer issues the licence before it returns", async () => {
      await start();
      const [one = "", ...others] = LAST;
      for (const item of others) await answer(item);
      expect(log().filter((step) => step === "settle")).toHaveLength(1);

      await answer(one);

      expect(cases.of(A).isIssued).toBe(true);
    });

    it("resolves so too when all departments answer in one instant", async () => {
      for (let n = 0; n < 20; n += 1) {
        const caseId = caseIdOf(1_000 + n);
        await start(caseId);
        const turned = LAST.map((_, index) => LAST[(index + n) % LAST.length] ?? "");

        await Promise.all(turned.map((item) => answer(item, caseId)));

        expect(cases.of(caseId).isIssued).toBe(true);
      }
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
      const other = workflowFixture();
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
