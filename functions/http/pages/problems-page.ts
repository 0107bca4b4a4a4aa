import { html } from "hono/html";
import { bilingual as joined } from "../../../schemas/message.ts";
import type { ProblemRow } from "../problem-row.ts";
import { type Failure, problems, problemType } from "../problems.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { pageHead, renderPage } from "./layout.ts";
import { problemRemedies, statusMeanings, problemTexts as texts } from "./messages.ts";
import { type Row, table } from "./table.ts";

/** One problem type as a page tells it. */
export interface ProblemEntry extends Pick<ProblemRow<Failure>, "slug" | "status" | "title"> {
  kind: Failure["kind"];
  hasErrors: boolean;
  retryAfterSeconds: number | null;
}

/** Every problem type the hub can answer with, by status. */
export const problemEntries: readonly ProblemEntry[] = Object.entries(problems)
  .map(([kind, row]) => {
    const { slug, status, title, errors, retryAfterSeconds }: ProblemRow<never> = row;
    return {
      kind: kind as Failure["kind"],
      slug,
      status,
      title,
      hasErrors: errors !== undefined,
      retryAfterSeconds: retryAfterSeconds ?? null,
    };
  })
  .sort((one, other) => one.status - other.status);

const entryRow = ({ slug, title, kind }: ProblemEntry): Row => [
  html`<a class="code" href="${problemType(slug)}">${slug}</a>`,
  bilingual(title),
  bilingual(problemRemedies[kind]),
];

const group = (status: number): Html => {
  const entries = problemEntries.filter((each) => each.status === status);
  const meaning = statusMeanings[status];
  const head = [texts.type, texts.meaning, texts.remedy];
  return html`<section class="panel" aria-labelledby="status-${status}">
  <h2 id="status-${status}" class="status-title"><span class="status-number">${status}</span>
    <span>${meaning === undefined ? "" : bilingual(meaning)}</span></h2>
  ${table(meaning ?? texts.status, head, entries.map(entryRow), "problems-table")}
</section>`;
};

/** Every problem type, grouped by status. */
export const renderProblemList = (): Html => {
  const statuses = [...new Set(problemEntries.map(({ status }) => status))];
  return renderPage({
    title: texts.title,
    section: "/problems",
    body: html`${pageHead(texts.title, texts.lead)}<div class="wrap stack">${statuses.map(group)}</div>`,
  });
};

const example = ({ slug, status, title, hasErrors }: ProblemEntry): string =>
  JSON.stringify(
    {
      type: problemType(slug),
      title: joined(title.zh, title.en),
      status,
      detail: "…",
      instance: "…",
      ...(hasErrors ? { errors: [{ path: "…", message: { zh: "…", en: "…" } }] } : {}),
    },
    null,
    2,
  );

/** One problem type: what it means and what to do. */
export const renderProblemPage = (entry: ProblemEntry): Html => {
  const { slug, status, title, kind, hasErrors, retryAfterSeconds } = entry;
  return renderPage({
    title,
    section: "/problems",
    body: html`${pageHead(title, undefined, "wrap-narrow")}
<div class="wrap wrap-narrow stack">
  <section class="panel" aria-label="${title.zh}">
    <dl class="facts">
      <div class="row"><dt>${bilingual(texts.type)}</dt><dd class="code">${problemType(slug)}</dd></div>
      <div class="row"><dt>${bilingual(texts.status)}</dt><dd>${status}</dd></div>
      <div class="row"><dt>${bilingual(texts.remedy)}</dt><dd>
        <p>${bilingual(problemRemedies[kind])}</p>
        ${retryAfterSeconds === null ? "" : html`<p>${bilingual(texts.retry(retryAfterSeconds))}</p>`}
        ${hasErrors ? html`<p>${bilingual(texts.hasErrors)}</p>` : ""}
      </dd></div>
    </dl>
  </section>
  <section class="panel" aria-labelledby="example">
    <h2 id="example">${bilingual(texts.example)}</h2>
    <pre class="example" tabindex="0"><code>${example(entry)}</code></pre>
  </section>
  <p><a href="/problems">${bilingual(texts.all)}</a></p>
</div>`,
  });
};
