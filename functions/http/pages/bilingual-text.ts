import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";

/** A piece of a page whose texts are escaped already. */
export type Html = ReturnType<typeof html>;

/** A text in both languages: Chinese, and English small under it. */
export const bilingual = ({ zh, en }: Message): Html => html`${zh} <span class="en" lang="en">${en}</span>`;

/** A text in both languages on one line, for narrow places such as table cells and chips. */
export const inline = ({ zh, en }: Message): Html =>
  html`${zh} <span class="en en-inline" lang="en">${en}</span>`;
