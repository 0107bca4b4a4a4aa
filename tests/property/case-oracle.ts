import type { CaseState, ItemState } from "../../functions/case/state.ts";
import type { World } from "../../functions/case/world.ts";

/*
 * What must hold, computed a second time and in another way than the core does: by content where the core compares
 * fingerprints. The clocks stand in `clock-oracle.ts`.
 */

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (each, key) =>
      typeof each === "object" && each !== null && Object.hasOwn(each, key)
        ? (each as Record<string, unknown>)[key]
        : undefined,
    value,
  );

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Everything an item may read of a case, as one text: field by field, document by document, input by input. */
export const contentSeenBy = (world: World, state: CaseState, item: ItemState): string => {
  const row = world.catalog.items.get(item.plan.runs);
  const fields = (row?.scope ?? []).map((path) => [path, at(state.form, path.split("."))] as const);
  const documents = state.materials
    .filter(({ code }) => row?.materials.includes(code))
    .map(({ code, sha256 }) => `${code}=${sha256}`)
    .sort();
  const entry = world.processes
    .get(state.processId)
    ?.stages.flatMap(({ items }) => items)
    .find((each) => each.item === item.id);
  const inputs = Object.entries(entry?.parts?.[state.mode]?.needs ?? {})
    .filter(([from]) => state.items[from]?.plan.takesPart === "asked")
    .flatMap(([from, names]) =>
      names.map((name) => [`${from}.${name}`, state.outputs[from]?.[name]] as const),
    )
    .filter(([, value]) => value !== undefined);
  return sortedJson({ fields, documents, inputs });
};
