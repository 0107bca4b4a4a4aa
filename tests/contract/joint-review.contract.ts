import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { randomId } from "../../functions/adapters/shared/random-id.ts";
import { type CaseMemory, makeCaseMemory } from "../../functions/application/case-memory.ts";
import { decodeEvent } from "../../functions/application/event-codec.ts";
import {
  type CommandResult,
  type HandleCommand,
  makeHandleCommand,
} from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import { registersOf } from "../../functions/application/register-entries.ts";
import { makeWatch } from "../../functions/application/watch.ts";
import { makeWorkflowSteps } from "../../functions/application/workflow-steps.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { WorkflowSteps } from "../../functions/ports/workflow.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import {
  answering,
  approvalOf,
  askedItems,
  licenceOfJoint,
  paymentOf,
} from "../support/joint-review-acts.ts";
import { countsOf, type Step, stepsOf, underReview } from "../support/joint-review-cases.ts";
import { jointSamples, jointWorld } from "../support/joint-review-forms.ts";
import { stories } from "../support/joint-review-stories.ts";
import { later } from "../support/moments.ts";
import { shuffled } from "../support/seeded.ts";
import { eventually, type Fixture } from "./fixture.ts";
import { caseIdOf } from "./samples.ts";

/** How much the suite does: orders in which ten departments answer at once, and processes of the hub over one store. */
export interface JointReviewCrowds {
  seeds: number;
  processes: number;
}

/** One process of a hub over a store that others share: its own memory, the same clock. */
interface HubProcess {
  memory: CaseMemory;
  handle: HandleCommand;
  steps: WorkflowSteps;
  watch: ReturnType<typeof makeWatch>;
}

const makeHubProcess = (hub: Hub): HubProcess => {
  const memory = makeCaseMemory(hub, { isOnlyWriter: false });
  const handle = makeHandleCommand(hub, memory);
  return {
    ...{ memory, handle },
    steps: makeWorkflowSteps(hub, memory, handle),
    watch: makeWatch(hub, handle, { start: async () => undefined }),
  };
};

const REGISTERS = ["decision", "closure", "accountability", "card", "rating", "duty", "fees"] as const;

/** An event as it is compared: a licence is signed anew by every hub, under a number of its own. */
const told = (event: CaseEvent): unknown =>
  event.type === "LicenceIssued" ? { type: event.type, title: event.record.kind } : event;

/**
 * Test that the three construction processes come out the same on a store as in the pure core, whatever is sent twice and
 * by however many processes of the hub at once.
 */
