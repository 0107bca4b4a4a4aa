import type { Part, Process } from "../processes/process.ts";

/** One item's part in one mode, with the place of its stage. */
interface Role {
  item: string;
  stage: number;
  needs: readonly (readonly [from: string, names: readonly string[]])[];
  yields: readonly string[];
}

const rolesOf = (process: Process, mode: string): ReadonlyMap<string, Role> =>
  new Map(
    process.stages.flatMap(({ items }, stage) =>
      items.map(({ item, parts }): [string, Role] => {
        const { needs = {}, yields = [] }: Part = parts?.[mode] ?? {};
        return [item, { item, stage, needs: Object.entries(needs), yields }];
      }),
    ),
  );

/**
 * Every output an item waits for that would never come: from an item that is not there, comes later, does not yield
 * it, or waits itself in turn. Such a case would wait for ever.
 */
export const problemsOfNeeds = (process: Process): string[] =>
  process.modes.flatMap((mode) => {
    const roles = rolesOf(process, mode);
    const problems = [...roles.values()].flatMap((role) =>
      role.needs.flatMap(([from, names]) =>
        problemsOfNeed(process.id, mode, role, roles.get(from), { from, names }),
      ),
    );
    return [...problems, ...circles(mode, roles)];
  });

const problemsOfNeed = (
  processId: string,
  mode: string,
  { item, stage }: Role,
  source: Role | undefined,
  { from, names }: { from: string; names: readonly string[] },
): string[] => {
  if (source === undefined)
    return [`item "${item}" needs an output of "${from}", which is not in process "${processId}"`];
  if (source.stage > stage)
    return [`item "${item}" needs an output of "${from}", which is asked in a later stage`];
  return names
    .filter((name) => !source.yields.includes(name))
    .map((name) => `item "${item}" needs "${name}" of "${from}", which does not yield it in mode "${mode}"`);
};

/** Items that wait for one another, and those that wait for them. */
const circles = (mode: string, roles: ReadonlyMap<string, Role>): string[] => {
  let open = [...roles.values()];
  for (let isMoving = true; isMoving; ) {
    const stuck = open.filter(({ needs }) => needs.some(([from]) => open.some(({ item }) => item === from)));
    isMoving = stuck.length < open.length;
    open = stuck;
  }
  const items = open.map(({ item }) => item).join(", ");
  return open.length === 0
    ? []
    : [`items ${items} wait for one another in mode "${mode}"; they would never be asked`];
};
