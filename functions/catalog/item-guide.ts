import type { ItemGuide, PowerLevel } from "../../schemas/item-guide.ts";
import type { Message } from "../../schemas/message.ts";
import { dayNumberOf, type IsoDate, isoDateOf } from "./calendar/day-number.ts";
import type { Catalog, Department, Item, ItemStatus, PowerCategory } from "./catalog.ts";
import { type CodeRules, composeCodes, type ItemCodes } from "./guide-codes.ts";

/** A guide and what it follows from: the item's row in one edition of the power list, and its department. */
export interface WholeGuide {
  guide: ItemGuide;
  item: Item;
  department: Department;
  /** The edition the guide is told by (事项版本). */
  edition: Pick<Catalog, "version" | "validFrom">;
  codes: ItemCodes;
}

/** Join a guide to its item's row. `null` when the edition does not list the item. */
export const wholeGuide = (
  { items, departments, version, validFrom }: Catalog,
  guide: ItemGuide,
  rules?: CodeRules,
): WholeGuide | null => {
  const item = items.get(guide.itemId);
  const department = item === undefined ? undefined : departments.get(item.department);
  if (item === undefined || department === undefined) return null;
  const { level, basicCode, handlingItem } = guide.basic;
  const codes = composeCodes({ body: department.code, level, basicCode, handlingItem }, rules);
  return { guide, item, department, edition: { version, validFrom }, codes };
};

/** The entry of an item in the directory of powers, which follows whole from the list and the guide. @see up_task_directory */
export interface DirectoryEntry {
  name: Message;
  basicCode: string;
  localCode: string | null;
  category: PowerCategory;
  status: ItemStatus["kind"];
  level: PowerLevel;
  basis: string;
  version: string;
  effectiveOn: IsoDate;
  cancelledOn: IsoDate | null;
}

/** See {@link DirectoryEntry}. An item is cancelled the day after the last on which it is in force. */
export const directoryEntry = ({ guide, item, edition }: WholeGuide): DirectoryEntry => ({
  name: item.name,
  basicCode: guide.basic.basicCode,
  localCode: guide.basic.localCode,
  category: item.category,
  status: item.status.kind,
  level: guide.basic.level,
  basis: item.basis,
  version: edition.version,
  effectiveOn: item.validFrom,
  cancelledOn: item.validTo === null ? null : isoDateOf(dayNumberOf(item.validTo) + 1),
});

/** Guides by the item they are of. Throws when an item has two. */
export const makeGuides = (guides: readonly ItemGuide[]): ReadonlyMap<string, ItemGuide> => {
  const byItem = new Map(guides.map((guide) => [guide.itemId, guide]));
  if (byItem.size !== guides.length) throw new Error("an item has two guides; every item has one at most");
  return byItem;
};
