import * as z from "zod";
import { isResidentId } from "../codes/resident-id.ts";
import { bilingual, type Message, message } from "../message.ts";
import { choiceField, codeField, section, textField } from "./form-field.ts";

/** Identity documents a natural person may show, by code. */
const identityTypes = {
  "resident-id": message("居民身份证", "resident identity card"),
  passport: message("护照", "passport"),
  "hk-macao-permit": message(
    "港澳居民来往内地通行证",
    "mainland travel permit for Hong Kong and Macao residents",
  ),
  "taiwan-permit": message("台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"),
  "foreign-permanent-resident": message("外国人永久居留身份证", "foreign permanent resident identity card"),
} as const;

/** What a form calls the three fields of an identity. */
export interface IdentityLabels {
  name: Message;
  idType: Message;
  idNumber: Message;
}

/** Name, kind and number of an identity document. The number is trimmed and in capital letters (a final `x` becomes `X`). */
const identityShape = (labels: IdentityLabels) => ({
  name: textField(labels.name, 80),
  idType: choiceField(labels.idType, identityTypes),
  idNumber: codeField(labels.idNumber, (value) => /^[0-9A-Z]{5,20}$/.test(value), "340300199001010004"),
});

const wrongResidentId = (label: Message): string =>
  bilingual(
    `${label.zh}不是有效的居民身份证号（18位，含校验码），请对照证件重填，例如 340300199001010004`,
    `${label.en} is no valid resident identity number (18 characters with check character); copy it from the card, e.g. 340300199001010004`,
  );

const plausible = z.object({
  idType: z.literal("resident-id"),
  idNumber: z.string().regex(/^[0-9A-Z]{5,20}$/),
});

/**
 * A section about a natural person, whose resident identity number must pass its check character.
 *
 * The check also runs when another field of the person is wrong, so that one notice can tell everything
 * (行政许可法第三十二条第四项). @see GB 11643-1999
 */
export const personSection = <T extends z.ZodRawShape>(label: Message, labels: IdentityLabels, more: T) =>
  section(label, { ...identityShape(labels), ...more }).superRefine(
    (person, context) => {
      const read = plausible.safeParse(person);
      if (!read.success || isResidentId(read.data.idNumber)) return;
      context.addIssue({ code: "custom", path: ["idNumber"], message: wrongResidentId(labels.idNumber) });
    },
    { when: () => true },
  );
