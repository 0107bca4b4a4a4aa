import { html } from "hono/html";
import type { FlowStep, GuideFee, GuideMaterial, ItemGuide } from "../../../schemas/item-guide.ts";
import { type Message, message } from "../../../schemas/message.ts";
import {
  materialFormats,
  materialNecessities,
  materialSources,
  materialTypes,
} from "../../catalog/guide-words.ts";
import { limitText } from "../../catalog/limit-text.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { itemTexts as texts } from "./item-texts.ts";
import { type Row, table } from "./table.ts";

const told = (text: Message | null): Html => (text === null ? html`–` : bilingual(text));

const postAndPerson = ({ post, person }: FlowStep): Html => {
  if (post === null) return html`${person ?? "–"}`;
  return html`${bilingual(post)} ${person ?? ""}`;
};

const stepRow = (step: FlowStep): Row => [
  bilingual(step.name),
  postAndPerson(step),
  step.limit === null ? "–" : bilingual(limitText(step.limit)),
  told(step.before),
  told(step.after),
];

/** The steps of the procedure: post and person, time, what must be there before and after. */
export const flowTable = (steps: readonly FlowStep[]): Html =>
  table(texts.flow, [texts.step, texts.post, texts.time, texts.before, texts.after], steps.map(stepRow));

const materialNotes = ({ sourceNote, fillingNote, acceptedIf, paper, remark }: GuideMaterial): Html => {
  const notes = [remark, sourceNote, fillingNote, acceptedIf, paper].filter((note) => note !== null);
  return notes.length === 0 ? html`–` : html`${notes.map((note) => html`<p>${bilingual(note)}</p>`)}`;
};

const necessityCell = ({ necessity }: GuideMaterial): Html => {
  const { zh, en } = materialNecessities[necessity];
  return html`<span class="tag tag-${necessity}">${zh}</span> <span class="en" lang="en">${en}</span>`;
};

const typeAndFormat = ({ type, format }: GuideMaterial): Message => {
  const [what, how] = [materialTypes[type], materialFormats[format]];
  return message(`${what.zh}，${how.zh}`, `${what.en}, ${how.en}`);
};

const materialRow = (material: GuideMaterial): Row => [
  bilingual(material.name),
  necessityCell(material),
  bilingual(typeAndFormat(material)),
  bilingual(materialSources[material.source]),
  material.basis,
  materialNotes(material),
];

/** The list of materials in full. @see 行政许可法第三十条 */
export const itemMaterialsTable = (materials: readonly GuideMaterial[]): Html => {
  if (materials.length === 0) return html`<p>${bilingual(texts.none)}</p>`;
  const head = [texts.material, texts.necessity, texts.form, texts.source, texts.basis, texts.note];
  return table(texts.materials, head, materials.map(materialRow));
};

const feeRow = ({ name, standard, basis, reduction }: GuideFee): Row => [
  bilingual(name),
  bilingual(standard),
  basis,
  told(reduction),
];

/** Every fee with its rate, its basis, and whether it may be reduced. */
export const feesTable = (fees: readonly GuideFee[]): Html =>
  table(texts.fees, [texts.fee, texts.standard, texts.basis, texts.reduction], fees.map(feeRow));

/** The frequent questions with their answers. */
export const questionList = (questions: ItemGuide["questions"]): Html => html`<dl class="facts">
  ${questions.map(
    ({ question, answer }) =>
      html`<div class="row"><dt>${bilingual(question)}</dt><dd>${bilingual(answer)}</dd></div>`,
  )}
</dl>`;
