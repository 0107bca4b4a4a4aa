/** One element of an XML message: either children or text, never both mixed. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
  text: string;
}

/** The attribute that says an element's text and attributes carry `\uXXXX` for what XML cannot hold. */
export const ESCAPED = "ZY";

const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
const toEscape = new RegExp(`\\\\|${impossible.source}`, "gu");

const escapeImpossible = (text: string): string =>
  text.replace(toEscape, (character) =>
    character === "\\" ? "\\\\" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Undo {@link textElement}'s `\uXXXX` and `\\`. A backslash before anything else stands for itself. */
export const unescapeImpossible = (text: string): string =>
  text.replace(/\\(?:\\|u([0-9a-fA-F]{4}))/g, (_, code: string | undefined) =>
    code === undefined ? "\\" : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** Make an element that holds other elements. */
export const groupElement = (
  name: string,
  children: readonly XmlElement[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement => {
  const { attributes: safe } = textElement(name, "", attributes);
  return { name, attributes: safe, children, text: "" };
};

/**
 * Make an element that holds text, of any characters at all.
 *
 * Control characters and half surrogates, which XML 1.0 has no way to write, become `\uXXXX`; the element then
 * carries `ZY="1"` (转义) and its backslashes are doubled. Ordinary text is left as it is.
 * @see XML 1.0, 2.2
 */
export const textElement = (
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): XmlElement => {
  if (![text, ...Object.values(attributes)].some((each) => impossible.test(each)))
    return { name, attributes, children: [], text };
  const escaped = Object.entries(attributes).map(([key, value]) => [key, escapeImpossible(value)]);
  return {
    name,
    attributes: { ...Object.fromEntries(escaped), [ESCAPED]: "1" },
    children: [],
    text: escapeImpossible(text),
  };
};

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

const renderText = (text: string): string => text.replace(/[&<>\r]/g, (each) => references[each] ?? each);
const renderValue = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (each) => references[each] ?? each);

/** Write an element and what it holds, two blanks deeper a level; text stays exactly as it is. */
export const renderElement = (element: XmlElement, indent = ""): string => {
  const { name, attributes, children, text } = element;
  const attributeText = Object.entries(attributes).map(([key, value]) => ` ${key}="${renderValue(value)}"`);
  const start = `${indent}<${name}${attributeText.join("")}`;
  if (children.length === 0) return text === "" ? `${start}/>` : `${start}>${renderText(text)}</${name}>`;
  const inner = children.map((child) => renderElement(child, `${indent}  `)).join("\n");
  return `${start}>\n${inner}\n${indent}</${name}>`;
};
