import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { randomId } from "../../functions/adapters/shared/random-id.ts";
import { type CaseMemory, makeCaseMemory } from "../../functions/application/case-memory.ts";
import { decodeEvent } from "../../functions/application/event-codec.ts";
import { type HandleCommand, makeHandleCommand } from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import { makeRelay } from "../../functions/application/relay.ts";
import { makeWatch } from "../../functions/application/watch.ts";
import { makeWorkflowSteps } from "../../functions/application/workflow-steps.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { Delivery } from "../../functions/ports/deliveries.ts";
import type { RelaySource } from "../../functions/ports/relay-source.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { Workflow, WorkflowSteps } from "../../functions/ports/workflow.ts";
import { compile, type StateMachineDefinition } from "../../functions/workflow/compile.ts";
import { answering, approvalOf, askedItems, paymentOf, takingPart } from "../support/joint-review-acts.ts";
import { countsOf, stepsOf, underReview } from "../support/joint-review-cases.ts";
import { jointChanges, worldWithProcess } from "../support/joint-review-changes.ts";
import { type JointSample, jointSamples, jointWorld } from "../support/joint-review-forms.ts";
import { filingMoment, later } from "../support/moments.ts";
import { caseIdOf } from "./samples.ts";

/** What a hub of one process rests on: a log that tells of its appends, tokens that last, and machines that are replaced. */
export interface JointMachines {
  open: () => Promise<{ store: CaseStore; source: RelaySource; tokens: TaskTokens }>;
  deploy: (definition: StateMachineDefinition, steps: WorkflowSteps) => Promise<Workflow>;
  dispose: () => Promise<void>;
}

/** One change of one process while its case is open. */
export interface JointChange {
  sample: JointSample;
  name: string;
}

/** Every change of every process. */
const everyJointChange: readonly JointChange[] = jointSamples.flatMap((sample) =>
  jointChanges.map(({ name }) => ({ sample, name })),
);

const CASE = caseIdOf(1);

/** The item a process loses; its department answers after the change. */
const LOST: Readonly<Record<JointSample, string>> = {
  survey: "green-siting",
  "drawing-review": "archive-guidance",
  acceptance: "green-acceptance",
};

interface Deployed {
  world: World;
  memory: CaseMemory;
  handle: HandleCommand;
  workflow: Workflow;
  relay: ReturnType<typeof makeRelay>;
  watch: ReturnType<typeof makeWatch>;
}

const definitionOf = (world: World, processId: string): StateMachineDefinition => {
  const process = world.processes.get(processId);
  if (process === undefined) throw new Error(`no process "${processId}"`);
  const compiled = compile(process, world.catalog, filingMoment.on);
  if ("problems" in compiled) throw new Error(compiled.problems.join("\n"));
  return compiled.definition;
};

