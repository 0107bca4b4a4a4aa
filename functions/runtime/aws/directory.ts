import type { DepartmentConnection, Directory } from "../../ports/directory.ts";
import { textMap } from "./environment.ts";

/** One connection as the stack writes it: `desk json`, `system form-sm3`, and for its own adapter `system json https://…`. */
const connectionOf = ([department, text]: [string, string]): DepartmentConnection => {
  const [channel, dialect = "", ...url] = text.split(" ");
  return { department, channel: channel === "system" ? "system" : "desk", dialect, url: url.join(" ") };
};

/**
 * The departments' connections as the stack was deployed with them; they were checked when it was made. A function that
 * is no adapter does not learn where a system is.
 */
export const makeStackDirectory = (): Directory => {
  const connections = [...textMap("LIANBAN_CONNECTIONS")].map(connectionOf);
  const byDepartment = new Map(connections.map((each) => [each.department, each]));
  return { connection: (department) => byDepartment.get(department) ?? null };
};
