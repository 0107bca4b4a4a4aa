import { html } from "hono/html";
import type { Limit } from "../../../schemas/limit.ts";
import type { World } from "../../case/world.ts";
import type { Item } from "../../catalog/catalog.ts";
import { limitText } from "../../catalog/limit-text.ts";
import type { Process, ProcessDisclosure } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { partIn } from "./flow-steps.ts";
import { departmentName, itemName, modeName, outputLabel } from "./guide-names.ts";
import { itemAddress } from "./item-texts.ts";
import {
  materialConditions,
  necessities,
  powerCategories,
  powerStatuses,
  guideTexts as texts,
} from "./messages.ts";
import { type Row, table } from "./table.ts";

/** The rows of the power list a process runs, in the order of its stages. */
export const itemsOf = ({ catalog }: World, { stages }: Process): Item[] =>
  stages.flatMap(({ items }) => items.flatMap(({ item }) => catalog.items.get(item) ?? []));

const list = (entries: readonly Html[]): Html =>
  html`<ul class="plain">${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`;

/** Working days a week, and hours in a working day: enough to draw limits of different units on one scale. */
const NATURAL_PER_WORKING_DAY = 7 / 5;
const HOURS_PER_WORKING_DAY = 8;

/** About how many working days a limit is. */
const lengthOf = ({ value, unit }: Limit): number => {
  switch (unit) {
    case "working-day":
      return value;
    case "natural-day":
      return value / NATURAL_PER_WORKING_DAY;
    case "working-hour":
      return value / HOURS_PER_WORKING_DAY;
    case "natural-hour":
      return value / 24 / NATURAL_PER_WORKING_DAY;
  }
};

/** A bar as long as the limit is, against the longest of the table. */
const bar = (limit: Limit, longest: number, kind: string): Html =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
  <rect class="bar-rest" width="100" height="4" />
  <rect class="bar-part" width="${Math.round((100 * lengthOf(limit)) / Math.max(longest, 1))}" height="4" />
</svg>`;

const limitCell = (limit: Limit | null, longest: number, kind: string): Html =>
  limit === null
    ? bilingual(texts.noLimit)
    : html`${bilingual(limitText(limit))} ${bar(limit, longest, kind)}`;

const limitRow = ({ catalog }: World, item: Item, longest: number): Row => {
  const { promised, statutory } = item.limits;
  const { kind } = item.status;
  const status = kind === "retained" ? "" : html` <span class="tag">${inline(powerStatuses[kind])}</span>`;
  return [
    html`<a href="${itemAddress(item.id)}">${bilingual(item.name)}</a>${status}`,
    bilingual(departmentName(catalog, item.department)),
    limitCell(promised, longest, "bar-promised"),
    limitCell(statutory, longest, "bar-statutory"),
    html`${item.basis}<p><span class="tag">${inline(powerCategories[item.category])}</span></p>`,
  ];
};

/** Both limits of every item side by side, with department and legal basis. */
export const limitsTable = (world: World, process: Process): Html => {
  const items = itemsOf(world, process);
  const longest = Math.max(
    0,
    ...items.flatMap(({ limits }) =>
      [limits.promised, limits.statutory].map((limit) => (limit === null ? 0 : lengthOf(limit))),
    ),
  );
  const head = [texts.item, texts.department, texts.promised, texts.statutory, texts.basis];
  const rows = items.map((item) => limitRow(world, item, longest));
  return table(texts.limits, head, rows, "limits-table");
};

type ListedMaterial = ProcessDisclosure["materials"][number];

const necessityCell = ({ necessity, when, condition: why }: ListedMaterial): Html => {
  const { zh, en } = necessities[necessity];
  const reason = when === undefined ? why : materialConditions[when];
  const condition = reason === undefined ? "" : html`<p class="condition">${bilingual(reason)}</p>`;
  return html`<span class="tag tag-${necessity}">${zh}</span> <span class="en" lang="en">${en}</span> ${condition}`;
};

const materialRow = ({ catalog }: World, items: readonly Item[], material: ListedMaterial): Row => {
  const readers = items.filter(({ materials }) => materials.includes(material.code));
  const departments = [...new Set(readers.map(({ department }) => department))];
  return [
    bilingual(material.name),
    necessityCell(material),
    bilingual(material.original ? texts.original : texts.copy),
    bilingual(material.source === "applicant" ? texts.applicant : texts.government),
    list(departments.map((id) => bilingual(departmentName(catalog, id)))),
    material.basis,
  ];
};

/** The list of materials in force, each with its necessity, who reads it and its basis (行政许可法第三十条). */
export const materialsTable = (world: World, process: Process): Html => {
  const { materials } = process.disclosure;
  if (materials.length === 0) return html`<p>${bilingual(texts.noMaterials)}</p>`;
  const items = itemsOf(world, process);
  const head = [texts.material, texts.necessity, texts.form, texts.source, texts.usedBy, texts.basis];
  const rows = materials.map((each) => materialRow(world, items, each));
  return table(texts.materials, head, rows, "materials-table");
};

/** Every output of a process: which items yield it, in which modes. */
const yieldsOf = ({ modes, stages }: Process): Map<string, { items: Set<string>; modes: Set<string> }> => {
  const yields = new Map<string, { items: Set<string>; modes: Set<string> }>();
  for (const mode of modes)
    for (const entry of stages.flatMap(({ items }) => items))
      for (const name of partIn(entry, mode).yields ?? []) {
        const known = yields.get(name) ?? { items: new Set(), modes: new Set() };
        known.items.add(entry.item);
        known.modes.add(mode);
        yields.set(name, known);
      }
  return yields;
};

/** What each item yields, and in which modes. */
export const outputsTable = ({ catalog }: World, process: Process): Html => {
  const rows = [...yieldsOf(process)].map(([name, { items, modes }]): Row => {
    const unique = catalog.outputs.get(name)?.unique
      ? html` <span class="tag">${inline(texts.once)}</span>`
      : "";
    return [
      html`${bilingual(outputLabel(catalog, name))}${unique}`,
      list([...items].map((item) => bilingual(itemName(catalog, item)))),
      list([...modes].map((mode) => bilingual(modeName(mode)))),
    ];
  });
  return table(texts.outputs, [texts.output, texts.from, texts.mode], rows);
};
