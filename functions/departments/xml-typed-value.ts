import type { Malformed } from "./dialect.ts";
import { isMalformed, malformed } from "./malformed.ts";
import { groupElement, textElement, type XmlElement } from "./xml-element.ts";

/** `<ZD>` (字段): one value with its name `MC` (名称), when it has one, and its type `LX` (类型). */
const VALUE = "ZD";
const NAME = "MC";
const TYPE = "LX";

const named = (name: string | null): Record<string, string> => (name === null ? {} : { [NAME]: name });

/**
 * Write any JSON value as a typed element, so that it reads back exactly.
 *
 * Shape: `<ZD MC="employees" LX="number">12</ZD>`, `<ZD MC="branches" LX="array"><ZD LX="null"/></ZD>`. Types are
 * string, number, boolean, null, array, object; what JSON cannot say (`undefined`, `NaN`) is treated as JSON does.
 */
const typedElement = (name: string | null, value: unknown): XmlElement => {
  const attributes = named(name);
  if (Array.isArray(value)) {
    const rows = value.map((each) => typedElement(null, each));
    return groupElement(VALUE, rows, { ...attributes, [TYPE]: "array" });
  }
  if (typeof value === "object" && value !== null)
    return groupElement(VALUE, typedElements(value), { ...attributes, [TYPE]: "object" });
  const isPlain = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  return isPlain
    ? textElement(VALUE, String(value), { ...attributes, [TYPE]: typeof value })
    : textElement(VALUE, "", { ...attributes, [TYPE]: "null" });
};

/** Write the fields of an object as typed elements, in their order. */
export const typedElements = (record: object): XmlElement[] =>
  Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => typedElement(name, value));

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const wrongValue = (path: string, zh: string, en: string): Malformed =>
  malformed(path, `${zh}，请改正`, `${en}; correct it`);

/** Read a number as JSON writes it. Fails with `Malformed` at `path` on anything else. */
export const readNumber = (text: string, path: string): number | Malformed => {
  const value = number.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value)
    ? value
    : wrongValue(path, "应为数字，如 12 或 3.5", "it must be a number such as 12 or 3.5");
};

/** Read `true` or `false`. Fails with `Malformed` at `path` on anything else. */
export const readBoolean = (text: string, path: string): boolean | Malformed =>
  text === "true" || text === "false"
    ? text === "true"
    : wrongValue(path, "应为 true 或 false", "it must be true or false");

/** A value that was read; wrapped, since `null` and objects are values too. */
type Read = { value: unknown } | Malformed;

const readRows = (children: readonly XmlElement[], path: string): Read => {
  const rows: unknown[] = [];
  for (const child of children) {
    const read = readTyped(child, path);
    if (isMalformed(read)) return read;
    rows.push(read.value);
  }
  return { value: rows };
};

const wrap = (read: string | number | boolean | Malformed): Read =>
  isMalformed(read) ? read : { value: read };

const readTyped = (element: XmlElement, parent: string): Read => {
  const path = `${parent}/${element.name}${element.attributes[NAME] ? `[${element.attributes[NAME]}]` : ""}`;
  if (element.name !== VALUE)
    return wrongValue(path, `此处只能有 <${VALUE}> 元素`, `only <${VALUE}> elements may stand here`);
  const type = element.attributes[TYPE];
  if (element.children.length > 0 && type !== "array" && type !== "object")
    return wrongValue(
      path,
      `只有 ${TYPE} 为 array 或 object 的元素可以有下级元素`,
      `only an element of ${TYPE} array or object may hold elements`,
    );
  switch (type) {
    case "string":
      return { value: element.text };
    case "number":
      return wrap(readNumber(element.text, path));
    case "boolean":
      return wrap(readBoolean(element.text, path));
    case "null":
      return { value: null };
    case "array":
      return readRows(element.children, path);
    case "object":
      return readTypedFields(element.children, path);
    default:
      return wrongValue(
        path,
        `属性 ${TYPE} 应为 string、number、boolean、null、array 或 object`,
        `the attribute ${TYPE} must be string, number, boolean, null, array or object`,
      );
  }
};

/** Read typed elements back into the fields of an object. Fails with `Malformed` at the element's path. */
export const readTypedFields = (
  children: readonly XmlElement[],
  path: string,
): { value: Record<string, unknown> } | Malformed => {
  const fields = new Map<string, unknown>();
  for (const child of children) {
    const name = child.attributes[NAME];
    if (name === undefined)
      return wrongValue(path, `字段缺少名称属性 ${NAME}`, `a field has no name attribute ${NAME}`);
    if (fields.has(name))
      return wrongValue(
        `${path}[${name}]`,
        `字段 ${name} 出现多次，请只保留一个`,
        `the field "${name}" is given more than once`,
      );
    const read = readTyped(child, path);
    if (isMalformed(read)) return read;
    fields.set(name, read.value);
  }
  return { value: Object.fromEntries(fields) };
};
