import type {
  DeliveredMaterial,
  DeliveredMeeting,
  DeliveryData,
  DeliveryEvent,
  DeliveryType,
} from "../../schemas/deliveries.ts";
import { groupElement, textElement, type XmlElement } from "./xml-element.ts";
import { typedElements } from "./xml-typed-value.ts";

/** 业务推送, 更新, 撤销, 催办, 裁决, 作废, 办结; 会议通知, 会议结果, 会议取消. */
export const xmlDeliveryCodes: Readonly<Record<DeliveryType, string>> = {
  "lianban.item.asked": "YWTS",
  "lianban.item.updated": "YWGX",
  "lianban.item.cancelled": "YWCX",
  "lianban.item.reminded": "YWCB",
  "lianban.item.ruling-wanted": "YWCJ",
  "lianban.item.void": "YWZF",
  "lianban.case.closed": "YWBJ",
  "lianban.meeting.proposed": "HYTZ",
  "lianban.meeting.held": "HYJG",
  "lianban.meeting.called-off": "HYQX",
};

const unlessNull = (name: string, value: string | number | null): XmlElement[] =>
  value === null ? [] : [textElement(name, String(value))];

const material = (each: DeliveredMaterial): XmlElement =>
  groupElement("CL", [
    textElement("CLBM", each.code),
    textElement("CLMC", each.name),
    textElement("SHA256", each.sha256),
    textElement("WJGS", each.mediaType),
    textElement("WJDX", String(each.bytes)),
    textElement("XZDZ", each.url),
  ]);

/** 到期: 回复期限, 承诺到期, 法定到期. A message that tells none has no such element. */
const dueDates = ({ due }: DeliveryData): XmlElement[] =>
  due === undefined
    ? []
    : [
        groupElement("DQ", [
          ...unlessNull("HFQX", due.replyBy),
          ...unlessNull("CNDQ", due.promised),
          ...unlessNull("FDDQ", due.statutory),
        ]),
      ];

/** 会议: 编号, 类型, 序号, 开始时间, 结束时间, 地点, 议程, 取消理由, 缺席后果. Only in messages about a meeting. */
const meeting = (told: DeliveredMeeting): XmlElement =>
  groupElement("HY", [
    textElement("HYBH", told.id),
    textElement("HYLX", told.kind),
    textElement("HYXH", String(told.number)),
    textElement("KSSJ", told.startsAt),
    textElement("JSSJ", told.endsAt),
    textElement("HYDD", told.place),
    textElement("HYYC", told.agenda),
    ...unlessNull("QXLY", told.reason),
    ...unlessNull("QXHG", told.consequence),
  ]);

const head = (event: DeliveryEvent): XmlElement =>
  groupElement("HEAD", [
    textElement("VERSION", "1.0"),
    textElement("MSGID", event.id),
    textElement("TYPE", xmlDeliveryCodes[event.type]),
    textElement("SENDER", event.source),
    textElement("SENDTIME", event.time),
  ]);

const body = ({ data }: DeliveryEvent): XmlElement =>
  groupElement("BODY", [
    textElement("BJBH", data.caseId),
    textElement("SXBH", data.itemId),
    textElement("LCBH", data.processId),
    textElement("BLMS", data.mode),
    textElement("XZQH", data.division),
    textElement("BBH", String(data.revision)),
    textElement("LC", String(data.round)),
    textElement("TSYY", data.because),
    groupElement("BD", typedElements(data.fields)),
    groupElement("CLLB", data.materials.map(material)),
    groupElement("GXJG", typedElements(data.inputs)),
    groupElement(
      "YQJG",
      data.expects.map((name) => textElement("JGMC", name)),
    ),
    groupElement("SX", [
      ...unlessNull("CNGZR", data.limits.promisedWorkingDays),
      ...unlessNull("FDGZR", data.limits.statutoryWorkingDays),
    ]),
    ...dueDates(data),
    ...(data.meeting === undefined ? [] : [meeting(data.meeting)]),
    ...unlessNull("BJJG", data.outcome),
    textElement("HFDZ", data.answerTo),
  ]);

/** Write a delivery as a package of the XML exchange: `<HEAD>` for the envelope, `<BODY>` for what the item may read. */
export const deliveryPackage = (event: DeliveryEvent): XmlElement =>
  groupElement("PACKAGE", [head(event), body(event)]);
