import { procedure } from "../../schemas/answers.ts";
import { itemGuide } from "../../schemas/item-guide.ts";
import { limit } from "../../schemas/limit.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog, Item } from "../catalog/catalog.ts";
import { whereToGo } from "../catalog/where-to-go.ts";
import { z } from "./api.ts";

const text = z.object({ zh: z.string(), en: z.string() });

const directions = z
  .object({
    advice: text,
    itemId: z.string().nullable(),
    department: z.string().nullable(),
    basis: z.string(),
  })
  .meta({ id: "Directions" });

/** One item as the power list has it. `instead` says where to go when its own department takes no applications. */
export const itemRow = z
  .object({
    itemId: z.string(),
    name: text,
    department: z.object({ id: z.string(), name: text, code: z.string() }),
    category: z.string(),
    status: z.string(),
    basis: z.string(),
    limits: z.object({ promised: limit.nullable(), statutory: limit.nullable() }),
    scope: z.array(z.string()),
    materials: z.array(z.string()),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    acceptsApplications: z.boolean(),
    instead: directions.nullable(),
  })
  .meta({ id: "ListedItem" });

/** An edition of the catalogue, by its version and the day it comes into force. */
export const editionRef = z.object({ version: z.string(), validFrom: z.string() });

const codes = z.object({
  implementing: z.string(),
  handling: z.string().nullable(),
  category: z.string(),
  status: z.string(),
  state: z.string(),
  kind: z.string(),
  level: z.string(),
  powerSource: z.string(),
  bodyType: z.string(),
  serves: z.array(z.string()),
  ways: z.array(z.string()),
  area: z.string().nullable(),
  limitUnits: z.object({ promised: z.string().nullable(), statutory: z.string().nullable() }),
});

const directory = z.object({
  name: text,
  basicCode: z.string(),
  localCode: z.string().nullable(),
  category: z.string(),
  status: z.string(),
  level: z.string(),
  basis: z.string(),
  version: z.string(),
  effectiveOn: z.string(),
  cancelledOn: z.string().nullable(),
});

/** What the power list says of an item's course besides its limits. */
const course = z.object({
  isSafetyCritical: z.boolean(),
  silence: z.object({
    kind: z.enum(["none", "deemed-consent", "lead-decides"]),
    basis: z.string().nullable(),
  }),
  excludedProcedures: z.array(z.object({ procedure, basis: z.string() })),
  commitment: z.object({ conditions: z.array(text), checkWithin: limit, basis: z.string() }).nullable(),
});

/** A whole guide: the item's row, what the centre says of it, its codes, and the sheet of its disclosures. */
export const itemGuideView = itemRow
  .extend({
    edition: editionRef,
    published: z.boolean(),
    course,
    guide: itemGuide.nullable(),
    directory: directory.nullable(),
    codes: codes.nullable(),
    disclosures: z.array(z.object({ id: z.string(), label: text, lines: z.array(text) })),
    blank: z.array(text).meta({ description: "disclosures that are still blank; for role admin only" }),
    findings: z
      .array(z.object({ rule: z.string(), path: z.string(), message: text, source: z.string() }))
      .meta({ description: "what the guide contradicts itself in; for role admin only" }),
  })
  .meta({ id: "ItemGuide" });

/** See {@link itemGuideView}. */
export type ItemGuideView = z.infer<typeof itemGuideView>;

/** See {@link itemRow}. Every item of a catalogue has a department, which the catalogue checks. */
export const itemRowOf = (catalog: Catalog, item: Item, on: IsoDate): z.infer<typeof itemRow> => {
  const { id, name, category, status, basis, limits, scope, materials, validFrom, validTo } = item;
  const instead = whereToGo(catalog, item, on);
  const department = catalog.departments.get(item.department);
  return {
    itemId: id,
    name,
    department: department ?? { id: item.department, name, code: "" },
    category,
    status: status.kind,
    basis,
    limits,
    scope: [...scope],
    materials: [...materials],
    validFrom,
    validTo,
    acceptsApplications: instead === null,
    instead,
  };
};
