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
import { opinionPanels } from "./verify-opinion.ts";
import { codeText, longCode, row } from "./verify-rows.ts";
import { alteredTexts, opinionTexts, standingTexts } from "./verify-texts.ts";

/** A verdict at a glance: its tone, its icon, its word and one sentence. */
interface Verdict {
  tone: "good" | "caution" | "bad" | "idle";
  icon: IconName;
  word: Message;
  meaning: Message;
}

const marks: Readonly<Record<FoundLicence["status"]["kind"], Pick<Verdict, "tone" | "icon">>> = {
  valid: { tone: "good", icon: "check" },
  superseded: { tone: "caution", icon: "swap" },
  revoked: { tone: "bad", icon: "ban" },
  expired: { tone: "caution", icon: "alert" },
};

const standingOf = ({ status, record }: FoundLicence): Verdict => ({
  ...marks[status.kind],
  ...standingTexts[record.kind][status.kind],
});

const altered: Verdict = { tone: "bad", icon: "alert", ...alteredTexts };

const unknown: Verdict = {
  tone: "idle",
  icon: "question",
  word: texts.unknown,
  meaning: texts.unknownMeaning,
};

/** The texts of the kind of document that was found. */
const textsOf = ({ record }: FoundLicence) => (record.kind === "joint-opinion" ? opinionTexts : texts);

const wrongCodeOf = (found: FoundLicence): Verdict => ({
  tone: "caution",
  icon: "alert",
  word: texts.wrongCode,
  meaning: textsOf(found).wrongCodeMeaning,
});

const verdictOf = (verification: Verification): Verdict => {
  if (verification.kind === "Unknown") return unknown;
  if (verification.kind === "UnknownVersion") return { ...unknown, meaning: texts.unknownVersion };
  if (verification.kind === "Altered") return altered;
  return verification.code === "wrong" ? wrongCodeOf(verification) : standingOf(verification);
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

const faceRow = (entry: { label: string; value: string }): Html =>
  row(message(entry.label, faceLabels[entry.label] ?? ""), entry.value);

const codeRow = (entry: { label: string; value: string }): Html =>
  row(message(entry.label, faceLabels[entry.label] ?? ""), codeText(entry.value));

/** How the version stands in the register, in words, wherever the verdict is about something else or needs a reason. */
const statusRows = (found: FoundLicence): Html[] => {
  const { status, code } = found;
  const { tone, icon: mark, word } = standingOf(found);
  const badge = html`<span class="badge tone-${tone}">${icon(mark)} <span>${inline(word)}</span></span>`;
  const rows = code === "wrong" || status.kind !== "valid" ? [row(texts.registerStatus, badge)] : [];
  if (status.kind === "valid") return rows;
  const since = row(texts.since, dateText(status.since));
  return status.kind === "expired" ? [...rows, since] : [...rows, since, row(texts.reason, status.reason)];
};

const missingCodeNotice = (
  found: FoundLicence,
): Html => html`<div class="notice notice-caution" role="note">${icon("alert")}
  <div><strong>${bilingual(texts.missingCode)}</strong><p>${bilingual(textsOf(found).missingCodeMeaning)}</p></div></div>`;

const facePanel = (found: FoundLicence): Html => {
  const { record, current, names } = found;
  if (record.kind === "joint-opinion")
    return opinionPanels(record, { names, current, status: statusRows(found) });
  return html`<section class="panel" aria-labelledby="face">
  <h2 id="face">${bilingual(texts.face)}</h2>
  <dl class="facts">
    ${statusRows(found)}
    ${faceCodes(record.codes).map(codeRow)}
    ${faceFields(record.holder).map(faceRow)}
    ${row(texts.issuer, record.issuer.name)}
    ${row(texts.issuedOn, dateText(record.issuedOn))}
    ${row(texts.licenceId, codeText(record.licenceId))}
    ${row(texts.version, bilingual(texts.versionOf(record.version, current)))}
  </dl>
</section>`;
};

const recordPanel = (found: FoundLicence): Html => {
  const { sha256, addresses } = found;
  const said = textsOf(found);
  return html`<section class="panel" aria-labelledby="record">
  <h2 id="record">${bilingual(texts.record)}</h2>
  <p>${bilingual(said.recordLead)}</p>
  <dl class="facts">
    ${row(texts.digest, longCode(sha256))}
    ${row(texts.keys, html`<a class="code code-long" href="${addresses.keys}">${addresses.keys}</a>`)}
  </dl>
  <p class="actions">
    <a class="button" href="${addresses.pdf}">${icon("document")} <span>${bilingual(said.pdf)}</span></a>
    <a class="button button-plain" href="${addresses.json}">${icon("seal")} <span>${bilingual(texts.json)}</span></a>
  </p>
  <p class="small">${bilingual(said.legal)}</p>
</section>`;
};

const details = (verification: Verification): Html => {
  if (verification.kind !== "Found") return html``;
  const notice = verification.code === "missing" ? missingCodeNotice(verification) : "";
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
