import { html } from "hono/html";
import { assetUrl, swaggerUrl } from "./assets.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { renderPage } from "./layout.ts";
import { problemTexts, docsTexts as texts } from "./messages.ts";

/** The API documents: swagger-ui over the hub's own OpenAPI document, all from this host. */
export const renderDocsPage = (): Html =>
  renderPage({
    title: texts.title,
    section: "/docs",
    libraries: [swaggerUrl("swagger-ui-bundle.js")],
    scripts: [assetUrl("docs.js")],
    styles: [swaggerUrl("swagger-ui.css")],
    body: html`<div class="page-head"><div class="wrap">
  <h1>${bilingual(texts.title)}</h1>
  <p class="lead">${bilingual(texts.lead)}</p>
  <ul class="links">
    <li><a href="/problems">${bilingual(problemTexts.title)}</a></li>
    <li><a href="/openapi.json">${bilingual(texts.raw)}</a></li>
  </ul>
</div></div>
<div class="wrap stack">
  <div id="swagger-ui" class="panel"><noscript>${bilingual(texts.noScript)}</noscript></div>
</div>`,
  });
