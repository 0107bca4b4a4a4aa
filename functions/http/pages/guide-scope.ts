import { html } from "hono/html";
import type { World } from "../../case/world.ts";
import type { Item } from "../../catalog/catalog.ts";
import type { Process } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName } from "./guide-names.ts";
import { itemsOf } from "./guide-tables.ts";
import { icon } from "./icon.ts";
import { formSections, guideTexts as texts } from "./messages.ts";
import { leavesOf, type ReadableField, readableFields } from "./process-disclosure.ts";
import { scrolling } from "./table.ts";

const mark = (isOpen: boolean): Html =>
  isOpen
    ? html`<td class="mark is-open">${icon("check")}<span class="visually-hidden">${texts.mayRead.zh}</span></td>`
    : html`<td class="mark"><span aria-hidden="true">–</span><span class="visually-hidden">${texts.mayNotRead.zh}</span></td>`;

const fieldRow = (
  { path, label, personal }: ReadableField,
  open: readonly ReadonlySet<string>[],
): Html => html`<tr>
  <th scope="row">${bilingual(label)}${personal ? html` <span class="tag">${texts.personal.zh}</span>` : ""}</th>
  ${open.map((paths) => mark(paths.has(path)))}
</tr>`;

const sectionOf = ({ path }: ReadableField): string => path.split(".")[0] ?? path;

const sectionRow = (section: string, columns: number): Html => {
  const name = formSections[section];
  return html`<tr><th scope="rowgroup" colspan="${columns}" class="group">${name === undefined ? section : inline(name)}</th></tr>`;
};

/** As many columns as a phone shows beside one another; a wider table is scrolled. */
const MOST_NARROW = 4;

/** A column is an item: told by its department, and by its own name where that department has several. */
const columnHead = ({ catalog }: World, items: readonly Item[], { department, name }: Item): Html => {
  const isOnly = items.filter((item) => item.department === department).length === 1;
  const head = bilingual(departmentName(catalog, department));
  return isOnly ? head : html`${head} <span class="matrix-item">${name.zh}</span>`;
};

/**
 * Who may read which field: a row a field, a column an item, in the sections of the form. A field no department may
 * read is not listed.
 * @see 行政许可法第三十一条; 个人信息保护法第六条
 */
export const scopeTable = (world: World, process: Process): Html => {
  const items = itemsOf(world, process);
  const disclosure = process.disclosure;
  const open = items.map(({ scope }) => new Set(scope.flatMap((path) => leavesOf(disclosure.fields, path))));
  const fields = readableFields(
    disclosure,
    items.map(({ scope }) => scope),
  );
  const groups = [...new Set(fields.map(sectionOf))].map((section) => {
    const rows = fields.filter((field) => sectionOf(field) === section);
    return html`<tbody>${sectionRow(section, items.length + 1)} ${rows.map((field) => fieldRow(field, open))}</tbody>`;
  });
  const columns = items.map((item) => columnHead(world, items, item));
  return scrolling(
    texts.scope,
    html`<table class="matrix${items.length > MOST_NARROW ? " matrix-wide" : ""}">
  <thead><tr><th scope="col">${bilingual(texts.field)}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  ${groups}
</table>`,
  );
};
