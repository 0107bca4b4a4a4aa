import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Malformed } from "./dialect.ts";
import { isMalformed, malformed } from "./malformed.ts";
import { ESCAPED, unescapeImpossible, type XmlElement } from "./xml-element.ts";

const TEXT = "#text";
const CDATA = "#cdata";
const ATTRIBUTES = ":@";

/** Entities stay as written, so that the parser expands none; {@link decodeReferences} reads the five of XML and numbers. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 64,
});

const predefined: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const isXmlCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const characterOf = (reference: string): string | null => {
  const [, decimal, hex] = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(reference) ?? [];
  if (decimal === undefined && hex === undefined) return predefined[reference] ?? null;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : null;
};

/** Put characters for references; `null` when one is unknown or means no XML character. */
const decodeReferences = (text: string): string | null => {
  let isSound = true;
  const decoded = text.replace(/&([^;&]{0,12};?)/g, (_, reference: string) => {
    const character = reference.endsWith(";") ? characterOf(reference.slice(0, -1)) : null;
    if (character === null) isSound = false;
    return character ?? "";
  });
  return isSound ? decoded : null;
};

const refusalOfReference = (path: string): Malformed =>
  malformed(
    path,
    "含有不能识别的实体引用，只能使用 &amp; &lt; &gt; &quot; &apos; 和数字字符引用",
    "it has an unknown entity; use only &amp; &lt; &gt; &quot; &apos; and numeric character references",
  );

/** A DOCTYPE is the only thing left that begins with `<!`, once comments and CDATA are passed over. */
const hasDoctype = (xml: string): boolean => {
  let at = xml.indexOf("<!");
  while (at !== -1) {
    const close = xml.startsWith("<!--", at) ? "-->" : xml.startsWith("<![CDATA[", at) ? "]]>" : null;
    if (close === null) return true;
    const end = xml.indexOf(close, at + 4);
    at = end === -1 ? -1 : xml.indexOf("<!", end + close.length);
  }
  return false;
};

type Node = Readonly<Record<string, unknown>>;

const textOf = (node: Node): string | null => {
  if (TEXT in node) return decodeReferences(String(node[TEXT]));
  return (node[CDATA] as readonly Node[]).map((part) => String(part[TEXT])).join("");
};

const attributesOf = (node: Node): Record<string, string> | null => {
  const pairs = Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, unknown>).map(
    ([key, value]) => [key, decodeReferences(String(value))] as const,
  );
  return pairs.some(([, value]) => value === null)
    ? null
    : (Object.fromEntries(pairs) as Record<string, string>);
};

const isText = (node: Node): boolean => TEXT in node || CDATA in node;

const unescapeElement = (element: XmlElement): XmlElement => {
  if (element.attributes[ESCAPED] !== "1") return element;
  const pairs = Object.entries(element.attributes).map(([key, value]) => [key, unescapeImpossible(value)]);
  return { ...element, attributes: Object.fromEntries(pairs), text: unescapeImpossible(element.text) };
};

const elementOf = (node: Node, parent: string): XmlElement | Malformed => {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
  const path = parent === "" ? name : `${parent}/${name}`;
  const content = node[name] as readonly Node[];
  const attributes = attributesOf(node);
  const texts = content.filter(isText).map(textOf);
  if (attributes === null || texts.includes(null)) return refusalOfReference(path);
  const text = texts.join("");
  const children: XmlElement[] = [];
  for (const child of content.filter((each) => !isText(each))) {
    const element = elementOf(child, path);
    if (isMalformed(element)) return element;
    children.push(element);
  }
  if (children.length > 0 && text.trim() !== "")
    return malformed(
      path,
      "元素与文字混排，请把文字放进自己的元素",
      "elements and text are mixed; put the text into an element of its own",
    );
  return unescapeElement({ name, attributes, children, text: children.length > 0 ? "" : text });
};

const notWellFormed = (detail: string): Malformed =>
  malformed(
    "body",
    `XML 格式不正确，请改正后重发：${detail}`,
    `the XML is not well formed; correct it: ${detail}`,
  );

const parse = (xml: string): readonly Node[] | Malformed => {
  try {
    const verdict = XMLValidator.validate(xml);
    if (verdict !== true) return notWellFormed(`${verdict.err.msg} (line ${verdict.err.line})`);
    return parser.parse(xml) as readonly Node[];
  } catch (error) {
    return notWellFormed(error instanceof Error ? error.message : "unreadable");
  }
};

/**
 * Read an XML document into its root element. No DOCTYPE, no entities but XML's five and numbers, at most 64 levels.
 *
 * Text comes back exactly: CDATA as it is, blanks kept, references decoded. Fails with `Malformed`; never throws.
 */
export const readXml = (xml: string): XmlElement | Malformed => {
  if (hasDoctype(xml))
    return malformed("body", "不允许 DOCTYPE 声明，请删去", "a DOCTYPE is not allowed; remove it");
  const nodes = parse(xml);
  if (isMalformed(nodes)) return nodes;
  const roots = nodes.filter((node) => !isText(node));
  const [root] = roots;
  return root === undefined || roots.length > 1
    ? notWellFormed("exactly one root element is needed")
    : elementOf(root, "");
};
