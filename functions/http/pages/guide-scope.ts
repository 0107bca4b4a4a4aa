import { html } from "hono/html";
import type { World } from "../../case/world.ts";
import type { Process } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName } from "./guide-flow.ts";
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
  const columns = items.map(({ department }) => bilingual(departmentName(world.catalog, department)));
  return scrolling(
    texts.scope,
    html`<table class="matrix">
  <thead><tr><th scope="col">${bilingual(texts.field)}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  ${groups}
</table>`,
  );
};
