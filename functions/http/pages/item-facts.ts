import { html } from "hono/html";
import type { Procedure } from "../../../schemas/answers.ts";
import type { Contact, Place } from "../../../schemas/item-guide.ts";
import type { Limit } from "../../../schemas/limit.ts";
import type { Message } from "../../../schemas/message.ts";
import type { Catalog, Commitment, ExcludedProcedure } from "../../catalog/catalog.ts";
import {
  applicationWays,
  bodyTypes,
  handlingAreas,
  itemKinds,
  onlineDepths,
  powerLevels,
  powerSources,
  procedureNames,
  servedPeople,
} from "../../catalog/guide-words.ts";
import type { WholeGuide } from "../../catalog/item-guide.ts";
import { limitText } from "../../catalog/limit-text.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName } from "./guide-names.ts";
import { itemTexts as texts } from "./item-texts.ts";
import { guideTexts } from "./messages.ts";

const row = (label: Message, value: unknown): Html =>
  html`<div class="row"><dt>${bilingual(label)}</dt><dd>${value}</dd></div>`;

/** A row for what the centre has said; what it has not said is not shown. */
const rowOf = <T>(label: Message, value: T | null, told: (value: T) => unknown): Html =>
  value === null ? html`` : row(label, told(value));

const words = (labels: readonly Message[]): Html =>
  html`${labels.map((label, index) => html`${index === 0 ? "" : "、"}${inline(label)}`)}`;

/** A list of names, or the word for none. */
const names = (labels: readonly Message[]): Html =>
  labels.length === 0 ? bilingual(texts.none) : words(labels);

const contactLine = ({ name, phone, url }: Contact): Html =>
  html`<p>${inline(name)} ${phone === null ? "" : html`<span class="code">${phone}</span>`}
    ${url === null ? "" : html`<a href="${url}">${url}</a>`}</p>`;

const placeLine = ({ name, address, hours }: Place): Html =>
  html`<p>${inline(name)}</p>${[address, hours].map((each) => (each === null ? "" : html`<p>${bilingual(each)}</p>`))}`;

const code = (text: string): Html => html`<span class="code code-long">${text}</span>`;

/** Those of the law that may occur, then those a local rule lets stop the clock, each with that rule. */
const specialProcedures = (lawful: readonly Procedure[], excluded: readonly ExcludedProcedure[]): Html =>
  lawful.length + excluded.length === 0
    ? bilingual(texts.none)
    : html`${lawful.map((each) => html`<p>${bilingual(procedureNames[each])}</p>`)}
      ${excluded.map(({ procedure, basis }) => html`<p>${bilingual(procedureNames[procedure])} ${basis}</p>`)}`;

const commitmentLines = ({ conditions, checkWithin, basis }: Commitment): Html =>
  html`${conditions.map((condition) => html`<p>${bilingual(condition)}</p>`)}
    <p>${bilingual(texts.checkedWithin)} ${bilingual(limitText(checkWithin))} ${basis}</p>`;

const statutoryLines = (limit: Limit | null, note: Message | null): Html =>
  html`<p>${bilingual(limit === null ? guideTexts.noLimit : limitText(limit))}</p>
    ${note === null ? "" : html`<p>${bilingual(note)}</p>`}`;

/** What a guide tells besides the ten disclosures, each in a row; what the centre has not said is left out. */
export const itemFacts = (catalog: Catalog, { guide, item, department, codes }: WholeGuide): Html => {
  const { basic, extension } = guide;
  return html`<dl class="facts">
    ${rowOf(texts.appliesTo, basic.appliesTo, bilingual)}
    ${row(texts.statutory, statutoryLines(item.limits.statutory, basic.statutoryNote))}
    ${row(texts.kind, bilingual(itemKinds[basic.kind]))}
    ${row(texts.body, html`${bilingual(department.name)} <span class="tag">${inline(bodyTypes[basic.bodyType])}</span>`)}
    ${rowOf(texts.entrustedBy, basic.entrustedBy, bilingual)}
    ${row(texts.level, bilingual(powerLevels[basic.level]))}
    ${row(texts.powerSource, bilingual(powerSources[basic.powerSource]))}
    ${row(texts.serves, words(basic.serves.map((each) => servedPeople[each])))}
    ${row(texts.ways, words(basic.ways.map((each) => applicationWays[each])))}
    ${rowOf(texts.visits, basic.visits, ({ atMost, why }) => html`${bilingual(texts.visitsAtMost(atMost))} ${why === null ? "" : bilingual(why)}`)}
    ${rowOf(texts.area, extension.area, (area) => bilingual(handlingAreas[area]))}
    ${row(texts.depth, bilingual(onlineDepths[extension.onlineDepth]))}
    ${row(texts.otherDepartments, names(extension.otherDepartments.map((id) => departmentName(catalog, id))))}
    ${rowOf(texts.quantity, extension.quantityLimits, names)}
    ${rowOf(texts.intermediaries, extension.intermediaryServices, names)}
    ${row(texts.special, specialProcedures(basic.specialProcedures, item.excludedProcedures ?? []))}
    ${item.commitment === undefined ? "" : row(texts.commitment, commitmentLines(item.commitment))}
    ${rowOf(texts.places, basic.places, (places) => html`${places.map(placeLine)}`)}
    ${rowOf(texts.contacts, basic.contacts, (contacts) => html`${contacts.map(contactLine)}`)}
    ${row(texts.basicCode, code(basic.basicCode))}
    ${row(texts.implementingCode, code(codes.implementing))}
  </dl>`;
};
