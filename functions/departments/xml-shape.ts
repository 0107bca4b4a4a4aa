import type { Malformed } from "./dialect.ts";
import { isMalformed, malformed } from "./malformed.ts";
import type { XmlElement } from "./xml-element.ts";
import { readBoolean, readNumber, readTypedFields } from "./xml-typed-value.ts";

/** What an element holds: text, a whole number, any number, yes or no, typed fields, named elements, or rows of one element name. */
export type XmlShape =
  | { kind: "text" }
  | { kind: "integer" }
  | { kind: "number" }
  | { kind: "boolean" }
  | { kind: "typed" }
  | { kind: "group"; fields: readonly XmlField[] }
  | { kind: "rows"; row: string; of: XmlShape };

/** An element of a group: its name in the exchange, what the hub calls it, what it holds. */
export interface XmlField {
  element: string;
  key: string;
  shape: XmlShape;
  optional?: true;
}

const isBlank = (element: XmlElement, shape: XmlShape): boolean =>
  (shape.kind === "text" || shape.kind === "integer") && element.children.length === 0 && element.text === "";

type Read = { value: unknown } | Malformed;

const readText = (element: XmlElement, path: string): Read => {
  if (element.children.length > 0)
    return malformed(path, "应为文字，不应有下级元素", "it must hold text, not elements; correct it");
  if (element.text === "") return malformed(path, "元素为空，请填写", "the element is empty; fill it in");
  return { value: element.text };
};

const readInteger = (element: XmlElement, path: string): Read =>
  /^\s*\d{1,9}\s*$/.test(element.text) && element.children.length === 0
    ? { value: Number(element.text) }
    : malformed(path, "应为整数，请改正", "it must be a whole number; correct it");

const readDecimal = (element: XmlElement, path: string): Read => {
  const read = readNumber(element.children.length === 0 ? element.text.trim() : "", path);
  return isMalformed(read) ? read : { value: read };
};

const readYesNo = (element: XmlElement, path: string): Read => {
  const read = readBoolean(element.children.length === 0 ? element.text.trim() : "", path);
  return isMalformed(read) ? read : { value: read };
};

const readRows = (element: XmlElement, row: string, of: XmlShape, path: string): Read => {
  const values: unknown[] = [];
  for (const child of element.children) {
    if (child.name !== row)
      return malformed(
        `${path}/${child.name}`,
        `此处只能有 <${row}> 元素`,
        `only <${row}> elements may stand here; correct it`,
      );
    const read = readShape(child, of, `${path}/${row}`);
    if (isMalformed(read)) return read;
    values.push(read.value);
  }
  return { value: values };
};

const strayOf = (element: XmlElement, fields: readonly XmlField[], path: string): Malformed | null => {
  const seen = new Set<string>();
  for (const { name } of element.children) {
    if (!fields.some((field) => field.element === name))
      return malformed(
        `${path}/${name}`,
        `不认识的元素 <${name.slice(0, 40)}>，此处可用：${fields.map((field) => field.element).join("、")}`,
        `the element <${name.slice(0, 40)}> is unknown; here may stand: ${fields.map((field) => field.element).join(", ")}`,
      );
    if (seen.has(name))
      return malformed(
        `${path}/${name}`,
        `元素 <${name}> 出现多次，请只保留一个`,
        `the element <${name}> is given more than once; keep one`,
      );
    seen.add(name);
  }
  return null;
};

const readGroup = (element: XmlElement, fields: readonly XmlField[], path: string): Read => {
  const stray = strayOf(element, fields, path);
  if (stray !== null) return stray;
  const values: [string, unknown][] = [];
  for (const field of fields) {
    const child = element.children.find(({ name }) => name === field.element);
    if (field.optional && (child === undefined || isBlank(child, field.shape))) continue;
    const at = `${path}/${field.element}`;
    if (child === undefined)
      return malformed(
        at,
        `缺少元素 <${field.element}>，请补上`,
        `the element <${field.element}> is missing; add it`,
      );
    const read = readShape(child, field.shape, at);
    if (isMalformed(read)) return read;
    values.push([field.key, read.value]);
  }
  return { value: Object.fromEntries(values) };
};

/**
 * Read an element by its shape into what the hub calls it. An optional text or number that is empty counts as
 * absent, since older systems send every element they know.
 *
 * Fails with `Malformed` at the element's path on one that is missing, doubled, unknown or of the wrong kind.
 */
export const readShape = (element: XmlElement, shape: XmlShape, path: string): Read => {
  switch (shape.kind) {
    case "text":
      return readText(element, path);
    case "integer":
      return readInteger(element, path);
    case "number":
      return readDecimal(element, path);
    case "boolean":
      return readYesNo(element, path);
    case "typed":
      return readTypedFields(element.children, path);
    case "group":
      return readGroup(element, shape.fields, path);
    case "rows":
      return readRows(element, shape.row, shape.of, path);
  }
};
