/** A text people see, Chinese first (`zh-CN`), English second. Shape: `{ zh: "请填写住所", en: "fill in the domicile" }`. */
export interface Message {
  zh: string;
  en: string;
}

/** Make a {@link Message} of its two languages. */
export const message = (zh: string, en: string): Message => ({ zh, en });

const separator = " / ";

/**
 * Put both languages into one string, so that a zod issue, which has room for one text, carries them.
 *
 * Shape: `请填写住所 / fill in the domicile`. A ` / ` inside the Chinese text loses its blanks, so {@link splitMessage}
 * always gets the halves back.
 */
export const bilingual = (zh: string, en: string): string =>
  `${zh.replaceAll(separator, "/")}${separator}${en}`;

/**
 * Take a text apart that {@link bilingual} made. A text without the separator was made elsewhere: it stands for both
 * languages, so nothing a person should read is ever lost.
 */
export const splitMessage = (text: string): Message => {
  const at = text.indexOf(separator);
  return at === -1
    ? { zh: text, en: text }
    : { zh: text.slice(0, at), en: text.slice(at + separator.length) };
};
