import type { World } from "../../functions/case/world.ts";
import type { Process, Stage } from "../../functions/processes/process.ts";
import { jointWorld } from "./joint-review-forms.ts";

/** An item on the power list that no construction process has. */
const GAINED = { item: "organization-code" } as const;

const withLastStage = (process: Process, change: (stage: Stage) => Partial<Stage>): Process => ({
  ...process,
  version: process.version + 1,
  stages: process.stages.map((stage, at) =>
    at === process.stages.length - 1 ? { ...stage, ...change(stage) } : stage,
  ),
});

/** The world in which one process has another version. */
export const worldWithProcess = (process: Process): World => ({
  ...jointWorld,
  processes: new Map([...jointWorld.processes, [process.id, process]]),
});

/** How the definition of a process may change while departments answer. */
export const jointChanges: readonly {
  name: string;
  change: (process: Process, lost: string) => Process;
}[] = [
  {
    name: "has one more item",
    change: (process) => withLastStage(process, ({ items }) => ({ items: [...items, GAINED] })),
  },
  {
    name: "has lost an item",
    change: (process, lost) =>
      withLastStage(process, ({ items }) => ({ items: items.filter(({ item }) => item !== lost) })),
  },
  {
    name: "calls its last stage otherwise",
    change: (process) => withLastStage(process, ({ id }) => ({ id: `${id}-renamed` })),
  },
  {
    name: "has its items in another order",
    change: (process) => withLastStage(process, ({ items }) => ({ items: items.toReversed() })),
  },
];
