import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import type { World } from "../../case/world.ts";
import type { Process } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName, modeName, renderFlow } from "./guide-flow.ts";
import { scopeTable } from "./guide-scope.ts";
import { itemsOf, limitsTable, materialsTable, outputsTable } from "./guide-tables.ts";
import { itemTexts } from "./item-texts.ts";
import { pageHead, renderPage } from "./layout.ts";
import { guideTexts as texts } from "./messages.ts";
import { type Row, table } from "./table.ts";

const departmentsOf = (world: World, process: Process): string[] => [
  ...new Set([process.lead, ...itemsOf(world, process).map(({ department }) => department)]),
];

const processCard = (world: World, process: Process): Html => html`<li class="card">
  <h2><a class="card-link" href="/guide/${process.id}">${bilingual(process.name)}</a></h2>
  <p>${bilingual(texts.departmentCount(departmentsOf(world, process).length))}</p>
  <p>${process.modes.map((mode) => html`<span class="tag">${inline(modeName(mode))}</span> `)}</p>
</li>`;

/** The list of guides, one for each joint process. */
export const renderGuideList = (world: World): Html =>
  renderPage({
    title: texts.title,
    section: "/guide",
    body: html`${pageHead(texts.title, texts.lead)}
<div class="wrap stack">
  <ul class="cards">${[...world.processes.values()].map((each) => processCard(world, each))}</ul>
  <p><a href="/guide/items">${bilingual(itemTexts.list)}</a></p>
</div>`,
  });

const part = (id: string, title: Message, lead: Message | null, body: unknown): Html =>
  html`<section class="panel" aria-labelledby="${id}">
  <h2 id="${id}">${bilingual(title)}</h2>
  ${lead === null ? "" : html`<p class="panel-lead">${bilingual(lead)}</p>`}
  ${body}
</section>`;

const flows = (world: World, process: Process): Html[] =>
  process.modes.map(
    (mode, index) => html`<h3 class="flow-mode">${bilingual(modeName(mode))}
    ${index === 0 && process.modes.length > 1 ? html`<span class="tag">${inline(texts.defaultMode)}</span>` : ""}</h3>
  ${renderFlow(world, process, mode)}`,
  );

const departments = (world: World, process: Process): Html => {
  const rows = departmentsOf(world, process).map((id): Row => {
    const lead = id === process.lead ? html` <span class="tag">${inline(texts.leadDepartment)}</span>` : "";
    const code = world.catalog.departments.get(id)?.code ?? "";
    return [
      html`${bilingual(departmentName(world.catalog, id))}${lead}`,
      html`<span class="code">${code}</span>`,
    ];
  });
  return table(texts.departments, [texts.department, texts.code], rows);
};

const contents: readonly (readonly [id: string, label: Message])[] = [
  ["flow", texts.flow],
  ["limits", texts.limits],
  ["materials", texts.materials],
  ["scope", texts.scope],
  ["outputs", texts.outputs],
  ["departments", texts.departments],
];

const toc = html`<nav class="toc" aria-label="${texts.contents.zh}"><div class="wrap"><ul>
  ${contents.map(([id, label]) => html`<li><a href="#${id}">${bilingual(label)}</a></li>`)}
</ul></div></nav>`;

/** The guide of one process: steps, limits and basis, materials, who reads what, results, departments. */
export const renderGuidePage = (world: World, process: Process): Html =>
  renderPage({
    title: process.name,
    section: "/guide",
    body: html`${pageHead(process.name)} ${toc}
<div class="wrap stack">
  ${part("flow", texts.flow, null, flows(world, process))}
  ${part("limits", texts.limits, texts.limitsLead, limitsTable(world, process))}
  ${part("materials", texts.materials, null, materialsTable(world, process))}
  ${part("scope", texts.scope, texts.scopeLead, scopeTable(world, process))}
  ${part("outputs", texts.outputs, texts.outputsLead, outputsTable(world, process))}
  ${part("departments", texts.departments, null, departments(world, process))}
</div>`,
  });
