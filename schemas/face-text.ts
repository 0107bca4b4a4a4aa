import * as z from "zod";

/** Text that prints on the face of a document: one line, no control, format or half surrogate characters, no blanks at its ends. */
export const faceText = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(
      /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u,
      "不得含换行或不可见字符 / Not one line of visible characters",
    )
    .regex(/^\S(?:.*\S)?$/u, "首尾不得有空格 / Blanks at an end");

/** {@link faceText} in both languages. */
export const faceMessage = (maxLength: number) =>
  z.strictObject({ zh: faceText(maxLength), en: faceText(maxLength) });
