import * as z from "zod";
import { bilingual, type Message, message } from "../message.ts";
import { isIsoDate } from "./iso-date.ts";

type RawIssue = z.core.$ZodRawIssue;

const maxFen = 10_000_000_000_000;

const missingOr = (label: Message, expected: Message) => (issue: RawIssue) =>
  issue.input === undefined
    ? bilingual(`缺少${label.zh}，请填写`, `${label.en} is missing; fill it in`)
    : bilingual(`${label.zh}应为${expected.zh}，请改正`, `${label.en} must be ${expected.en}; correct it`);

const text = message("文字", "text");

/** What can stand on one printed line: no control or format characters, no half surrogates, no line breaks. */
const printable = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;

/** One printable line that must be there but may be left blank, trimmed, at most `max` characters. */
export const blankableField = (label: Message, max = 100) =>
  z
    .string({ error: missingOr(label, text) })
    .trim()
    .max(
      max,
      bilingual(`${label.zh}超过${max}个字，请缩短`, `${label.en} is over ${max} characters; shorten it`),
    )
    .regex(
      printable,
      bilingual(
        `${label.zh}含有换行或不可见字符，请删去`,
        `${label.en} has line breaks or invisible characters; remove them`,
      ),
    );

/** One printable line, trimmed: not blank, at most `max` characters. */
export const textField = (label: Message, max = 100) =>
  blankableField(label, max).min(
    1,
    bilingual(`${label.zh}不能为空，请填写`, `${label.en} is blank; fill it in`),
  );

/** A code or number accepted by `accepts`, trimmed and in capital letters; `example` shows the applicant a right one. */
export const codeField = (label: Message, accepts: (value: string) => boolean, example: string) =>
  z
    .string({ error: missingOr(label, text) })
    .trim()
    .toUpperCase()
    .refine(
      accepts,
      bilingual(
        `${label.zh}不正确，请核对后重填，例如 ${example}`,
        `${label.en} is wrong; check it, e.g. ${example}`,
      ),
    );

const phonePattern = /^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|400-?\d{3}-?\d{4})$/;

/** A telephone number of mainland China: mobile, landline with area code, or a 400 number. */
export const phoneField = (label: Message) =>
  codeField(label, (value) => phonePattern.test(value), "0552-3120000、13800000000");

/** A day that exists, as `YYYY-MM-DD`. See {@link isIsoDate}. */
export const dateField = (label: Message) => codeField(label, isIsoDate, "2026-11-24");

/** Money in integer fen (分), from 1 fen to 1000 亿元, so that sums of 200 of them stay exact. */
export const fenField = (label: Message) => {
  const wrong = bilingual(
    `${label.zh}应为以“分”计的正整数（1元=100），且不超过1000亿元，请改正`,
    `${label.en} must be a positive whole number of fen (1 yuan = 100), at most 100 billion yuan; correct it`,
  );
  return z
    .int({ error: missingOr(label, message("以“分”计的整数", "a whole number of fen")) })
    .min(1, wrong)
    .max(maxFen, wrong);
};

/** A whole number from `min` to `max`. */
export const countField = (label: Message, { min, max }: { min: number; max: number }) => {
  const wrong = bilingual(
    `${label.zh}应在${min}至${max}之间，请改正`,
    `${label.en} must be from ${min} to ${max}; correct it`,
  );
  return z
    .int({ error: missingOr(label, message("整数", "a whole number")) })
    .min(min, wrong)
    .max(max, wrong);
};

/** Choices of a field: code → what people read. */
export type Choices = Readonly<Record<string, Message>>;

/** One code of `choices`; the issue lists all of them in both languages. */
export const choiceField = <T extends Choices>(label: Message, choices: T) => {
  type Code = keyof T & string;
  const list = (language: keyof Message) =>
    Object.entries(choices)
      .map(([code, choice]) => `${code} ${choice[language]}`)
      .join(language === "zh" ? "、" : ", ");
  const codes = Object.fromEntries(Object.keys(choices).map((code) => [code, code])) as { [C in Code]: C };
  return z.enum(codes, {
    error: ({ input }) =>
      input === undefined
        ? bilingual(
            `缺少${label.zh}，请选择：${list("zh")}`,
            `${label.en} is missing; choose one of: ${list("en")}`,
          )
        : bilingual(
            `${label.zh}不在可选范围内，请选择：${list("zh")}`,
            `${label.en} is not a choice; choose one of: ${list("en")}`,
          ),
  });
};

const sectionIssue = (label: Message) => (issue: RawIssue) => {
  if (issue.code !== "unrecognized_keys")
    return bilingual(`缺少“${label.zh}”部分，请填写`, `the section "${label.en}" is missing; fill it in`);
  const keys = issue.keys.join(", ");
  return bilingual(
    `“${label.zh}”中有表格没有的字段：${keys}，请删去`,
    `the section "${label.en}" has fields the form does not know: ${keys}; remove them`,
  );
};

/** A section of a form. A field it does not know is refused by name (行政许可法第二十九条: nothing unrelated is asked). */
export const section = <T extends z.ZodRawShape>(label: Message, shape: T) =>
  z.strictObject(shape, { error: sectionIssue(label) });

/** A repeated section, from `min` to `max` rows. */
export const rows = <T extends z.ZodType>(
  label: Message,
  row: T,
  { min, max }: { min: number; max: number },
) =>
  z
    .array(row, { error: missingOr(label, message("列表", "a list")) })
    .min(min, bilingual(`${label.zh}至少填写${min}项，请补充`, `${label.en} needs at least ${min}; add it`))
    .max(max, bilingual(`${label.zh}最多${max}项，请删减`, `${label.en} allows at most ${max}; remove some`));

/** The issue text of a section whose kind decides its fields and is none of the known kinds. */
export const kindIssue = (label: Message, kinds: string) => () =>
  bilingual(
    `${label.zh}的类别不正确，应为 ${kinds} 之一`,
    `the kind of ${label.en} must be one of ${kinds}; correct it`,
  );
