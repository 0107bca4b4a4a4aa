import { html } from "hono/html";
import type { World } from "../../case/world.ts";
import type { Item, WorkingDays } from "../../catalog/catalog.ts";
import type { Process, ProcessDisclosure } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { partIn } from "./flow-steps.ts";
import { departmentName, itemName, modeName, outputLabel } from "./guide-flow.ts";
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

/** A bar as long as the limit is, against the longest of the table. */
const bar = (limit: WorkingDays, longest: number, kind: string): Html =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
  <rect class="bar-rest" width="100" height="4" />
  <rect class="bar-part" width="${(100 * limit) / Math.max(longest, 1)}" height="4" />
</svg>`;

const limitCell = (limit: WorkingDays | null, longest: number, kind: string): Html =>
  limit === null
    ? bilingual(texts.noLimit)
    : html`${bilingual(texts.days(limit))} ${bar(limit, longest, kind)}`;

const limitRow = ({ catalog }: World, item: Item, longest: number): Row => {
  const { promised, statutory } = item.limits;
  const { kind } = item.status;
  const status = kind === "retained" ? "" : html` <span class="tag">${inline(powerStatuses[kind])}</span>`;
  return [
    html`${bilingual(item.name)}${status}`,
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
    ...items.flatMap(({ limits }) => [limits.promised ?? 0, limits.statutory ?? 0]),
  );
  const head = [texts.item, texts.department, texts.promised, texts.statutory, texts.basis];
  const rows = items.map((item) => limitRow(world, item, longest));
  return table(texts.limits, head, rows, "limits-table");
};

type ListedMaterial = ProcessDisclosure["materials"][number];

const necessityCell = ({ necessity, when }: ListedMaterial): Html => {
  const { zh, en } = necessities[necessity];
  const condition =
    when === undefined ? "" : html`<p class="condition">${bilingual(materialConditions[when])}</p>`;
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
