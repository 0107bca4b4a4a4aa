import { type Message, message } from "../../schemas/message.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Refusal } from "./refusals.ts";
import { dependantsOf, partOf } from "./scope.ts";
import { type CaseState, type ItemState, isConsented } from "./state.ts";
import { catalogOf, processOf, type World } from "./world.ts";

type Problem = { path: string; message: Message };

const missing = (name: string): Problem => ({
  path: name,
  message: message(`缺少办理结果“${name}”,请补上`, `the output "${name}" is missing; add it`),
});

const notOwed = (name: string, owed: readonly string[]): Problem => {
  const allowed = owed.length > 0 ? owed.join(", ") : "none";
  return {
    path: name,
    message: message(
      `本事项不产生“${name}”,应为:${allowed}`,
      `the item does not yield "${name}"; it yields: ${allowed}`,
    ),
  };
};

const problemsOfOutput = (
  catalog: Catalog,
  owed: readonly string[],
  name: string,
  value: unknown,
): Problem[] => {
  const definition = catalog.outputs.get(name);
  if (definition === undefined || !owed.includes(name)) return [notOwed(name, owed)];
  return definition.accepts(value) ? [] : [{ path: name, message: definition.expected }];
};

/** A number that is given once cannot be the one of a document of an earlier case: somebody copied it. */
const copied = (catalog: Catalog, { inherited }: CaseState, name: string, value: unknown): Problem[] => {
  const source = inherited.find((each) => each.value === value);
  if (source === undefined || !catalog.outputs.get(name)?.unique) return [];
  const label = catalog.outputs.get(source.name)?.label ?? message(source.name, source.name);
  return [
    {
      path: name,
      message: message(
        `“${String(value)}”是前一阶段的${label.zh},请填写本次文书的编号`,
        `"${String(value)}" is the ${label.en} of an earlier phase; give the number of this decision`,
      ),
    },
  ];
};

const isStanding = (item: ItemState | undefined): boolean => item !== undefined && isConsented(item);

/**
 * Whether an approval's outputs stand: exactly those the item owes in this mode, each well formed, and in agreement
 * with the outputs of the other items that are approved.
 *
 * Items that build on this one are left out of the comparison: if this output changes, they are asked again.
 */
export const refusalOfOutputs = (
  world: World,
  state: CaseState,
  item: ItemState,
  outputs: Readonly<Record<string, unknown>>,
): Refusal | null => {
  const process = processOf(world, state);
  const owed = partOf(process, item.id, state.mode).yields ?? [];
  const faults = [
    ...owed.filter((name) => outputs[name] === undefined).map(missing),
    ...Object.entries(outputs).flatMap(([name, value]) => [
      ...problemsOfOutput(catalogOf(world, state), owed, name, value),
      ...copied(catalogOf(world, state), state, name, value),
    ]),
  ];
  if (faults.length > 0) return { kind: "OutputsInvalid", itemId: item.id, problems: faults };
  const dependants = dependantsOf(process, state, item.id);
  const standing = Object.entries(state.outputs).filter(
    ([id]) => !dependants.has(id) && isStanding(state.items[id]),
  );
  const problems = process.checkOutputs(
    state.mode,
    { ...Object.fromEntries(standing), [item.id]: outputs },
    state.form,
  );
  return problems.length === 0 ? null : { kind: "OutputsInvalid", itemId: item.id, problems };
};
