import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import { bilingual, type Html } from "./bilingual-text.ts";

/** One row: what names it, then a cell for every further column. */
export type Row = readonly [name: unknown, ...cells: unknown[]];

/** A part of a page wider than a phone: it scrolls by itself, by keyboard too. */
export const scrolling = (label: Message, content: Html): Html =>
  html`<div class="scroll" role="region" aria-label="${label.zh}" tabindex="0">${content}</div>`;

const bodyRow = (head: readonly Message[], [name, ...cells]: Row): Html => html`<tr>
  <th scope="row">${name}</th>
  ${cells.map((cell, index) => html`<td data-label="${head[index + 1]?.zh ?? ""}"><div>${cell}</div></td>`)}
</tr>`;

/** A table. On a phone every row becomes a block whose cells carry the names of their columns. */
export const table = (label: Message, head: readonly Message[], rows: readonly Row[], kind = ""): Html =>
  scrolling(
    label,
    html`<table class="stacked ${kind}">
  <thead><tr>${head.map((cell) => html`<th scope="col">${bilingual(cell)}</th>`)}</tr></thead>
  <tbody>${rows.map((row) => bodyRow(head, row))}</tbody>
</table>`,
  );
