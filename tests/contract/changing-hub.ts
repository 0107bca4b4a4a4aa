import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { decodeEvent } from "../../functions/application/event-codec.ts";
import { type HandleCommand, makeHandleCommand } from "../../functions/application/handle-command.ts";
import { makeRelay } from "../../functions/application/relay.ts";
import { makeWatch } from "../../functions/application/watch.ts";
import { makeWorkflowSteps } from "../../functions/application/workflow-steps.ts";
import type { Command } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { Workflow, WorkflowSteps } from "../../functions/ports/workflow.ts";
import type { Process } from "../../functions/processes/process.ts";
import { compile, type StateMachineDefinition } from "../../functions/workflow/compile.ts";
import { answers, codesOf } from "../support/answers.ts";
import { filingMoment, later } from "../support/moments.ts";
import {
  answerSynthetic,
  type Synthetic,
  syntheticCatalog,
  syntheticFiling,
  syntheticProcess,
} from "../support/synthetic-process.ts";
import { survey } from "../support/visit-cases.ts";
import { makeDataFolder } from "./embedded-fixtures.ts";
import { makeBareHub } from "./embedded-hub.ts";
import { caseIdOf } from "./samples.ts";

/** The process every case here has. */
export const PROCESS_ID = "synthetic";

/** Where definitions are deployed: tokens that last, and a workflow that takes another definition while cases wait. */
export interface Deployments {
  open: () => Promise<TaskTokens>;
  deploy: (definition: StateMachineDefinition, steps: WorkflowSteps) => Promise<Workflow>;
  dispose: () => Promise<void>;
}

/** A case of a changing hub: what it waits for and what was done to it. */
export interface ChangingCase {
  status: string;
  /** Events by type with their item: `ItemAsked a`, `LicenceIssued`. */
  events: string[];
}

/** A hub whose process changes while cases are under review. Its application is the real one. */
export interface ChangingHub {
  /** Put a process, and the machine that goes with it, in the place of the one before. */
  deploy: (synthetic: Synthetic) => Promise<void>;
  file: (caseId: string) => Promise<void>;
  approve: (caseId: string, itemId: string) => Promise<void>;
  /** Start the machine of a case again. */
  restart: (caseId: string) => Promise<void>;
  /** Resolves when everything that follows was done and the machines stand. */
  settle: () => Promise<void>;
  /** Do something else to a case now. */
  act: (caseId: string, command: Command) => Promise<void>;
  /** Let two minutes go by, or so many, and the watch look after cases whose day has come and those that wait on the hub. */
  watch: (minutes?: number) => Promise<void>;
  read: (caseId: string) => Promise<ChangingCase>;
  /** Messages in the queue: `case item type`. */
  messages: () => Promise<string[]>;
  dispose: () => Promise<void>;
}

/** A made-up process whose licence passes the rules of its schema. */
const licensedProcess = (synthetic: Synthetic): Process => {
  const process = syntheticProcess(synthetic);
  return {
    ...process,
    licenceFace: (input) => {
      const face = process.licenceFace(input);
      if (face.kind !== "business-licence") return face;
      const holder = {
        ...face.holder,
        establishedOn: input.issuedOn,
        term: { from: input.issuedOn, until: null },
      };
      return { ...face, holder, codes: { uscc: codesOf(1).uscc } };
    },
  };
};

const worldOf = (synthetic: Synthetic): World => ({
  catalog: syntheticCatalog(synthetic),
  processes: new Map([[PROCESS_ID, licensedProcess(synthetic)]]),
  calendar: bengbuCalendar,
  profile: bengbuProfile,
});

const definitionOf = ({ catalog, processes }: World): StateMachineDefinition => {
  const [process] = processes.values();
  if (process === undefined) throw new Error("the world has no process");
  const compiled = compile(process, catalog, filingMoment.on);
  if ("problems" in compiled) throw new Error(compiled.problems.join("\n"));
  return compiled.definition;
};

