import type { AnswerDocument } from "../../../schemas/answers.ts";
import { fromGbk, toGbk } from "./gbk.ts";
import { type Protocol, readDelivery, readingSafely, type TwinAnswer } from "./protocol.ts";
import { childOf, parseXml, tag, textIn, wrapped, type XmlNode } from "./xml-text.ts";

const deliveryTypes: Readonly<Record<string, string>> = {
  YWTS: "lianban.item.asked",
  YWGX: "lianban.item.updated",
  YWCX: "lianban.item.cancelled",
  YWCB: "lianban.item.reminded",
  YWCJ: "lianban.item.ruling-wanted",
  YWZF: "lianban.item.void",
  YWBJ: "lianban.case.closed",
  HYTZ: "lianban.meeting.proposed",
  HYJG: "lianban.meeting.held",
  HYQX: "lianban.meeting.called-off",
};

const typedValue = (node: XmlNode): unknown => {
  switch (node.attributes.LX) {
    case "object":
      return fieldsOf(node);
    case "array":
      return node.children.map(typedValue);
    case "number":
      return Number(node.text);
    case "boolean":
      return node.text === "true";
    case "null":
      return null;
    default:
      return node.text;
  }
};

const fieldsOf = (node: XmlNode | undefined): Record<string, unknown> =>
  Object.fromEntries((node?.children ?? []).map((child) => [child.attributes.MC ?? "", typedValue(child)]));

const numberIn = (node: XmlNode, name: string): number | null => {
  const text = childOf(node, name)?.text;
  return text === undefined ? null : Number(text);
};

const materialOf = (node: XmlNode) => ({
  code: textIn(node, "CLBM"),
  name: textIn(node, "CLMC"),
  sha256: textIn(node, "SHA256"),
  mediaType: textIn(node, "WJGS"),
  bytes: numberIn(node, "WJDX"),
  url: textIn(node, "XZDZ"),
});

const section = (node: XmlNode, name: string): XmlNode => {
  const found = childOf(node, name);
  if (found === undefined) throw new Error(`<${name}> is missing in <${node.name}>`);
  return found;
};

const dueOf = (node: XmlNode) => ({
  replyBy: childOf(node, "HFQX")?.text ?? null,
  promised: childOf(node, "CNDQ")?.text ?? null,
  statutory: childOf(node, "FDDQ")?.text ?? null,
});

const meetingOf = (node: XmlNode) => ({
  id: textIn(node, "HYBH"),
  kind: textIn(node, "HYLX"),
  number: numberIn(node, "HYXH"),
  startsAt: textIn(node, "KSSJ"),
  endsAt: textIn(node, "JSSJ"),
  place: textIn(node, "HYDD"),
  agenda: textIn(node, "HYYC"),
  reason: childOf(node, "QXLY")?.text ?? null,
  consequence: childOf(node, "QXHG")?.text ?? null,
});

const dataOf = (body: XmlNode) => {
  const limits = section(body, "SX");
  const due = childOf(body, "DQ");
  const meeting = childOf(body, "HY");
  return {
    caseId: textIn(body, "BJBH"),
    itemId: textIn(body, "SXBH"),
    processId: textIn(body, "LCBH"),
    mode: textIn(body, "BLMS"),
    division: textIn(body, "XZQH"),
    revision: numberIn(body, "BBH"),
    round: numberIn(body, "LC"),
    because: textIn(body, "TSYY"),
    fields: fieldsOf(section(body, "BD")),
    materials: section(body, "CLLB").children.map(materialOf),
    inputs: fieldsOf(section(body, "GXJG")),
    expects: section(body, "YQJG").children.map((child) => child.text),
    limits: {
      promisedWorkingDays: numberIn(limits, "CNGZR"),
      statutoryWorkingDays: numberIn(limits, "FDGZR"),
    },
    ...(due === undefined ? {} : { due: dueOf(due) }),
    ...(meeting === undefined ? {} : { meeting: meetingOf(meeting) }),
    outcome: childOf(body, "BJJG")?.text ?? null,
    answerTo: textIn(body, "HFDZ"),
  };
};

/** A value of an output as `<ZD>`: elements inside an array have no name. */
const typed = (value: unknown, name?: string): string => {
  const type = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  const attributes: Record<string, string> = name === undefined ? { LX: type } : { MC: name, LX: type };
  if (typeof value !== "object") return tag("ZD", String(value), attributes);
  const inner = Array.isArray(value)
    ? value.map((each) => typed(each))
    : Object.entries(value ?? {}).map(([key, each]) => typed(each, key));
  return wrapped("ZD", inner, attributes);
};

const optional = (name: string, value: string | number | undefined): string =>
  value === undefined ? "" : tag(name, String(value));

