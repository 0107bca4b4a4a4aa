import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { pageHead, renderPage } from "./layout.ts";
import { siteTexts } from "./messages.ts";

/** The page for an address below a section that has nothing there. */
export const renderNotFound = (section: string, label: Message, what: Message = siteTexts.notFound): Html =>
  renderPage({
    title: what,
    section,
    listed: false,
    body: html`${pageHead(what, siteTexts.notFoundHint)}
<div class="wrap stack"><ul class="links">
  <li><a href="${section}">${bilingual(label)}</a></li>
  <li><a href="/">${bilingual(siteTexts.home)}</a></li>
</ul></div>`,
  });
