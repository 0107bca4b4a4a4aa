import { html } from "hono/html";
import type { Message } from "../../../schemas/message.ts";
import { bilingual, type Html } from "./bilingual-text.ts";

/** One labelled value of a list of facts. */
export const row = (label: Message, value: unknown): Html =>
  html`<div class="row"><dt>${bilingual(label)}</dt><dd>${value}</dd></div>`;

/** A number or hash, in letters that cannot be mistaken for one another. */
export const codeText = (value: string): Html => html`<span class="code">${value}</span>`;

/** A code longer than a line, which may break anywhere. */
export const longCode = (value: string): Html => html`<span class="code code-long">${value}</span>`;
