import { html } from "hono/html";
import type { JointOpinion } from "../../../schemas/licence.ts";
import type { Message } from "../../../schemas/message.ts";
import { dateText } from "../../application/licence-face.ts";
import type { LicenceNames } from "../../application/licence-names.ts";
import {
  answerText,
  feesText,
  joinDate,
  meetingRows,
  opinionFacts,
  roundText,
  validUntilText,
} from "../../application/licence-opinion-text.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { verifyTexts } from "./messages.ts";
import { table } from "./table.ts";
import { codeText, longCode, row } from "./verify-rows.ts";
import { opinionTexts as texts } from "./verify-texts.ts";

/** A name in both languages; an id nobody has a name for stands once. */
const named = (name: Message): Html => (name.zh === name.en ? html`${name.zh}` : inline(name));

/** The face of an opinion; `status` are rows on where it stands. */
const facePanel = (record: JointOpinion, current: number, status: readonly Html[]): Html => {
  const until = validUntilText(record);
  return html`<section class="panel" aria-labelledby="face">
  <h2 id="face">${bilingual(record.title)}</h2>
  <dl class="facts">
    ${status}
    ${opinionFacts(record).map(({ label, value }) => row(label, value))}
    ${row(texts.conclusion, bilingual(record.conclusion))}
    ${until === null ? "" : row(texts.validUntil, bilingual(until))}
    ${row(texts.issuer, record.issuer.name)}
    ${row(verifyTexts.issuedOn, dateText(record.issuedOn))}
    ${row(texts.number, codeText(record.licenceId))}
    ${row(verifyTexts.version, bilingual(verifyTexts.versionOf(record.version, current)))}
  </dl>
</section>`;
};

/** Who answered for a department is on the printed opinion and in the record; the page names departments only. */
const joinsPanel = (
  { proof }: JointOpinion,
  names: LicenceNames,
): Html => html`<section class="panel" aria-labelledby="joins">
  <h2 id="joins">${bilingual(texts.joins)}</h2>
  ${table(
    texts.joins,
    [texts.department, texts.item, texts.round, texts.answer, texts.day],
    proof.joins.map((join) => [
      named(names.department(join.department)),
      named(names.item(join.item)),
      inline(roundText(join)),
      inline(answerText(join)),
      joinDate(join),
    ]),
  )}
  <dl class="facts">${row(texts.joinsHash, longCode(proof.joinsHash ?? "—"))}</dl>
  <p class="small">${bilingual(texts.joinsHashHint)}</p>
</section>`;

const meetingsPanel = ({ proof }: JointOpinion, names: LicenceNames): Html => {
  const rows = meetingRows(proof, names);
  if (rows.length === 0) return html``;
  return html`<section class="panel" aria-labelledby="meetings">
  <h2 id="meetings">${bilingual(texts.meetings)}</h2>
  ${table(
    texts.meetings,
    [texts.day, texts.meeting, texts.attended, texts.absent, texts.outcome],
    rows.map(({ on, kind, attended, absent, outcome }) => [
      on,
      inline(kind),
      named(attended),
      named(absent),
      named(outcome),
    ]),
  )}
</section>`;
};

const feesPanel = ({ proof }: JointOpinion): Html => {
  const fees = feesText(proof);
  if (fees === null) return html``;
  return html`<section class="panel" aria-labelledby="fees">
  <h2 id="fees">${bilingual(texts.fees)}</h2><p>${bilingual(fees)}</p></section>`;
};

/**
 * What the register says of a joint opinion: its face, what each department answered, the meetings and the fees.
 * `current` is the version that stands; `status` are rows on where this one does.
 */
export const opinionPanels = (
  record: JointOpinion,
  { names, current, status }: { names: LicenceNames; current: number; status: readonly Html[] },
): Html =>
  html`${facePanel(record, current, status)} ${joinsPanel(record, names)} ${meetingsPanel(record, names)} ${feesPanel(record)}`;
