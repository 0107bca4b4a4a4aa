import type { Part, ProcessItem, Stage } from "../../processes/process.ts";

/** The part an item plays in a mode; one that is not listed waits for nothing and yields nothing. */
export const partIn = (entry: ProcessItem, mode: string): Part => entry.parts?.[mode] ?? {};

/**
 * The items of a stage by when they can start in a mode: those of one step run side by side, each step waits for
 * outputs of earlier ones.
 *
 * Shape: `[[a, b, c]]` when nothing waits, `[[a], [b], [c]]` for a chain. Items that wait for one another in a circle,
 * which no sound process has, stand together in the last step.
 */
export const flowSteps = ({ items }: Stage, mode: string): ProcessItem[][] => {
  const steps: ProcessItem[][] = [];
  let waiting = [...items];
  while (waiting.length > 0) {
    const ids = new Set(waiting.map(({ item }) => item));
    const isReady = (entry: ProcessItem): boolean =>
      Object.keys(partIn(entry, mode).needs ?? {}).every((from) => from === entry.item || !ids.has(from));
    const ready = waiting.filter(isReady);
    steps.push(ready.length === 0 ? waiting : ready);
    waiting = ready.length === 0 ? [] : waiting.filter((entry) => !ready.includes(entry));
  }
  return steps;
};
