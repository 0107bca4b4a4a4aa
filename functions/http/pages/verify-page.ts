import { html } from "hono/html";
import { type Message, message } from "../../../schemas/message.ts";
import { dateText, faceCodes, faceFields } from "../../application/licence-face.ts";
import { beijingTime } from "./beijing-time.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { type IconName, icon } from "./icon.ts";
import { pageHead, renderPage } from "./layout.ts";
import { faceLabels, verifyTexts as texts } from "./messages.ts";
import { verifyForm } from "./verify-form.ts";
import type { FoundLicence, Verification } from "./verify-licence.ts";

/** A verdict at a glance: its tone, its icon, its word and one sentence. */
interface Verdict {
  tone: "good" | "caution" | "bad" | "idle";
  icon: IconName;
  word: Message;
  meaning: Message;
}

const standing: Readonly<Record<FoundLicence["status"]["kind"], Verdict>> = {
  valid: { tone: "good", icon: "check", word: texts.valid, meaning: texts.validMeaning },
  superseded: { tone: "caution", icon: "swap", word: texts.superseded, meaning: texts.supersededMeaning },
  revoked: { tone: "bad", icon: "ban", word: texts.revoked, meaning: texts.revokedMeaning },
};

const unknown: Verdict = {
  tone: "idle",
  icon: "question",
  word: texts.unknown,
  meaning: texts.unknownMeaning,
};

const wrongCode: Verdict = {
  tone: "caution",
  icon: "alert",
  word: texts.wrongCode,
  meaning: texts.wrongCodeMeaning,
};

const verdictOf = (verification: Verification): Verdict => {
  if (verification.kind === "Unknown") return unknown;
  if (verification.kind === "UnknownVersion") return { ...unknown, meaning: texts.unknownVersion };
  return verification.code === "wrong" ? wrongCode : standing[verification.status.kind];
};

/** What the address is worth, and where to go when this version does not stand. */
const verdictNotes = (verification: Verification): Html => {
  if (verification.kind !== "Found") return html``;
  const { code, current, currentAddress } = verification;
  const codeLine =
    code === "right"
      ? html`<p class="verdict-code">${icon("seal")} <span>${inline(texts.rightCode)}</span></p>`
      : "";
  const next =
    currentAddress === null
      ? ""
      : html`<p class="actions"><a class="button button-light" href="${currentAddress}">
        <span>${bilingual(texts.seeCurrent(current))}</span></a></p>`;
  return html`${codeLine} ${next}`;
};

const verdictBand = (verification: Verification, now: string): Html => {
  const verdict = verdictOf(verification);
  return html`<div class="verdict tone-${verdict.tone}">
  <div class="wrap wrap-narrow verdict-row">
    <span class="verdict-mark">${icon(verdict.icon)}</span>
    <div>
      <h1 class="verdict-word">${bilingual(verdict.word)}</h1>
      <p class="verdict-meaning">${bilingual(verdict.meaning)}</p>
      ${verdictNotes(verification)}
      <p class="verdict-time">${inline(texts.checkedAt)} <time datetime="${now}">${beijingTime(now)}</time></p>
    </div>
  </div>
</div>`;
};

const row = (label: Message, value: unknown): Html =>
  html`<div class="row"><dt>${bilingual(label)}</dt><dd>${value}</dd></div>`;

const faceRow = (entry: { label: string; value: string }): Html =>
  row(message(entry.label, faceLabels[entry.label] ?? ""), entry.value);

const codeRow = (entry: { label: string; value: string }): Html =>
  row(message(entry.label, faceLabels[entry.label] ?? ""), html`<span class="code">${entry.value}</span>`);

/** How the version stands in the register, in words, wherever the verdict is about something else or needs a reason. */
const statusRows = ({ status, code }: FoundLicence): Html[] => {
  const { tone, icon: mark, word } = standing[status.kind];
  const badge = html`<span class="badge tone-${tone}">${icon(mark)} <span>${inline(word)}</span></span>`;
  const rows = code === "wrong" || status.kind !== "valid" ? [row(texts.registerStatus, badge)] : [];
  if (status.kind === "valid") return rows;
  return [...rows, row(texts.since, dateText(status.since)), row(texts.reason, status.reason)];
};

const missingCodeNotice = html`<div class="notice notice-caution" role="note">${icon("alert")}
  <div><strong>${bilingual(texts.missingCode)}</strong><p>${bilingual(texts.missingCodeMeaning)}</p></div></div>`;

const facePanel = (found: FoundLicence): Html => {
  const { record, current } = found;
  return html`<section class="panel" aria-labelledby="face">
  <h2 id="face">${bilingual(texts.face)}</h2>
  <dl class="facts">
    ${statusRows(found)}
    ${faceCodes(record.codes).map(codeRow)}
    ${faceFields(record.holder).map(faceRow)}
    ${row(texts.issuer, record.issuer.name)}
    ${row(texts.issuedOn, dateText(record.issuedOn))}
    ${row(texts.licenceId, html`<span class="code">${record.licenceId}</span>`)}
    ${row(texts.version, bilingual(texts.versionOf(record.version, current)))}
  </dl>
</section>`;
};

const recordPanel = ({
  sha256,
  addresses,
}: FoundLicence): Html => html`<section class="panel" aria-labelledby="record">
  <h2 id="record">${bilingual(texts.record)}</h2>
  <p>${bilingual(texts.recordLead)}</p>
  <dl class="facts">
    ${row(texts.digest, html`<span class="code code-long">${sha256}</span>`)}
    ${row(texts.keys, html`<a class="code code-long" href="${addresses.keys}">${addresses.keys}</a>`)}
  </dl>
  <p class="actions">
    <a class="button" href="${addresses.pdf}">${icon("document")} <span>${bilingual(texts.pdf)}</span></a>
    <a class="button button-plain" href="${addresses.json}">${icon("seal")} <span>${bilingual(texts.json)}</span></a>
  </p>
  <p class="small">${bilingual(texts.legal)}</p>
</section>`;

const details = (verification: Verification): Html => {
  if (verification.kind !== "Found") return html``;
  const notice = verification.code === "missing" ? missingCodeNotice : "";
  return html`${notice} ${facePanel(verification)} ${recordPanel(verification)}`;
};

/** The page that verifies a licence: the verdict first and large, then what the register says, then the record itself. */
export const renderVerifyPage = (verification: Verification, now: string): Html =>
  renderPage({
    title: texts.title,
    section: "/verify",
    listed: false,
    body: html`${verdictBand(verification, now)}
<div class="wrap wrap-narrow stack">
  ${details(verification)}
  <section class="panel" aria-labelledby="again">
    <h2 id="again">${bilingual(texts.again)}</h2>
    ${verifyForm}
  </section>
</div>`,
  });

/** The page to type a licence's number into. */
export const renderVerifyFormPage = (): Html =>
  renderPage({
    title: texts.title,
    section: "/verify",
    body: html`${pageHead(texts.title, undefined, "wrap-narrow")}
<div class="wrap wrap-narrow stack"><section class="panel" aria-label="${texts.title.zh}">${verifyForm}</section></div>`,
  });
