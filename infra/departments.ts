import { bengbuCatalog } from "../functions/catalog/bengbu.ts";
import { parseConnections, readConnections } from "../functions/runtime/connections.ts";
import type { Settings } from "./settings.ts";

/** How one department is reached. */
export type DepartmentConnection = ReturnType<typeof readConnections>[number];

const everyDepartment = [...bengbuCatalog.departments.keys()];

/** How each department is reached: as the file says, or all at their desks where none is named. */
export const connectionsOf = ({ connections }: Pick<Settings, "connections">): DepartmentConnection[] =>
  connections === undefined
    ? parseConnections(
        everyDepartment.map((department) => ({ department, channel: "desk" })),
        "every department at its desk",
      )
    : readConnections(connections);

/** The departments that need a secret: those that decide an item, and those that are connected. */
export const departmentsWithSecrets = (connections: readonly DepartmentConnection[]): string[] =>
  everyDepartment.filter(
    (department) =>
      connections.some((each) => each.department === department) ||
      [...bengbuCatalog.items.values()].some((item) => item.department === department),
  );

/** The departments that have a queue and an adapter. */
export const departmentsWithSystem = (connections: readonly DepartmentConnection[]): string[] =>
  connections.filter(({ channel }) => channel === "system").map(({ department }) => department);
