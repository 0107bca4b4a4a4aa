import type { CloudEvent } from "../../schemas/cloud-event.ts";
import { readCloudEvent } from "./cloud-event-reader.ts";
import { parseContentType } from "./content-type.ts";
import type { Dialect, Malformed } from "./dialect.ts";
import { decodeXmlBytes, encodeXmlAsGbk } from "./gbk.ts";
import { isMalformed, malformed } from "./malformed.ts";
import { xmlAnswers } from "./xml-answers.ts";
import { deliveryPackage } from "./xml-deliveries.ts";
import { renderElement, type XmlElement } from "./xml-element.ts";
import { readXml } from "./xml-reader.ts";
import { readShape, type XmlField } from "./xml-shape.ts";

const CONTENT_TYPE = "application/xml; charset=GBK";

/**
 * What an answer may say it is. Some gateways read bodies of the first two types as UTF-8 text and spoil GBK before it
 * is verified; the others pass byte for byte everywhere.
 */
const ANSWER_TYPES: ReadonlySet<string> = new Set([
  "application/xml",
  "text/xml",
  "application/vnd.lianban.package+xml",
  "application/octet-stream",
]);

const text = (element: string, key: string): XmlField => ({ element, key, shape: { kind: "text" } });

const headFields: readonly XmlField[] = [
  { ...text("VERSION", "version"), optional: true },
  text("MSGID", "id"),
  text("TYPE", "code"),
  text("SENDER", "source"),
  text("SENDTIME", "time"),
];
const subjectFields: readonly XmlField[] = [text("BJBH", "caseId"), text("SXBH", "itemId")];

const packageOf = (root: XmlElement): { head: XmlElement; body: XmlElement } | Malformed => {
  const [head, body, ...more] = root.children;
  const isPackage = root.name === "PACKAGE" && head?.name === "HEAD" && body?.name === "BODY";
  return isPackage && more.length === 0
    ? { head, body }
    : malformed(
        "PACKAGE",
        "报文应为 <PACKAGE>，依次含一个 <HEAD> 和一个 <BODY>",
        "the message must be one <PACKAGE> with one <HEAD> and one <BODY>, in that order",
      );
};

/** `2026-11-24 09:30:00`, as older systems write it, is Beijing time (GB/T 7408). */
const instantOf = (time: string): string =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(time) ? `${time.replace(" ", "T")}+08:00` : time;

const unknownCode = (): Malformed => {
  const known = Object.values(xmlAnswers)
    .map(({ code }) => code)
    .join(", ");
  return malformed(
    "PACKAGE/HEAD/TYPE",
    `报文类型不正确，应为：${known}`,
    `the message type is unknown; it must be one of: ${known}`,
  );
};

const readFields = (
  element: XmlElement,
  fields: readonly XmlField[],
  path: string,
): Record<string, unknown> | Malformed => {
  const read = readShape(element, { kind: "group", fields }, path);
  return isMalformed(read) ? read : (read.value as Record<string, unknown>);
};

const toEvent = (head: XmlElement, body: XmlElement): CloudEvent | Malformed => {
  const envelope = readFields(head, headFields, "PACKAGE/HEAD");
  if (isMalformed(envelope)) return envelope;
  const found = Object.entries(xmlAnswers).find(([, { code }]) => code === envelope.code);
  if (found === undefined) return unknownCode();
  const [type, { fields }] = found;
  const content = readFields(body, [...subjectFields, ...fields], "PACKAGE/BODY");
  if (isMalformed(content)) return content;
  const { caseId, itemId, ...data } = content;
  return readCloudEvent({
    specversion: "1.0",
    id: envelope.id,
    source: envelope.source,
    type,
    subject: `${caseId}/${itemId}`,
    time: instantOf(String(envelope.time)),
    datacontenttype: "application/json",
    data,
  });
};

const elementPaths: Readonly<Record<string, string>> = {
  id: "PACKAGE/HEAD/MSGID",
  source: "PACKAGE/HEAD/SENDER",
  subject: "PACKAGE/BODY/BJBH",
  time: "PACKAGE/HEAD/SENDTIME",
};

const decode = (request: { contentType: string; body: Uint8Array }): CloudEvent | Malformed => {
  const { mediaType, charset } = parseContentType(request.contentType);
  if (!ANSWER_TYPES.has(mediaType))
    return malformed(
      "content-type",
      `内容类型应为 ${[...ANSWER_TYPES].join("、")} 之一，请改正后重发`,
      `the content type must be one of ${[...ANSWER_TYPES].join(", ")}; correct it`,
    );
  const xml = decodeXmlBytes(request.body, charset);
  if (isMalformed(xml)) return xml;
  const root = readXml(xml);
  const parts = isMalformed(root) ? root : packageOf(root);
  if (isMalformed(parts)) return parts;
  const event = toEvent(parts.head, parts.body);
  return isMalformed(event) ? { ...event, path: elementPaths[event.path] ?? event.path } : event;
};

/**
 * An older exchange of XML packages (`PACKAGE`/`HEAD`/`BODY`) in GBK, both ways.
 *
 * What GBK cannot hold travels as numeric character references, what XML cannot hold as `\uXXXX` in elements marked
 * `ZY="1"`: nothing becomes `?`. Answers may also come in GB18030 or UTF-8 when they say so.
 * @see 电子监察系统标准与规范 (package/head/body); GBK 1.0 (汉字内码扩展规范, 1995); XML 1.0
 */
export const xmlGbk: Dialect = {
  id: "xml-gbk",
  signature: "sha256",
  encode: (event) => ({
    path: "/deliveries/exchange",
    contentType: CONTENT_TYPE,
    body: encodeXmlAsGbk(`<?xml version="1.0" encoding="GBK"?>\n${renderElement(deliveryPackage(event))}\n`),
  }),
  decode,
};
