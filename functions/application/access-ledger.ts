import type { CaseEvent, RecordedEvent } from "../../schemas/events.ts";
import type { RegisterDataOf } from "../../schemas/registers.ts";
import { evolve } from "../case/evolve.ts";
import { scopeView } from "../case/scope.ts";
import type { CaseState } from "../case/state.ts";
import { processOf, type World } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";

/** One line of the ledger: on which day, who, what of the case, and how they came to see it. */
export type AccessLine = Omit<RegisterDataOf<"access">, "kind"> & { on: string };

const pathsIn = (value: unknown, prefix: string): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) =>
        pathsIn(inner, prefix === "" ? key : `${prefix}.${key}`),
      )
    : [prefix];

/** The paths an item's scope opens of a case as it stands. */
export const shownPaths = (world: World, state: CaseState, itemId: string): string[] => {
  const item = state.items[itemId];
  if (item === undefined) return [];
  const { fields, materials, inputs } = scopeView(world, processOf(world, state), state, item);
  return [
    ...pathsIn(fields, ""),
    ...new Set(materials.map(({ code }) => `materials.${code}`)),
    ...Object.entries(inputs).flatMap(([from, outputs]) =>
      Object.keys(outputs).map((name) => `outputs.${from}.${name}`),
    ),
  ].filter((path) => path !== "");
};

/** The items an event shows to their departments: one that is asked or has changed, and all that are invited to a meeting. */
const shownBy = (event: CaseEvent): string[] => {
  if (event.type === "ItemAsked" || event.type === "ItemUpdated") return [event.itemId];
  return event.type === "MeetingProposed" ? event.invited.map(({ item }) => item) : [];
};

/**
 * What each department was shown of a case, from the log alone: every time it was asked, told of a change or
 * invited to a meeting, exactly
 * the paths its scope opened then.
 */
export const deliveredLines = (world: World, log: readonly RecordedEvent[]): AccessLine[] => {
  const lines: AccessLine[] = [];
  let state: CaseState | null = null;
  for (const recorded of log) {
    state = evolve(state, recorded);
    const { event, at } = recorded;
    for (const itemId of shownBy(event)) {
      const department = state.items[itemId]?.plan.department ?? "";
      lines.push({
        on: shanghaiDate(at),
        who: { kind: "department", id: department, department },
        what: "scope",
        itemId,
        paths: shownPaths(world, state, itemId),
        how: "delivered",
      });
    }
  }
  return lines;
};
