import type { Catalog, Item } from "./catalog.ts";

/** What of an item's row may differ between two editions. */
const parts = {
  name: ({ name }) => name,
  department: ({ department }) => department,
  category: ({ category }) => category,
  status: ({ status }) => status,
  basis: ({ basis }) => basis,
  scope: ({ scope }) => scope,
  materials: ({ materials }) => materials,
  limits: ({ limits }) => limits,
  silence: ({ silence, isSafetyCritical }) => [silence ?? { kind: "none" }, isSafetyCritical ?? false],
  procedures: ({ excludedProcedures }) => excludedProcedures ?? [],
  commitment: ({ commitment }) => commitment ?? null,
  dates: ({ validFrom, validTo }) => [validFrom, validTo],
} as const satisfies Readonly<Record<string, (item: Item) => unknown>>;

/** A part of an item's row. */
type ItemPart = keyof typeof parts;

/** One item that an edition changed: added to the list, removed from it, or changed in some parts. */
export type ItemChange =
  | { itemId: string; change: "added" | "removed" }
  | { itemId: string; change: "changed"; parts: ItemPart[] };

const partsThatDiffer = (before: Item, after: Item): ItemPart[] =>
  (Object.keys(parts) as ItemPart[]).filter(
    (part) => JSON.stringify(parts[part](before)) !== JSON.stringify(parts[part](after)),
  );

/** What an edition changed of the one before, item by item: those of the earlier first, then what was added. */
export const changesBetween = (
  before: Pick<Catalog, "items">,
  after: Pick<Catalog, "items">,
): ItemChange[] => [
  ...[...before.items.values()].flatMap((item): ItemChange[] => {
    const next = after.items.get(item.id);
    if (next === undefined) return [{ itemId: item.id, change: "removed" }];
    const differ = partsThatDiffer(item, next);
    return differ.length === 0 ? [] : [{ itemId: item.id, change: "changed", parts: differ }];
  }),
  ...[...after.items.keys()]
    .filter((id) => !before.items.has(id))
    .map((itemId): ItemChange => ({ itemId, change: "added" })),
];
