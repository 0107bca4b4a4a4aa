import { html } from "hono/html";
import { type Message, message } from "../../../schemas/message.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { Catalog, Item } from "../../catalog/catalog.ts";
import { type GuideBook, publication, type SheetRow } from "../../catalog/disclosures.ts";
import { type WholeGuide, wholeGuide } from "../../catalog/item-guide.ts";
import { type Directions, whereToGo } from "../../catalog/where-to-go.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName, itemName } from "./guide-names.ts";
import { icon } from "./icon.ts";
import { itemFacts } from "./item-facts.ts";
import { feesTable, flowTable, itemMaterialsTable, questionList } from "./item-tables.ts";
import { itemAddress, itemTexts as texts } from "./item-texts.ts";
import { pageHead, renderPage } from "./layout.ts";
import { powerCategories, powerStatuses } from "./messages.ts";
import { renderNotFound } from "./not-found-page.ts";

/** A page and whether what it is about may be read: an unpublished guide is answered as not found. */
export interface ItemPage {
  page: Html;
  isFound: boolean;
}

const panel = (id: string, title: Message, lead: Message | null, body: unknown): Html =>
  html`<section class="panel" aria-labelledby="${id}">
  <h2 id="${id}">${bilingual(title)}</h2>
  ${lead === null ? "" : html`<p class="panel-lead">${bilingual(lead)}</p>`}
  ${body}
</section>`;

/** What an item is on the list: department, category, outcome of the clean-up, edition. */
const standing = (catalog: Catalog, item: Item): Html => html`<p>
  ${bilingual(departmentName(catalog, item.department))}
  <span class="tag">${inline(powerCategories[item.category])}</span>
  <span class="tag">${inline(powerStatuses[item.status.kind])}</span>
  <span class="tag">${inline(texts.edition)} ${catalog.version}</span>
</p>`;

const directionsNotice = (
  catalog: Catalog,
  { advice, itemId, basis }: Directions,
): Html => html`<div class="notice notice-caution" role="note">${icon("arrow")}
  <div><strong>${bilingual(texts.instead)}</strong>
    <p>${bilingual(advice)}</p>
    ${itemId === null ? "" : html`<p>${inline(texts.turnTo)} <a href="${itemAddress(itemId)}">${bilingual(itemName(catalog, itemId))}</a></p>`}
    <p class="small">${basis}</p>
  </div></div>`;

const blankNotice = (blank: readonly Message[]): Html => {
  const labels = message(
    `${texts.stillBlank.zh}：${blank.map(({ zh }) => zh).join("、")}`,
    `${texts.stillBlank.en}: ${blank.map(({ en }) => en).join(", ")}`,
  );
  return html`<div class="notice notice-caution" role="note">${icon("info")}
  <div><strong>${bilingual(texts.unpublished)}</strong><p>${bilingual(labels)}</p></div></div>`;
};

const disclosureRow = ({ label, lines }: SheetRow, index: number): Html => html`<div class="row">
  <dt>${index + 1}. ${bilingual(label)}</dt>
  <dd>${lines.map((line) => html`<p>${line.zh === line.en ? line.zh : bilingual(line)}</p>`)}</dd>
</div>`;

const sheetPanel = (sheet: readonly SheetRow[]): Html =>
  panel(
    "disclosures",
    texts.disclosures,
    texts.disclosuresLead,
    html`<dl class="facts">${sheet.map(disclosureRow)}</dl>`,
  );

const detailPanels = (catalog: Catalog, whole: WholeGuide): Html => {
  const { basic, materials, charge, questions } = whole.guide;
  return html`${panel("facts", texts.facts, null, itemFacts(catalog, whole))}
  ${materials === null ? "" : panel("materials", texts.materials, null, itemMaterialsTable(materials))}
  ${basic.flow === null ? "" : panel("flow", texts.flow, null, flowTable(basic.flow))}
  ${charge?.kind === "fees" ? panel("fees", texts.fees, null, feesTable(charge.fees)) : ""}
  ${questions.length === 0 ? "" : panel("questions", texts.questions, null, questionList(questions))}`;
};

const framed = (catalog: Catalog, item: Item, body: Html): Html =>
  renderPage({
    title: item.name,
    section: "/guide",
    body: html`${pageHead(item.name)}
<div class="wrap stack">
  ${standing(catalog, item)}
  ${body}
  <p><a href="/guide/items">${bilingual(texts.list)}</a></p>
</div>`,
  });

/**
 * The page of one item: the sheet of its disclosures, then the rest of the guide. An item one cannot apply for says
 * where to go; a guide with a blank disclosure says which, and nothing of itself; an item off the list is not found.
 */
export const renderItemPage = (
  catalog: Catalog,
  itemId: string,
  { guides, disclosures }: GuideBook,
  on: IsoDate,
): ItemPage => {
  const item = catalog.items.get(itemId);
  if (item === undefined)
    return { page: renderNotFound("/guide/items", texts.list, texts.unknown), isFound: false };
  const directions = whereToGo(catalog, item, on);
  if (directions !== null)
    return { page: framed(catalog, item, directionsNotice(catalog, directions)), isFound: true };
  const written = guides.get(item.id);
  const whole = written === undefined ? null : wholeGuide(catalog, written);
  const published = whole === null ? null : publication(whole, disclosures);
  if (whole === null || published === null || !published.published) {
    const blank = published?.published === false ? published.blank : disclosures.map(({ label }) => label);
    return { page: framed(catalog, item, blankNotice(blank)), isFound: false };
  }
  const body = html`${sheetPanel(published.sheet)} ${detailPanels(catalog, whole)}`;
  return { page: framed(catalog, item, body), isFound: true };
};
