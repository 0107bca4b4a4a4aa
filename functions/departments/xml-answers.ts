import type { AnswerType } from "../../schemas/answers.ts";
import type { XmlField, XmlShape } from "./xml-shape.ts";

const field = (element: string, key: string, shape: XmlShape): XmlField => ({ element, key, shape });
const optional = (element: string, key: string, shape: XmlShape): XmlField => ({
  element,
  key,
  shape,
  optional: true,
});
const group = (...fields: readonly XmlField[]): XmlShape => ({ kind: "group", fields });
const text: XmlShape = { kind: "text" };
const integer: XmlShape = { kind: "integer" };
const number: XmlShape = { kind: "number" };
const boolean: XmlShape = { kind: "boolean" };

/** 承办人: 姓名, 工号, 职务. */
const officer = group(field("XM", "name", text), optional("GH", "id", text), optional("ZW", "post", text));

/** 版本号 and 承办人 begin every answer. */
const common = [field("BBH", "revision", integer), field("CBR", "officer", officer)];

/** 批准人: 姓名, 职务, 批准权限 (`agency-head` 行政机关负责人, `government-head` 本级人民政府负责人). */
const approver = group(
  field("XM", "name", text),
  field("ZW", "post", text),
  field("PZQX", "authority", text),
);

/** 文件: 名称, 摘要, 格式, 大小. */
const document = group(
  field("WJMC", "name", text),
  field("SHA256", "sha256", text),
  field("WJGS", "mediaType", text),
  optional("WJDX", "bytes", integer),
);

/** 理由: 代码, 内容, 法律依据. */
const reason = group(
  field("LYDM", "code", text),
  field("LYNR", "text", text),
  optional("FLYJ", "basis", text),
);

/** 补正项: 字段路径, 补正内容. */
const wish = group(field("ZDLJ", "path", text), field("BZNR", "message", text));

/** 位置: 纬度, 经度, in degrees (CGCS2000). */
const position = group(field("WD", "latitude", number), field("JD", "longitude", number));

/** What an answer of the XML exchange is: its code in `<TYPE>`, and the elements of its `<BODY>` after the case and item. */
export interface XmlAnswer {
  code: string;
  fields: readonly XmlField[];
}

/** The answers of the XML exchange. Element names are the initials of their Chinese names, as such exchanges have them. */
export const xmlAnswers: Readonly<Record<AnswerType, XmlAnswer>> = {
  "lianban.item.accepted": { code: "SL", fields: [...common, optional("SLBH", "acceptanceNumber", text)] },
  "lianban.item.approved": {
    code: "TG",
    fields: [
      ...common,
      optional("SPYJ", "opinion", text),
      optional("GXJG", "outputs", { kind: "typed" }),
      optional("WJLB", "documents", { kind: "rows", row: "WJ", of: document }),
    ],
  },
  "lianban.item.rejected": { code: "BTG", fields: [...common, field("LY", "reason", reason)] },
  "lianban.item.correction-required": {
    code: "BZ",
    fields: [...common, field("BZLB", "wishes", { kind: "rows", row: "BZX", of: wish })],
  },
  "lianban.item.suspended": {
    code: "TBCX",
    fields: [
      ...common,
      field("CXLX", "procedure", text),
      field("CXLY", "reason", text),
      optional("JHGZR", "plannedWorkingDays", integer),
    ],
  },
  "lianban.item.resumed": { code: "CXJS", fields: [...common, field("CXJG", "result", text)] },
  "lianban.item.extended": {
    code: "YQ",
    fields: [...common, field("PZR", "approver", approver), field("YQLY", "reason", text)],
  },
  "lianban.item.forwarded": {
    code: "ZB",
    fields: [...common, field("ZBDW", "to", text), field("ZBYJ", "opinion", text)],
  },
  "lianban.item.ruled": {
    code: "CJ",
    fields: [...common, field("CJJL", "ruling", text), field("CJLY", "reasons", text)],
  },
  "lianban.item.voided": { code: "ZFHZ", fields: [...common, optional("ZFSM", "note", text)] },
  "lianban.item.checked": {
    code: "HC",
    fields: [...common, field("LXCN", "kept", boolean), field("HCJG", "findings", text)],
  },
  "lianban.item.meeting-replied": {
    code: "HYHZ",
    fields: [
      ...common,
      field("HYBH", "meetingId", text),
      field("CJHF", "reply", text),
      optional("HFLY", "reason", text),
    ],
  },
  "lianban.item.meeting-attended": {
    code: "HYQD",
    fields: [
      ...common,
      field("HYBH", "meetingId", text),
      optional("WJLB", "evidence", { kind: "rows", row: "WJ", of: document }),
      optional("QDWZ", "position", position),
    ],
  },
};
