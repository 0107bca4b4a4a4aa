import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import type { Hub } from "../../application/hub.ts";
import { beijingTime } from "./beijing-time.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { type IconName, icon } from "./icon.ts";
import { renderPage } from "./layout.ts";
import { siteTexts, frontTexts as texts } from "./messages.ts";
import { verifyForm } from "./verify-form.ts";

/** How the hub is, as the foot of the front page tells it. */
type Health = { kind: "Running"; open: number; issued: number } | { kind: "Trouble" };

/** Look whether the hub can read its data. A store out of reach is an answer here, not an error. */
const healthOf = async ({ store, log }: Hub): Promise<Health> => {
  try {
    const counts = await store.counts();
    const { reviewing = 0, settled = 0, issued = 0 } = counts;
    return { kind: "Running", open: reviewing + settled + (counts["awaiting-applicant"] ?? 0), issued };
  } catch (error) {
    log.error("health-failed", { error: error instanceof Error ? error.message : String(error) });
    return { kind: "Trouble" };
  }
};

const lane = (y: number): string => `M128 120 C175 120 165 ${y} 215 ${y} M305 ${y} C355 ${y} 330 120 374 120`;

const desk = (y: number): Html => html`<g transform="translate(215 ${y - 22})">
  <rect width="90" height="44" rx="8" class="art-desk" />
  <path d="M16 17h36M16 27h24" class="art-line" />
  <path d="M63 22l5.5 6L79 15" class="art-check" />
</g>`;

/** One form, three departments at once, one licence. */
const picture = html`<figure class="art">
  <svg viewBox="0 0 520 240" role="img" aria-label="${texts.picture.zh}">
    <path d="${lane(40)} ${lane(120)} ${lane(200)}" class="art-lane" />
    <g transform="translate(44 66)">
      <path d="M0 8a8 8 0 0 1 8-8h50l26 26v74a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z" class="art-paper" />
      <path d="M58 0v26h26" class="art-fold" />
      <path d="M16 42h52M16 58h52M16 74h34" class="art-line" />
    </g>
    ${[40, 120, 200].map(desk)}
    <g transform="translate(374 76)">
      <rect width="118" height="88" rx="8" class="art-licence" />
      <rect x="6" y="6" width="106" height="76" rx="4" class="art-frame" />
      <path d="M34 24h50M22 42h48M22 54h40" class="art-line" />
      <circle cx="88" cy="58" r="12" class="art-seal" />
    </g>
  </svg>
  <figcaption>
    <span>${bilingual(texts.form)}</span><span>${bilingual(texts.departments)}</span><span>${bilingual(texts.licence)}</span>
  </figcaption>
</figure>`;

const hero = html`<div class="hero">
  <div class="wrap hero-row">
    <div>
      <h1>${bilingual(texts.title)}</h1>
      <p class="lead">${bilingual(texts.lead)}</p>
      <p class="actions">
        <a class="button button-light" href="/guide"><span>${bilingual(texts.readGuide)}</span></a>
        <a class="button button-ghost" href="/follow"><span>${bilingual(texts.followCase)}</span></a>
      </p>
    </div>
    ${picture}
  </div>
</div>`;

const card = (href: string, mark: IconName, name: Message, what: Message): Html => html`<li class="card">
  <span class="card-mark">${icon(mark)}</span>
  <h3><a class="card-link" href="${href}">${bilingual(name)}</a></h3>
  <p>${bilingual(what)}</p>
</li>`;

const services = html`<section class="wrap" aria-labelledby="services">
  <h2 id="services">${bilingual(texts.services)}</h2>
  <ul class="cards">
    ${card("/guide", "document", siteTexts.guide, texts.guideCard)}
    ${card("/follow", "clock", siteTexts.follow, texts.followCard)}
    ${card("/docs", "swap", siteTexts.docs, texts.docsCard)}
    ${card("/problems", "info", siteTexts.problems, texts.problemsCard)}
  </ul>
</section>`;

const verify = html`<section class="wrap" aria-labelledby="verify">
  <div class="panel">
    <h2 id="verify">${bilingual(texts.verifyTitle)}</h2>
    ${verifyForm}
  </div>
</section>`;

const fact = (label: Message, value: string): Html =>
  html`<span class="health-fact">${label.zh} <span lang="en">${label.en}</span> <b>${value}</b></span>`;

const healthLine = (
  health: Health,
  now: string,
  catalogVersion: string,
): Html => html`<section class="wrap health">
  <p class="health-state ${health.kind === "Running" ? "is-good" : "is-bad"}">
    ${icon(health.kind === "Running" ? "check" : "alert")}
    <span>${bilingual(health.kind === "Running" ? texts.running : texts.trouble)}</span></p>
  <p class="health-facts">
    ${health.kind === "Running" ? [fact(texts.open, String(health.open)), fact(texts.issued, String(health.issued))] : ""}
    ${fact(texts.catalogue, catalogVersion)}
    ${fact(texts.time, beijingTime(now))}
  </p>
</section>`;

/** The front page: what the hub is, where to go from here, and whether it runs. */
export const renderFrontPage = async (hub: Hub): Promise<Html> =>
  renderPage({
    title: texts.title,
    section: "/",
    body: html`${hero}
<div class="stack">${services} ${verify} ${healthLine(await healthOf(hub), hub.clock.now(), hub.world.catalog.version)}</div>`,
  });
