import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import type { World } from "../../case/world.ts";
import type { Process } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { renderFlow } from "./guide-flow.ts";
import { departmentName, modeName } from "./guide-names.ts";
import { limitsLeadOf, ruleTexts } from "./guide-rule-texts.ts";
import { preconditionsTable, rulesTable } from "./guide-rules.ts";
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

/** A part of the page: under which id, its title, what goes before, and what it holds. */
interface GuidePart {
  id: string;
  title: Message;
  lead?: Message;
  body: (world: World, process: Process) => unknown;
}

const partsOf = ({ preconditions = [], rectification, acceptsOnFiling = false }: Process): GuidePart[] => [
  { id: "flow", title: texts.flow, body: flows },
  ...(preconditions.length === 0
    ? []
    : [
        {
          id: "preconditions",
          title: ruleTexts.preconditions,
          lead: ruleTexts.preconditionsLead,
          body: preconditionsTable,
        },
      ]),
  { id: "rules", title: ruleTexts.rules, lead: ruleTexts.rulesLead, body: rulesTable },
  {
    id: "limits",
    title: texts.limits,
    lead: limitsLeadOf(rectification, acceptsOnFiling),
    body: limitsTable,
  },
  { id: "materials", title: texts.materials, body: materialsTable },
  { id: "scope", title: texts.scope, lead: texts.scopeLead, body: scopeTable },
  { id: "outputs", title: texts.outputs, lead: texts.outputsLead, body: outputsTable },
  { id: "departments", title: texts.departments, body: departments },
];

const toc = (
  parts: readonly GuidePart[],
): Html => html`<nav class="toc" aria-label="${texts.contents.zh}"><div class="wrap"><ul>
  ${parts.map(({ id, title }) => html`<li><a href="#${id}">${bilingual(title)}</a></li>`)}
</ul></div></nav>`;

/** The guide of one process: steps, conditions, rules, limits and basis, materials, who reads what, results, departments. */
export const renderGuidePage = (world: World, process: Process): Html => {
  const parts = partsOf(process);
  return renderPage({
    title: process.name,
    section: "/guide",
    body: html`${pageHead(process.name)} ${toc(parts)}
<div class="wrap stack">
  ${parts.map(({ id, title, lead = null, body }) => part(id, title, lead, body(world, process)))}
</div>`,
  });
};
