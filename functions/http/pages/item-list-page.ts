import { html } from "hono/html";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { Catalog, Item } from "../../catalog/catalog.ts";
import { limitText } from "../../catalog/limit-text.ts";
import { whereToGo } from "../../catalog/where-to-go.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { departmentName } from "./guide-names.ts";
import { itemAddress, itemTexts as texts } from "./item-texts.ts";
import { pageHead, renderPage } from "./layout.ts";
import { guideTexts, powerCategories, powerStatuses } from "./messages.ts";
import { type Row, table } from "./table.ts";

const itemRow = (catalog: Catalog, item: Item, on: IsoDate): Row => {
  const directions = whereToGo(catalog, item, on);
  const { promised } = item.limits;
  return [
    html`<a href="${itemAddress(item.id)}">${bilingual(item.name)}</a>`,
    bilingual(departmentName(catalog, item.department)),
    html`<span class="tag">${inline(powerStatuses[item.status.kind])}</span>
      ${directions === null ? "" : html`<p>${bilingual(directions.advice)}</p>`}`,
    promised === null ? bilingual(guideTexts.noLimit) : bilingual(limitText(promised)),
    item.basis,
  ];
};

const categoryPanel = (catalog: Catalog, category: Item["category"], on: IsoDate): Html => {
  const items = [...catalog.items.values()].filter((item) => item.category === category);
  const head = [guideTexts.item, guideTexts.department, texts.status, guideTexts.promised, guideTexts.basis];
  const title = powerCategories[category];
  return html`<section class="panel" aria-labelledby="${category}">
  <h2 id="${category}">${bilingual(title)}</h2>
  ${table(
    title,
    head,
    items.map((item) => itemRow(catalog, item, on)),
  )}
</section>`;
};

/** The power list in force on a day, by category, with every item that takes no applications and where to go instead. */
export const renderItemList = (catalog: Catalog, on: IsoDate): Html => {
  const categories = [...new Set([...catalog.items.values()].map(({ category }) => category))];
  return renderPage({
    title: texts.list,
    section: "/guide",
    body: html`${pageHead(texts.list, texts.listLead)}
<div class="wrap stack">
  <p>${inline(texts.edition)} <span class="code">${catalog.version}</span> · ${catalog.validFrom} ${inline(texts.since)}</p>
  ${categories.map((category) => categoryPanel(catalog, category, on))}
</div>`,
  });
};
