/** An element as the older exchange uses it: text, or elements. */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
}

const token =
  /<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<!--.*?-->|<\?.*?\?>|([^<]+)/gsy;
const attribute = /([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const dereference = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (named[name] ?? "") : String.fromCodePoint(Number(decimal));
  });

const attributesOf = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(attribute)].map(([, name, double, single]) => [
      name,
      dereference(double ?? single ?? ""),
    ]),
  );

/** Turn `\uXXXX` and `\\` of an element marked `ZY="1"` back into what XML cannot hold. */
const unmark = (node: XmlNode): void => {
  if (node.attributes.ZY !== "1") return;
  const plain = (text: string): string =>
    text.replace(/\\(?:u([\da-f]{4})|\\)/gi, (_, hex) =>
      hex === undefined ? "\\" : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  node.text = plain(node.text);
  for (const [name, value] of Object.entries(node.attributes)) node.attributes[name] = plain(value);
};

/** Read a document into its root element. Throws on anything but elements, text, comments and processing instructions. */
export const parseXml = (xml: string): XmlNode => {
  const top: XmlNode = { name: "", attributes: {}, children: [], text: "" };
  const open: XmlNode[] = [top];
  let at = 0;
  for (const match of xml.matchAll(token)) {
    at += match[0].length;
    const [, close, start, attributes = "", empty, text] = match;
    const parent = open.at(-1);
    if (parent === undefined) break;
    if (text !== undefined) parent.text += dereference(text);
    if (close !== undefined) {
      if (parent.name !== close || parent === top) throw new Error(`</${close}> closes nothing`);
      open.pop();
      unmark(parent);
    }
    if (start === undefined) continue;
    const node: XmlNode = { name: start, attributes: attributesOf(attributes), children: [], text: "" };
    parent.children.push(node);
    if (empty === "/") unmark(node);
    else open.push(node);
  }
  const [root] = top.children;
  if (at !== xml.length || open.length !== 1 || root === undefined)
    throw new Error(`the XML breaks off at character ${at}`);
  return root;
};

/** Find a child by name. */
export const childOf = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((child) => child.name === name);

/** The text of a child; throws when there is no such child. */
export const textIn = (node: XmlNode, name: string): string => {
  const child = childOf(node, name);
  if (child === undefined) throw new Error(`<${name}> is missing in <${node.name}>`);
  return child.text;
};

const unheard = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const mark = (text: string): string =>
  [...text.replaceAll("\\", "\\\\")]
    .map((each) => (unheard.test(each) ? `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}` : each))
    .join("");

const protect = (text: string): string =>
  text.replace(/[<>&"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Write an element with text and attribute values of any characters. */
export const tag = (name: string, text: string, attributes: Record<string, string> = {}): string => {
  const isMarked = [text, ...Object.values(attributes)].some((each) => unheard.test(each));
  const written = isMarked ? mark : (each: string) => each;
  const pairs = Object.entries(attributes).map(([key, value]) => [key, written(value)] as const);
  if (isMarked) pairs.push(["ZY", "1"]);
  const list = pairs.map(([key, value]) => ` ${key}="${protect(value)}"`).join("");
  return `<${name}${list}>${protect(written(text))}</${name}>`;
};

/** Write an element around others. */
export const wrapped = (
  name: string,
  inner: readonly string[],
  attributes: Record<string, string> = {},
): string => {
  const end = `</${name}>`;
  return `${tag(name, "", attributes).slice(0, -end.length)}${inner.join("")}${end}`;
};