const fileOf = ({ name, sha256, mediaType, bytes }: AnswerDocument): string =>
  wrapped("WJ", [tag("WJMC", name), tag("SHA256", sha256), tag("WJGS", mediaType), optional("WJDX", bytes)]);

/** The type code and what follows 版本号 and 承办人 in the body. */
const contentOf = (answer: TwinAnswer): readonly [code: string, content: string] => {
  switch (answer.type) {
    case "lianban.item.accepted":
      return ["SL", optional("SLBH", answer.data.acceptanceNumber)];
    case "lianban.item.approved": {
      const { opinion, outputs, documents } = answer.data;
      const files = documents.map(fileOf);
      const results = Object.entries(outputs).map(([name, value]) => typed(value, name));
      return ["TG", [optional("SPYJ", opinion), wrapped("GXJG", results), wrapped("WJLB", files)].join("")];
    }
    case "lianban.item.rejected": {
      const { code, text, basis } = answer.data.reason;
      return ["BTG", wrapped("LY", [tag("LYDM", code), tag("LYNR", text), optional("FLYJ", basis)])];
    }
    case "lianban.item.correction-required": {
      const rows = answer.data.wishes.map((wish) =>
        wrapped("BZX", [tag("ZDLJ", wish.path), tag("BZNR", wish.message)]),
      );
      return ["BZ", wrapped("BZLB", rows)];
    }
    case "lianban.item.suspended": {
      const { procedure, reason, plannedWorkingDays } = answer.data;
      return ["TBCX", tag("CXLX", procedure) + tag("CXLY", reason) + optional("JHGZR", plannedWorkingDays)];
    }
    case "lianban.item.resumed":
      return ["CXJS", tag("CXJG", answer.data.result)];
    case "lianban.item.extended": {
      const { approver, reason } = answer.data;
      const person = [tag("XM", approver.name), tag("ZW", approver.post), tag("PZQX", approver.authority)];
      return ["YQ", wrapped("PZR", person) + tag("YQLY", reason)];
    }
    case "lianban.item.forwarded":
      return ["ZB", tag("ZBDW", answer.data.to) + tag("ZBYJ", answer.data.opinion)];
    case "lianban.item.ruled":
      return ["CJ", tag("CJJL", answer.data.ruling) + tag("CJLY", answer.data.reasons)];
    case "lianban.item.voided":
      return ["ZFHZ", optional("ZFSM", answer.data.note)];
    case "lianban.item.checked":
      return ["HC", tag("LXCN", String(answer.data.kept)) + tag("HCJG", answer.data.findings)];
    case "lianban.item.meeting-replied": {
      const { meetingId, reply, reason } = answer.data;
      return ["HYHZ", tag("HYBH", meetingId) + tag("CJHF", reply) + optional("HFLY", reason)];
    }
    case "lianban.item.meeting-attended": {
      const { meetingId, evidence, position } = answer.data;
      const place =
        position === undefined
          ? ""
          : wrapped("QDWZ", [tag("WD", String(position.latitude)), tag("JD", String(position.longitude))]);
      return ["HYQD", tag("HYBH", meetingId) + wrapped("WJLB", evidence.map(fileOf)) + place];
    }
  }
};

const packageOf = (answer: TwinAnswer): string => {
  const [code, content] = contentOf(answer);
  const { officer, revision } = answer.data;
  const head = wrapped("HEAD", [
    tag("VERSION", "1.0"),
    tag("MSGID", answer.webhookId),
    tag("TYPE", code),
    tag("SENDER", answer.source),
    tag("SENDTIME", answer.time),
  ]);
  const person = [tag("XM", officer.name), optional("GH", officer.id), optional("ZW", officer.post)];
  const body = wrapped("BODY", [
    tag("BJBH", answer.caseId),
    tag("SXBH", answer.itemId),
    tag("BBH", String(revision)),
    wrapped("CBR", person),
    content,
  ]);
  return `<?xml version="1.0" encoding="GBK"?>${wrapped("PACKAGE", [head, body])}`;
};

/** Packages of the older XML exchange in GBK. */
export const xmlGbkProtocol: Protocol = {
  id: "xml-gbk",
  digest: "sha256",
  read: ({ body }) =>
    readingSafely(() => {
      const root = parseXml(fromGbk(body));
      const head = section(root, "HEAD");
      return readDelivery({
        id: textIn(head, "MSGID"),
        type: deliveryTypes[textIn(head, "TYPE")],
        source: textIn(head, "SENDER"),
        time: textIn(head, "SENDTIME"),
        data: dataOf(section(root, "BODY")),
      });
    }),
  write: (answer) => ({
    contentType: "application/vnd.lianban.package+xml; charset=gbk",
    body: toGbk(packageOf(answer)),
  }),
};
