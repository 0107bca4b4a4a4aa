import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import { assetUrl } from "./assets.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { siteTexts } from "./messages.ts";

/** What one page puts into the frame all pages share. */
export interface Page {
  title: Message;
  /** The entry of the navigation the page belongs to: its address, e.g. `/guide`. */
  section: string;
  body: Html;
  /** Scripts by address, loaded as modules once the page is there. @default - the page has no script */
  scripts?: readonly string[];
  /** Libraries of others that are no modules, by address; they run before `scripts`. @default - none */
  libraries?: readonly string[];
  /** Stylesheets of others, by address. @default - only the hub's own */
  styles?: readonly string[];
  /** Whether search engines may list the page. @default true */
  listed?: boolean;
}

const sections: readonly (readonly [path: string, label: Message])[] = [
  ["/guide", siteTexts.guide],
  ["/follow", siteTexts.follow],
  ["/verify", siteTexts.verify],
  ["/docs", siteTexts.docs],
  ["/problems", siteTexts.problems],
];

const navigation = (
  section: string,
): Html => html`<nav class="site-nav" aria-label="${siteTexts.navigation.zh}">
  <ul>
    ${sections.map(
      ([path, label]) =>
        html`<li><a href="${path}"${path === section ? html` aria-current="page"` : ""}>${bilingual(label)}</a></li>`,
    )}
  </ul>
</nav>`;

const header = (section: string): Html => html`<header class="site-header">
  <div class="wrap site-header-row">
    <a class="brand" href="/">
      <img src="${assetUrl("icon.svg")}" alt="" width="40" height="40" />
      <span class="brand-name">${siteTexts.name.zh}<span class="brand-line">${siteTexts.subtitle.zh}</span>
        <span class="en" lang="en">${siteTexts.name.en} · ${siteTexts.subtitle.en}</span></span>
    </a>
    ${navigation(section)}
  </div>
</header>`;

const footer = html`<footer class="site-footer">
  <div class="wrap">
    <p>${bilingual(siteTexts.footer)}</p>
    <p>${bilingual(siteTexts.source)}</p>
  </div>
</footer>`;

/** A whole page: the frame with navigation and footer around its body. Chinese is the language of the document. */
export const renderPage = (page: Page): Html => {
  const { title, section, body, scripts = [], libraries = [], styles = [], listed = true } = page;
  return html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light" />
    ${listed ? "" : html`<meta name="robots" content="noindex" />`}
    <title>${title.zh} ${title.en} · ${siteTexts.name.zh} ${siteTexts.name.en}</title>
    <link rel="icon" type="image/svg+xml" href="${assetUrl("icon.svg")}" />
    ${styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
    <link rel="stylesheet" href="${assetUrl("lianban.css")}" />
    ${libraries.map((src) => html`<script defer src="${src}"></script>`)}
    ${scripts.map((src) => html`<script type="module" src="${src}"></script>`)}
  </head>
  <body>
    <a class="skip-link" href="#main">${siteTexts.skip.zh} <span lang="en">${siteTexts.skip.en}</span></a>
    ${header(section)}
    <main id="main" tabindex="-1">${body}</main>
    ${footer}
  </body>
</html>`;
};

/** The head of a page: its name and what it is for. `width` is that of what follows, e.g. `wrap-narrow`. */
export const pageHead = (title: Message, lead?: Message, width = ""): Html => html`<div class="page-head">
  <div class="wrap ${width}">
    <h1>${bilingual(title)}</h1>
    ${lead === undefined ? "" : html`<p class="lead">${bilingual(lead)}</p>`}
  </div>
</div>`;