export const testJointReview = (
  fixture: () => Fixture<CaseStore>,
  { seeds, processes: count }: JointReviewCrowds,
): void => {
  describe("the joint construction review", () => {
    let stores: Fixture<CaseStore>;
    let folder: string;
    let hub: Hub;
    let now: Now;

    beforeEach(async () => {
      stores = fixture();
      folder = await mkdtemp(join(tmpdir(), "lianban-joint-"));
      now = answering;
      hub = {
        world: jointWorld,
        store: await stores.create(),
        keys: makeFileKeys(join(folder, "keys.json")),
        changes: makeProcessChanges(),
        clock: { now: () => now.at },
        ids: { random: randomId },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      } as unknown as Hub;
    });
    afterEach(async () => {
      await stores.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    const processesOf = (n: number): HubProcess[] => Array.from({ length: n }, () => makeHubProcess(hub));

    const send = ({ handle }: HubProcess, caseId: string, command: Command): Promise<CommandResult> =>
      handle({ caseId, command, actor: { kind: "hub", id: "test" }, cause: "test" });

    const logOf = async (caseId: string) => {
      const { memory } = makeHubProcess(hub);
      const [found, stored] = [await memory.load(caseId), await hub.store.load(caseId)];
      if (found.kind !== "Loaded" || stored === null) throw new Error(`case ${caseId} is not there`);
      const { key, state } = found.loaded;
      return { state, log: stored.events.map((each) => decodeEvent(key, caseId, each)) };
    };

    /** What one process answers to a step; the workflow and the watch come by on their own. */
    const doneBy = async (own: HubProcess, caseId: string, { command }: Step): Promise<string> => {
      if (command.type === "SettleStage") await own.steps.settle({ caseId, asks: {} });
      else if (command.type === "IssueLicence") await own.steps.issue({ caseId });
      else if (command.type === "KeepTime") await own.watch.keepTime();
      else {
        const result = await send(own, caseId, command);
        return result.kind === "Refused" ? result.refusal.kind : result.kind;
      }
      return "Done";
    };

    /** Let every process do what a step asks for, all at the same moment: once is all it comes to. */
    const carryOut = async (all: readonly HubProcess[], caseId: string, step: Step): Promise<void> => {
      now = step.now;
      const isDone = async (): Promise<void> => {
        const senders = step.command.type === "FileCase" ? all.slice(0, 1) : all;
        const answered = await Promise.all(senders.map((own) => doneBy(own, caseId, step)));
        if (step.refused === undefined) expect(answered).toContain("Done");
        else if (step.command.type !== "IssueLicence")
          expect(new Set(answered)).toEqual(new Set([step.refused]));
        const head = await hub.store.head(caseId);
        expect(`${step.command.type} ${head?.version}`).toBe(`${step.command.type} ${step.version}`);
      };
      // Which cases are due, a store may tell a moment late.
      await (step.command.type === "KeepTime" ? eventually(isDone) : isDone());
    };

    it.each(stories)(
      "$title: the same events, in the same order, as in the core",
      async ({ play, world }) => {
        const caseId = caseIdOf(1);
        hub = { ...hub, world };
        const history = play({ caseId });
        const all = processesOf(count);
        for (const step of stepsOf(history)) await carryOut(all, caseId, step);

        const { log, state } = await logOf(caseId);
        expect(log.map(({ seq, at, event }) => ({ seq, at, event: told(event) }))).toEqual(
          history.log.map(({ seq, at, event }) => ({ seq, at, event: told(event) })),
        );
        const written = await Promise.all(REGISTERS.map((name) => hub.store.entriesOf(caseId, name)));
        const byName = (entries: readonly { register: string; id: string }[]) =>
          entries.toSorted((one, other) =>
            `${one.register} ${one.id}` < `${other.register} ${other.id}` ? -1 : 1,
          );
        expect(byName(written.flat())).toEqual(byName(registersOf(world, state)));
      },
      120_000,
    );

    describe.each(jointSamples)("T13: ten departments answer %s at the same instant", (sample) => {
      it("each by a process of its own: one settled stage, one decision each, one licence", async () => {
        const outcomes: unknown[] = [];
        for (let seed = 0; seed < seeds; seed += 1) {
          const caseId = caseIdOf(seed);
          const changes = { "project.code": `2611-340300-04-01-${123_456 + seed}` };
          const history = underReview(sample, { caseId, changes });
          const [first, ...more] = processesOf(2);
          if (first === undefined) throw new Error("no process");
          for (const step of stepsOf(history)) await carryOut([first], caseId, step);

          const items = shuffled(askedItems(history.state()), seed);
          const all = processesOf(items.length);
          now = answering;
          await Promise.all(
            items.map(async (itemId, at) => {
              const own = all[at] ?? first;
              await send(own, caseId, approvalOf(jointWorld, history.state(), itemId, answering));
              await own.steps.settle({ caseId, asks: {} });
            }),
          );
          await Promise.all([first, ...more].map((own) => own.steps.settle({ caseId, asks: {} })));
          const { state } = await logOf(caseId);
          now = later(answering, { minutes: 1 });
          if (state.fees.sheet !== null)
            await Promise.all(all.map((own) => send(own, caseId, paymentOf(state, answering))));
          await Promise.all(all.map(({ steps: own }) => own.issue({ caseId })));

          const { log, state: ended } = await logOf(caseId);
          const licenceId = ended.licence?.record.licenceId ?? "";
          expect(await hub.store.licence(licenceId)).toMatchObject({ caseId });
          outcomes.push(countsOf({ log }));
        }
        expect(new Set(outcomes.map((each) => JSON.stringify(sortedCounts(each as Counts))))).toEqual(
          new Set([JSON.stringify(sortedCounts(expectedCounts(sample)))]),
        );
      }, 120_000);
    });
  });
};

type Counts = Record<string, number>;

const sortedCounts = (counts: Counts): [string, number][] =>
  Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** What the core makes of the same case when its departments answer one after another. */
const expectedCounts = (sample: (typeof jointSamples)[number]): Counts => {
  const history = underReview(sample);
  for (const itemId of askedItems(history.state()))
    history.perform(approvalOf(jointWorld, history.state(), itemId, answering), answering);
  history.perform({ type: "SettleStage" }, answering);
  if (history.state().fees.sheet !== null) history.perform(paymentOf(history.state(), answering), answering);
  history.perform(licenceOfJoint(jointWorld, history.state()), answering);
  return countsOf(history);
};
