import type { IsoDate } from "./calendar/shanghai.ts";
import { type Catalog, type Department, type Item, isInForce } from "./catalog.ts";

/** Where an item of the power list leads on a given day. */
export type Route =
  | { kind: "Ask"; item: Item; department: Department }
  | { kind: "Notice"; item: Item; department: Department }
  | { kind: "Waive"; item: Item; until: IsoDate | null }
  | { kind: "Closed"; itemId: string; why: "unknown" | "cancelled" | "frozen" | "not-in-force" };

/**
 * Decide by its status what happens to an item: retained asks the department, delegated the county's, merged the
 * item it went into; transformed files a notice; suspended is waived; cancelled and frozen cannot be started.
 *
 * Nothing outside the list has power (清单之外无权力).
 */
export const routeItem = (catalog: Catalog, itemId: string, on: IsoDate): Route => {
  const item = catalog.items.get(itemId);
  if (item === undefined) return { kind: "Closed", itemId, why: "unknown" };
  if (!isInForce(item, on)) return { kind: "Closed", itemId, why: "not-in-force" };
  switch (item.status.kind) {
    case "retained":
      return { kind: "Ask", item, department: departmentOf(catalog, item.department) };
    case "delegated":
      return { kind: "Ask", item, department: departmentOf(catalog, item.status.to) };
    case "merged":
      return routeItem(catalog, item.status.into, on);
    case "transformed":
      return { kind: "Notice", item, department: departmentOf(catalog, item.status.to) };
    case "suspended":
      return { kind: "Waive", item, until: item.status.until };
    case "cancelled":
    case "frozen":
      return { kind: "Closed", itemId, why: item.status.kind };
  }
};

const departmentOf = (catalog: Catalog, id: string): Department => {
  const department = catalog.departments.get(id);
  if (department === undefined) throw new Error(`the catalogue has no department "${id}"; add its row`);
  return department;
};