/** Test that a case of a construction process goes through by machines, also when its definition is replaced halfway. */
export const testJointReviewChange = (
  makeMachines: (processId: string) => JointMachines,
  changes: readonly JointChange[] = everyJointChange,
): void => {
  describe("T12: the joint construction review when its definition changes while half have answered", () => {
    let folder: string;
    let now: Now;
    let machines: JointMachines | null = null;
    let source: RelaySource | null = null;
    let present: Deployed | null = null;
    const messages = new Map<string, Delivery>();

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "lianban-joint-change-"));
      now = filingMoment;
      messages.clear();
    });
    afterEach(async () => {
      await source?.stop();
      await machines?.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    const parts = (): Deployed => {
      if (present === null) throw new Error("nothing is deployed yet");
      return present;
    };

    const open = async (processId: string) => {
      const opened = makeMachines(processId);
      machines = opened;
      const ports = await opened.open();
      source = ports.source;
      const bare = {
        ...{ store: ports.store, tokens: ports.tokens, keys: makeFileKeys(join(folder, "keys.json")) },
        ...{ changes: makeProcessChanges(), clock: { now: () => now.at }, ids: { random: randomId } },
        deliveries: {
          enqueue: async (all: readonly Delivery[]) => {
            for (const each of all) if (!messages.has(each.id)) messages.set(each.id, each);
          },
        },
        directory: {
          connection: (department: string) => ({
            ...{ department, channel: "system", dialect: "json", url: "http://127.0.0.1:9" },
          }),
        },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        baseUrl: "http://hub.test",
      };
      const deploy = async (world: World): Promise<void> => {
        const hub = { ...bare, world } as unknown as Hub;
        const memory = makeCaseMemory(hub, { isOnlyWriter: false });
        const handle = makeHandleCommand(hub, memory);
        const steps = makeWorkflowSteps(hub, memory, handle);
        const workflow = await opened.deploy(definitionOf(world, processId), steps);
        const relay = makeRelay(hub, memory, workflow, handle);
        present = { world, memory, handle, workflow, relay, watch: makeWatch(hub, handle, workflow) };
      };
      const idle = async (): Promise<void> => {
        await ports.source.idle();
        await parts().workflow.idle();
        await ports.source.idle();
      };
      await deploy(jointWorld);
      ports.source.run((entry) => parts().relay(entry));
      return { deploy, idle, store: ports.store };
    };

    const stateOf = async (): Promise<CaseState> => {
      const found = await parts().memory.load(CASE);
      if (found.kind !== "Loaded") throw new Error("the case is not there");
      return found.loaded.state;
    };

    const perform = async (command: Command): Promise<void> => {
      const actor = { kind: "hub", id: "test" } as const;
      const result = await parts().handle({ caseId: CASE, command, actor, cause: "test" });
      if (result.kind !== "Done") throw new Error(`${command.type}: ${JSON.stringify(result)}`);
    };

    /** Let items be approved, all at the same moment. */
    const approveAtOnce = async (items: readonly string[]): Promise<void> => {
      const state = await stateOf();
      const { world } = parts();
      await Promise.all(items.map((itemId) => perform(approvalOf(world, state, itemId, now))));
    };

    it.each(changes)(
      "$sample $name: the open case goes on by its machine and is issued once",
      async ({ sample, name }) => {
        const model = underReview(sample, { caseId: CASE });
        const { processId } = model.state();
        const { deploy, idle, store } = await open(processId);
        for (const { command, now: at } of stepsOf(model)) {
          now = at;
          await (command.type === "SettleStage" ? idle() : perform(command));
        }
        await idle();
        now = answering;
        const items = askedItems(await stateOf());
        expect(items).toEqual(askedItems(model.state()));
        const early = items.filter((item, at) => item !== LOST[sample] && at % 2 === 0);
        await approveAtOnce(early);
        await idle();

        const change = jointChanges.find((each) => each.name === name)?.change;
        const process = processOf(jointWorld, model.state());
        if (change === undefined) throw new Error(`no change is called "${name}"`);
        await deploy(worldWithProcess(change(process, LOST[sample])));
        if (name !== "has one more item") await parts().workflow.start({ caseId: CASE, processId });
        await idle();
        expect((await stateOf()).status).toBe("reviewing");
        await approveAtOnce(items.filter((item) => !early.includes(item)));
        await idle();
        const driven = async (): Promise<void> => {
          now = later(now, { minutes: 2 });
          await parts().watch.driveStuck();
          await idle();
        };
        await driven();
        const state = await stateOf();
        if (state.fees.sheet !== null) {
          expect(state.status).toBe("settled");
          await perform(paymentOf(state, now));
          await idle();
          await driven();
        }

        const ended = await stateOf();
        const found = await parts().memory.load(CASE);
        const stored = await store.load(CASE);
        if (found.kind !== "Loaded" || stored === null) throw new Error("the case is not there");
        const { key } = found.loaded;
        const counts = countsOf({ log: stored.events.map((each) => decodeEvent(key, CASE, each)) });
        const own = takingPart(ended).map(({ id }) => id);
        expect(ended.status).toBe("issued");
        expect(counts.LicenceIssued).toBe(1);
        expect(own.map((id) => [id, counts[`ItemAsked ${id}`], counts[`ItemApproved ${id}`]])).toEqual(
          takingPart(model.state()).map(({ id }) => [id, 1, 1]),
        );
        const asked = [...messages.values()].filter(({ type }) => type === "lianban.item.asked");
        expect(asked.map(({ itemId }) => itemId).toSorted()).toEqual(own.toSorted());
      },
      120_000,
    );
  });
};
