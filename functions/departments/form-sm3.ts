import type { AnswerType } from "../../schemas/answers.ts";
import type { CloudEvent } from "../../schemas/cloud-event.ts";
import type { DeliveryEvent, DeliveryType } from "../../schemas/deliveries.ts";
import { readCloudEvent, readJsonText, readUtf8 } from "./cloud-event-reader.ts";
import { parseContentType } from "./content-type.ts";
import type { Dialect, Malformed } from "./dialect.ts";
import { decodeJsonCloudEvent } from "./json-cloud-events.ts";
import { isMalformed, malformed } from "./malformed.ts";

const FORM = "application/x-www-form-urlencoded";

const deliveryMethods: Readonly<Record<DeliveryType, string>> = {
  "lianban.item.asked": "joint.item.asked",
  "lianban.item.updated": "joint.item.updated",
  "lianban.item.cancelled": "joint.item.cancelled",
  "lianban.item.reminded": "joint.item.reminded",
  "lianban.item.ruling-wanted": "joint.item.ruling-wanted",
  "lianban.item.void": "joint.item.void",
  "lianban.case.closed": "joint.case.closed",
  "lianban.meeting.proposed": "joint.meeting.proposed",
  "lianban.meeting.held": "joint.meeting.held",
  "lianban.meeting.called-off": "joint.meeting.called-off",
};

/** By type rather than by method, so that an answer without its method does not compile. */
const answerMethods: Readonly<Record<AnswerType, string>> = {
  "lianban.item.accepted": "joint.item.accepted",
  "lianban.item.approved": "joint.item.approved",
  "lianban.item.rejected": "joint.item.rejected",
  "lianban.item.correction-required": "joint.item.correction",
  "lianban.item.suspended": "joint.item.suspended",
  "lianban.item.resumed": "joint.item.resumed",
  "lianban.item.extended": "joint.item.extended",
  "lianban.item.forwarded": "joint.item.forwarded",
  "lianban.item.ruled": "joint.item.ruled",
  "lianban.item.voided": "joint.item.voided",
  "lianban.item.checked": "joint.item.checked",
  "lianban.item.meeting-replied": "joint.item.meeting-replied",
  "lianban.item.meeting-attended": "joint.item.meeting-attended",
};

const answerTypes: ReadonlyMap<string, string> = new Map(
  Object.entries(answerMethods).map(([type, method]) => [method, type]),
);

const encode = (event: DeliveryEvent) => {
  const fields = new URLSearchParams({
    method: deliveryMethods[event.type],
    version: "1.0",
    serial: event.id,
    sender: event.source,
    sentAt: event.time,
    caseNo: event.data.caseId,
    itemNo: event.data.itemId,
    payload: JSON.stringify(event.data),
  });
  return {
    path: "/deliveries/joint.do",
    contentType: `${FORM}; charset=UTF-8`,
    body: new TextEncoder().encode(fields.toString()),
  };
};

const decodePart = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
};

/** Read form fields strictly: a field given twice or with a broken escape is refused, where `URLSearchParams` would guess. */
const readFields = (text: string): ReadonlyMap<string, string> | Malformed => {
  const fields = new Map<string, string>();
  for (const pair of text.split("&").filter((each) => each !== "")) {
    const [rawName = "", ...rest] = pair.split("=");
    const [name, value] = [decodePart(rawName), decodePart(rest.join("="))];
    if (name === null || value === null)
      return malformed(
        name ?? "body",
        "表单字段的百分号编码不正确，请按 UTF-8 编码后重发",
        "a form field has a broken percent escape; encode it as UTF-8",
      );
    if (fields.has(name))
      return malformed(
        name,
        `字段 ${name} 出现多次，请只保留一个`,
        `the field "${name}" is given more than once; keep one`,
      );
    fields.set(name, value);
  }
  return fields;
};

const required = ["method", "serial", "sender", "sentAt", "caseNo", "itemNo", "payload"] as const;
type Fields = Readonly<Record<(typeof required)[number], string>>;

const requireFields = (fields: ReadonlyMap<string, string>): Fields | Malformed => {
  const missing = required.find((name) => !fields.get(name));
  if (missing !== undefined)
    return malformed(missing, `缺少字段 ${missing}，请补上`, `the field "${missing}" is missing; add it`);
  return Object.fromEntries(required.map((name) => [name, fields.get(name) ?? ""])) as Fields;
};

const toEvent = (fields: Fields): CloudEvent | Malformed => {
  const type = answerTypes.get(fields.method);
  if (type === undefined) {
    const known = [...answerTypes.keys()].join(", ");
    return malformed(
      "method",
      `method 不正确，应为：${known}`,
      `the method is unknown; it must be one of: ${known}`,
    );
  }
  const payload = readJsonText(fields.payload, "payload");
  if (isMalformed(payload)) return payload;
  return readCloudEvent({
    specversion: "1.0",
    id: fields.serial,
    source: fields.sender,
    type,
    subject: `${fields.caseNo}/${fields.itemNo}`,
    time: fields.sentAt,
    datacontenttype: "application/json",
    data: payload.value,
  });
};

const flatNames: Readonly<Record<string, string>> = {
  id: "serial",
  source: "sender",
  type: "method",
  subject: "caseNo",
  time: "sentAt",
};

const decodeForm = (body: Uint8Array): CloudEvent | Malformed => {
  const text = readUtf8(body, "body");
  if (isMalformed(text)) return text;
  const all = readFields(text);
  if (isMalformed(all)) return all;
  const fields = requireFields(all);
  const event = isMalformed(fields) ? fields : toEvent(fields);
  return isMalformed(event) ? { ...event, path: flatNames[event.path] ?? event.path } : event;
};

/**
 * The form posts of the older tax system: flat fields for the envelope, JSON in `payload` for the content, signed
 * with HMAC-SM3 under the version tag `v1sm3`. Answers may come as the same kind of form or as CloudEvents JSON.
 *
 * Limits: flat fields the hub does not know are ignored; lone surrogates in flat fields do not survive the form.
 * @see GM/T 0004-2012 (SM3); https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export const formSm3: Dialect = {
  id: "form-sm3",
  signature: "sm3",
  encode,
  decode: (request) =>
    parseContentType(request.contentType).mediaType === FORM
      ? decodeForm(request.body)
      : decodeJsonCloudEvent(request),
};
