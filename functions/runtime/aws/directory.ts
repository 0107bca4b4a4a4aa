import type { DepartmentConnection, Directory } from "../../ports/directory.ts";
import { required } from "./environment.ts";

/** The departments' connections as the stack was deployed with them; they were checked when it was made. */
export const makeStackDirectory = (): Directory => {
  const connections = JSON.parse(required("LIANBAN_CONNECTIONS")) as DepartmentConnection[];
  const byDepartment = new Map(connections.map((each) => [each.department, each]));
  return { connection: (department) => byDepartment.get(department) ?? null };
};
