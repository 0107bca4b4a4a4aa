import type { Message } from "../../../schemas/message.ts";
import type { TaggedDocument } from "../print-page.ts";

/** A4 upright, in points. */
const PAGE = { width: 595.28, height: 841.89 };

/**
 * Where text stands, in points: the margins of an official document, with less above it on pages after the first.
 * Below `bottom` is the foot of the page.
 * @see GB/T 9704-2012 §5.2.1
 */
export const AREA = {
  left: 79.4,
  right: PAGE.width - 73.7,
  width: PAGE.width - 73.7 - 79.4,
  centre: (79.4 + PAGE.width - 73.7) / 2,
  top: 72,
  bottom: 746,
};

/** The inks of a letter. */
export const INKS = { text: "#111111", pale: "#5f5f5f", faint: "#b9b9b9", rule: "#333333", red: "#b3261e" };

/** How one language of a letter is set, in points: `gap` is what follows a paragraph or table. */
export interface LetterStyle {
  language: keyof Message;
  size: number;
  leading: number;
  indent: number;
  gap: number;
  tableSize: number;
  tableLeading: number;
}

/** Chinese in the size of a notice, each paragraph two characters in; English smaller, for reference. */
export const STYLES: Readonly<Record<keyof Message, LetterStyle>> = {
  zh: { language: "zh", size: 12, leading: 21, indent: 24, gap: 0, tableSize: 10, tableLeading: 15.5 },
  en: { language: "en", size: 9, leading: 13.5, indent: 0, gap: 5, tableSize: 8, tableLeading: 11.5 },
};

/** One language of a letter being set: `root` holds its elements. */
export interface Sheet extends TaggedDocument {
  style: LetterStyle;
}
