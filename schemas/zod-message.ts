import type { z } from "zod";
import { type Message, message, splitMessage } from "./message.ts";

type Issue = z.core.$ZodIssue;
type IssueOf<C extends Issue["code"]> = Extract<Issue, { code: C }>;

const types: Readonly<Record<string, Message>> = {
  string: message("文字", "text"),
  number: message("数字", "a number"),
  int: message("整数", "a whole number"),
  boolean: message("true 或 false", "true or false"),
  array: message("列表", "a list"),
  object: message("对象", "an object"),
  record: message("对象", "an object"),
  null: message("null", "null"),
};

const formats: Readonly<Record<string, Message>> = {
  date: message("日期，如 2026-11-24", "a day such as 2026-11-24"),
  datetime: message(
    "带时区的 RFC 3339 时间，如 2026-11-24T09:30:00+08:00",
    "an RFC 3339 instant with an offset such as 2026-11-24T09:30:00+08:00",
  ),
  url: message("网址，如 https://example.cn", "an address such as https://example.cn"),
  email: message("电子邮箱，如 name@example.cn", "an e-mail address such as name@example.cn"),
};

const units: Readonly<Record<string, Message>> = {
  string: message("个字符", " character(s)"),
  array: message("项", " entry(ies)"),
};

/** Zod's finished issues no longer hold the input; only the text it wrote tells an absent field from a wrong one. */
const isAbsent = (issue: Issue): boolean => issue.message.endsWith("received undefined");

const invalidType = (issue: IssueOf<"invalid_type">): Message => {
  if (isAbsent(issue)) return message("缺少此项，请补上", "it is missing; add it");
  const { zh, en } = types[issue.expected] ?? message(issue.expected, issue.expected);
  return message(`应为${zh}，请改正`, `it must be ${en}; correct it`);
};

const tooSmall = ({ origin, minimum, inclusive }: IssueOf<"too_small">): Message => {
  const unit = units[origin];
  if (unit === undefined)
    return inclusive === false
      ? message(`应大于${minimum}，请改正`, `it must be above ${minimum}; correct it`)
      : message(`不得小于${minimum}，请改正`, `it must be at least ${minimum}; correct it`);
  return minimum === 1
    ? message("不能为空，请填写", "it must not be empty; fill it in")
    : message(`至少${minimum}${unit.zh}，请补足`, `it needs at least ${minimum}${unit.en}; add to it`);
};

const tooBig = ({ origin, maximum, inclusive }: IssueOf<"too_big">): Message => {
  const unit = units[origin];
  if (unit !== undefined)
    return message(
      `最多${maximum}${unit.zh}，请缩减`,
      `at most ${maximum}${unit.en} are allowed; shorten it`,
    );
  return inclusive === false
    ? message(`应小于${maximum}，请改正`, `it must be below ${maximum}; correct it`)
    : message(`不得大于${maximum}，请改正`, `it must be at most ${maximum}; correct it`);
};

const invalidFormat = ({ format, pattern }: IssueOf<"invalid_format">): Message => {
  const known = formats[format];
  if (known !== undefined) return message(`应为${known.zh}，请改正`, `it must be ${known.en}; correct it`);
  const expected = pattern ?? format;
  return message(`格式不对，应符合 ${expected}，请改正`, `its format is wrong: it must match ${expected}`);
};

const invalidValue = ({ values }: IssueOf<"invalid_value">): Message => {
  const allowed = values.map(String);
  return message(
    `请改为：${allowed.join("、")}`,
    `use ${allowed.length > 1 ? "one of: " : ""}${allowed.join(", ")}`,
  );
};

const translated = (issue: Issue): Message => {
  switch (issue.code) {
    case "invalid_type":
      return invalidType(issue);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return invalidFormat(issue);
    case "invalid_value":
      return invalidValue(issue);
    case "unrecognized_keys":
      return message("没有这一项，请删去", "there is no such field; remove it");
    case "not_multiple_of":
      return message(
        `应为${issue.divisor}的倍数，请改正`,
        `it must be a multiple of ${issue.divisor}; correct it`,
      );
    default:
      return message("不符合接口文档，请对照 /docs 改正", "it does not fit the API; compare it with /docs");
  }
};

/** A text of our own has Chinese before its separator; zod's own texts are English only. */
const isBilingual = (text: string): boolean => /^[^"]*?\p{Script=Han}.* \/ /u.test(text);

/**
 * Say in both languages what is wrong with a value and what to do, for an issue of any zod schema.
 *
 * A schema's own bilingual text stands; zod's generic English text is replaced by one made from the issue's code.
 */
export const zodMessage = (issue: Issue): Message =>
  isBilingual(issue.message) ? splitMessage(issue.message) : translated(issue);

/**
 * Read the issues of a failed parse as the errors of a problem: dotted path and {@link zodMessage}.
 *
 * `prefix` stands before every path. An unknown field is named by its own path; `whole` names the value itself.
 */
export const zodErrors = (
  issues: readonly Issue[],
  { prefix = "", whole = "body" }: { prefix?: string; whole?: string } = {},
): { path: string; message: Message }[] =>
  issues.flatMap((issue) => {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      path: [prefix, ...path.map(String)].filter((part) => part !== "").join(".") || whole,
      message: zodMessage(issue),
    }));
  });
