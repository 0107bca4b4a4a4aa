import { html } from "hono/html";
import type { Html } from "./bilingual-text.ts";

/** Strokes on a 24 × 24 field; each shape differs, so that no meaning hangs on colour. */
const strokes = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  swap: "M5 9h13l-4-4M19 15H6l4 4",
  ban: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  question: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18v.1",
  alert: "M12 4L2.8 20h18.4L12 4zM12 10v4.5M12 17.3v.1",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 7.8v.1",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 7.5V12l3 2",
  pause: "M9 6.5v11M15 6.5v11",
  pen: "M5 19l1-4L16 5l3 3L9 18l-4 1z",
  eye: "M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  dash: "M6 12h12",
  inbox: "M4 13l3-8h10l3 8v6H4v-6zM4 13h5l1 2.5h4l1-2.5h5",
  arrow: "M5 12h14M13 6l6 6-6 6",
  document: "M6 3.5h8l4 4v13H6v-17zM14 3.5v4h4M9 12h6M9 16h6",
  seal: "M12 3.5l2.4 1.8 3-.1.8 2.9 2.4 1.8-1 2.8 1 2.8-2.4 1.8-.8 2.9-3-.1-2.4 1.8-2.4-1.8-3 .1-.8-2.9L3.4 15.5l1-2.8-1-2.8 2.4-1.8.8-2.9 3 .1L12 3.5zM8.5 12.5l2.5 2.5 4.5-5",
} as const;

/** The names of all icons. */
export type IconName = keyof typeof strokes;

/** An icon beside a text that says the same; screen readers skip it. It takes the text's size and colour. */
export const icon = (name: IconName): Html => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"
  focusable="false"><path d="${strokes[name]}" /></svg>`;
