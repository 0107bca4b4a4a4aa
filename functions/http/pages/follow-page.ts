import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import { meetingNames } from "../../application/meetings/meeting-names.ts";
import { mendingWords } from "../../application/mending-words.ts";
import type { World } from "../../case/world.ts";
import { resultName } from "../../processes/result-name.ts";
import { caseStatuses, itemStatuses, roleNames } from "../words.ts";
import { assetUrl } from "./assets.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { meetingStatuses } from "./follow-joint-texts.ts";
import { type IconName, icon } from "./icon.ts";
import { pageHead, renderPage } from "./layout.ts";
import { modeNames, followTexts as texts } from "./messages.ts";

type Labels = Readonly<Record<string, Message>>;

/** A badge's look: its tone and an icon whose shape alone tells it from the others. */
type Look = readonly [tone: "good" | "caution" | "bad" | "busy" | "idle", icon: IconName];

const caseLooks: Readonly<Record<keyof typeof caseStatuses, Look>> = {
  reviewing: ["busy", "eye"],
  "awaiting-applicant": ["caution", "pen"],
  settled: ["busy", "seal"],
  issued: ["good", "check"],
  refused: ["bad", "cross"],
  withdrawn: ["idle", "dash"],
  returned: ["bad", "swap"],
};

const itemLooks: Readonly<Record<keyof typeof itemStatuses, Look>> = {
  "not-applicable": ["idle", "dash"],
  waived: ["good", "check"],
  notified: ["good", "inbox"],
  waiting: ["idle", "clock"],
  asked: ["busy", "inbox"],
  accepted: ["busy", "eye"],
  suspended: ["caution", "pause"],
  forwarded: ["busy", "arrow"],
  correcting: ["caution", "pen"],
  silent: ["caution", "question"],
  approved: ["good", "check"],
  deemed: ["good", "info"],
  overruled: ["good", "seal"],
  rejected: ["bad", "cross"],
  "stood-down": ["idle", "dash"],
};

const badges = (kind: "case" | "item", labels: Labels, looks: Readonly<Record<string, Look>>): Html[] =>
  Object.entries(labels).map(([status, label]) => {
    const [tone, mark] = looks[status] ?? ["idle", "dash"];
    return html`<template id="badge-${kind}-${status}"><span class="badge tone-${tone}">${icon(mark)}
      <span>${inline(label)}</span></span></template>`;
  });

const scriptIcons: readonly IconName[] = ["alert", "document", "seal"];

/** What the script copies: a badge for every status and the icons it needs. */
const templates = html`${badges("case", caseStatuses, caseLooks)} ${badges("item", itemStatuses, itemLooks)}
${scriptIcons.map((name) => html`<template id="icon-${name}">${icon(name)}</template>`)}`;

/** What the script needs to say: texts and names, by id. It travels as an attribute, escaped like any other text. */
const vocabulary = ({ processes, catalog }: World): string => {
  const all = [...processes.values()];
  return JSON.stringify({
    texts,
    itemStatuses,
    modes: modeNames,
    roles: roleNames,
    stages: Object.fromEntries(all.flatMap(({ stages }) => stages.map(({ id, name }) => [id, name]))),
    materials: Object.fromEntries(
      all.flatMap(({ disclosure }) => disclosure.materials.map(({ code, name }) => [code, name])),
    ),
    fields: {
      opinion: texts.opinion,
      ...Object.fromEntries(
        all.flatMap(({ disclosure }) => disclosure.fields.map(({ path, label }) => [path, label])),
      ),
    },
    processes: Object.fromEntries(
      all.map((process) => [
        process.id,
        { name: process.name, result: resultName(process), notice: mendingWords(process).notice },
      ]),
    ),
    departments: Object.fromEntries([...catalog.departments.values()].map(({ id, name }) => [id, name])),
    meetings: meetingNames,
    meetingStatuses,
    outputs: Object.fromEntries([...catalog.outputs.values()].map(({ name, label }) => [name, label])),
  });
};

const identity = html`<div>
  <div class="field" id="people" hidden>
    <label for="person">${bilingual(texts.person)}</label>
    <select id="person" aria-describedby="person-hint">
      <option value="">${texts.choosePerson.zh} ${texts.choosePerson.en}</option>
    </select>
    <p class="hint" id="person-hint">${bilingual(texts.personHint)}</p>
  </div>
  <details id="own-token" open>
    <summary>${bilingual(texts.ownToken)}</summary>
    <div class="field">
      <label for="token">${bilingual(texts.token)}</label>
      <textarea id="token" class="code" rows="3" autocomplete="off" spellcheck="false" aria-describedby="token-hint"></textarea>
      <p class="hint" id="token-hint">${bilingual(texts.tokenHint)}</p>
    </div>
  </details>
</div>`;

const form = (caseId: string): Html => html`<form class="form follow-form" id="follow-form">
  ${identity}
  <div class="field">
    <label for="case-id">${bilingual(texts.caseId)}</label>
    <input id="case-id" class="code" inputmode="numeric" maxlength="60" autocomplete="off" value="${caseId}"
      aria-describedby="case-id-hint" />
    <p class="hint" id="case-id-hint">${bilingual(texts.caseIdHint)}</p>
  </div>
  <button class="button" type="submit">${icon("clock")} <span>${bilingual(texts.submit)}</span></button>
  <p class="form-message" id="form-message" role="alert"></p>
</form>`;

/** The page that follows a case live. `caseId` fills the field in; the person still has to prove who they are. */
export const renderFollowPage = (world: World, caseId: string): Html =>
  renderPage({
    title: texts.title,
    section: "/follow",
    listed: false,
    scripts: [assetUrl("follow.js")],
    body: html`${pageHead(texts.title, texts.lead)}
<div class="wrap stack" id="follow" data-vocabulary="${vocabulary(world)}">
  <section class="panel" aria-label="${texts.submit.zh}">
    <noscript><p class="notice notice-caution">${bilingual(texts.noScript)}</p></noscript>
    ${form(caseId)}
  </section>
  <section class="panel" id="cases" aria-labelledby="cases-title" hidden>
    <h2 id="cases-title">${bilingual(texts.yourCases)}</h2>
    <ul class="case-list" id="case-list"></ul>
  </section>
  <div id="case" class="stack" tabindex="-1" hidden></div>
  <section class="panel changes" aria-labelledby="changes-title" id="changes-panel" hidden>
    <h2 id="changes-title">${bilingual(texts.changes)}</h2>
    <div role="log" aria-live="polite" aria-relevant="additions"><ol id="changes"></ol></div>
  </section>
  ${templates}
</div>`,
  });