/** Make a hub in a data folder of its own whose machines run where `deployments` puts them. */
export const makeChangingHub = async (deployments: Deployments): Promise<ChangingHub> => {
  const data = makeDataFolder();
  const { hub: bare, source } = makeBareHub(await data.open(), data.path());
  const tokens = await deployments.open();
  let now = filingMoment;
  const pass = (minutes: number): void => {
    now = later(now, { minutes });
  };

  const partsOf = async (synthetic: Synthetic) => {
    const world = worldOf(synthetic);
    const hub = { ...bare, world, tokens, clock: { now: () => now.at } };
    const memory = makeCaseMemory(hub, { isOnlyWriter: false });
    const handle = makeHandleCommand(hub, memory);
    const workflow = await deployments.deploy(definitionOf(world), makeWorkflowSteps(hub, memory, handle));
    const relay = makeRelay(hub, memory, workflow, handle);
    return { hub, memory, handle, workflow, relay, watch: makeWatch(hub, handle, workflow) };
  };

  let present: Awaited<ReturnType<typeof partsOf>> | null = null;
  const parts = () => {
    if (present === null) throw new Error("nothing is deployed yet");
    return present;
  };
  source.run((entry) => parts().relay(entry));

  const perform = async (request: Parameters<HandleCommand>[0]): Promise<void> => {
    const result = await parts().handle(request);
    if (result.kind !== "Done") throw new Error(`${request.command.type}: ${JSON.stringify(result)}`);
  };

  const settle = async (): Promise<void> => {
    await source.idle();
    await parts().workflow.idle();
    await source.idle();
  };

  return {
    deploy: async (synthetic) => {
      present = await partsOf(synthetic);
    },
    file: (caseId) =>
      perform({
        caseId,
        command: { ...syntheticFiling(), caseId },
        actor: { kind: "applicant", id: "applicant-1" },
        cause: "test",
      }),
    approve: (caseId, itemId) =>
      perform({
        caseId,
        command: answerSynthetic(itemId, answers.approved(now)),
        actor: { kind: "department", id: `dept-${itemId}` },
        cause: "test",
      }),
    restart: (caseId) => parts().workflow.start({ caseId, processId: PROCESS_ID }),
    settle,
    act: (caseId, command) =>
      perform({ caseId, command, actor: { kind: "department", id: "dept-lead" }, cause: "test" }),
    watch: async (minutes = 2) => {
      pass(minutes);
      await parts().watch.keepTime();
      await parts().watch.driveStuck();
      await settle();
    },
    read: async (caseId) => {
      const found = await parts().memory.load(caseId);
      const log = await bare.store.load(caseId);
      if (found.kind !== "Loaded" || log === null) throw new Error(`case ${caseId} is not there`);
      const events = log.events.map((stored) => {
        const { event } = decodeEvent(found.loaded.key, caseId, stored);
        return "itemId" in event ? `${event.type} ${event.itemId}` : event.type;
      });
      return { status: found.loaded.state.status, events };
    },
    messages: async () =>
      (await bare.deliveries.list({ limit: 1_000 })).rows.map(
        ({ caseId, itemId, type }) => `${caseId} ${itemId} ${type.split(".").at(-1)}`,
      ),
    dispose: async () => {
      await source.stop();
      await deployments.dispose();
      await data.dispose();
    },
  };
};

/** What all cases are filed under: one stage of four items that run in parallel. */
export const BEFORE: Synthetic = { stages: [["a", "b", "c", "d"]] };

/** How the process may look when the answers come that are still out. `d` stays on the power list. */
export const CHANGES: readonly { name: string; after: Synthetic }[] = [
  { name: "has its items in another order", after: { stages: [["d", "c", "b", "a"]], version: 2 } },
  { name: "has one more item", after: { stages: [["a", "b", "c", "d", "e"]], version: 2 } },
  { name: "has one more stage", after: { stages: [["a", "b", "c", "d"], ["e"]], version: 2 } },
  { name: "has lost an item", after: { stages: [["a", "b", "c"]], rows: { d: {} }, version: 2 } },
  { name: "begins with a visit from now on", after: { ...BEFORE, visits: { 0: survey }, version: 2 } },
  { name: "calls an item otherwise", after: { stages: [["a", "b", "c", "z"]], rows: { d: {} }, version: 2 } },
];

/** One case: what is answered before the change, and in which order the rest comes after it. */
export interface Walk {
  caseId: string;
  early: readonly string[];
  late: readonly string[];
}

const ITEMS = BEFORE.stages.flat();

/** One to three of four items answered before the change, those that come first or last; the rest in either order. */
export const WALKS: readonly Walk[] = [1, 2, 3]
  .flatMap((k) =>
    [ITEMS, ITEMS.toReversed()].flatMap((order) => {
      const rest = order.slice(k);
      return (rest.length > 1 ? [rest, rest.toReversed()] : [rest]).map((late) => ({
        early: order.slice(0, k),
        late,
      }));
    }),
  )
  .map((walk, n) => ({ caseId: caseIdOf(n), ...walk }));
