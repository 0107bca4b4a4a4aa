import { type CloudEvent, cloudEvent } from "../../schemas/cloud-event.ts";
import type { Malformed } from "./dialect.ts";
import { isMalformed, malformed } from "./malformed.ts";

/** Levels of arrays and objects a message may nest; an answer needs six. */
export const MAX_NESTING = 32;

const remedies: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  specversion: ['应为 "1.0"', 'must be "1.0"'],
  id: ["应为1至128个字符，与 webhook-id 相同", "must have 1 to 128 characters and equal webhook-id"],
  source: ["应为1至256个字符，说明由哪个系统发出", "must have 1 to 256 characters naming the sending system"],
  type: ["应为答复类型，如 lianban.item.approved", "must be an answer type such as lianban.item.approved"],
  subject: ["应为“办件编号/事项编号”", "must be {caseId}/{itemId}"],
  time: [
    "应为带时区的 RFC 3339 时间，如 2026-11-24T09:30:00+08:00",
    "must be an RFC 3339 instant with an offset, e.g. 2026-11-24T09:30:00+08:00",
  ],
  datacontenttype: ['应为 "application/json" 或省略', 'must be "application/json" or absent'],
};

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Find what would hurt whoever walks the message later: levels beyond {@link MAX_NESTING}, or a key that means a prototype. */
const refusalOfNesting = (root: unknown): Malformed | null => {
  let level: object[] = isContainer(root) ? [root] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_NESTING)
      return malformed(
        "data",
        `嵌套超过${MAX_NESTING}层，请减少层次`,
        `it nests deeper than ${MAX_NESTING} levels; flatten it`,
      );
    if (level.some((each) => Object.hasOwn(each, "__proto__")))
      return malformed(
        "data",
        "字段名不得为 __proto__，请删去",
        "no field may be named __proto__; remove it",
      );
    level = level.flatMap((each) => Object.values(each).filter(isContainer));
  }
  return null;
};

/**
 * Read an untrusted value as a CloudEvents envelope; its `data` stays unread.
 *
 * Fails with `Malformed` at the first field that is wrong, naming the remedy. Never throws.
 */
export const readCloudEvent = (value: unknown): CloudEvent | Malformed => {
  const refusal = refusalOfNesting(value);
  if (refusal !== null) return refusal;
  const read = cloudEvent.safeParse(value);
  if (read.success) return read.data;
  const [field] = read.error.issues[0]?.path ?? [];
  const [zh, en] = remedies[String(field)] ?? [
    "报文应为 CloudEvents 1.0 JSON 对象",
    "the message must be one CloudEvents 1.0 JSON object",
  ];
  const path = String(field ?? "body");
  return field === undefined
    ? malformed(path, zh, en)
    : malformed(
        path,
        `字段 ${path} 缺失或不正确：${zh}`,
        `the field "${path}" is missing or wrong: it ${en}`,
      );
};

/** Read bytes as UTF-8 JSON. Fails with `Malformed` at `path` on bytes that are no UTF-8 or text that is no JSON. */
export const readJson = (body: Uint8Array, path: string): { value: unknown } | Malformed => {
  const text = readUtf8(body, path);
  return isMalformed(text) ? text : readJsonText(text, path);
};

/** Read a text as JSON. Fails with `Malformed` at `path`. */
export const readJsonText = (text: string, path: string): { value: unknown } | Malformed => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return malformed(
      path,
      "不是合法的 JSON，请检查引号、逗号和括号",
      "it is no valid JSON; check quotes, commas and brackets",
    );
  }
};

/** Read bytes as UTF-8. Fails with `Malformed` at `path`. */
export const readUtf8 = (body: Uint8Array, path: string): string | Malformed => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return malformed(
      path,
      "不是合法的 UTF-8，请按 UTF-8 编码后重发",
      "the bytes are no valid UTF-8; encode the message in UTF-8",
    );
  }
};
