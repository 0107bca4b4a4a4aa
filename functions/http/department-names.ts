import type { World } from "../case/world.ts";
import type { DepartmentNames } from "./problems.ts";

/** What departments are called in problems, by the power list the hub runs on. */
export const departmentNames =
  ({ catalog }: Pick<World, "catalog">): DepartmentNames =>
  (id) =>
    catalog.departments.get(id)?.name ?? null;
