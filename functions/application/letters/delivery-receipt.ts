import type { Actor, EventOf } from "../../../schemas/events.ts";
import type { LetterTable } from "../../../schemas/letter.ts";
import type { LicenceRecord } from "../../../schemas/licence.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { dateIn } from "./dates.ts";
import { applicationIn, leadOf, resultIn } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { maskName } from "./person-name.ts";
import { cell, tableOf } from "./phrases.ts";

type Delivered = EventOf<"LicenceDelivered">;

const ways: Readonly<Record<Delivered["how"], Message>> = {
  electronic: message("电子送达", "electronically"),
  counter: message("窗口领取", "collected at the window"),
  post: message("邮寄送达", "by post"),
};

const titleOf = (record: LicenceRecord): Message =>
  record.kind === "joint-opinion" ? record.title : message("营业执照", "business licence");

const documentIn = (record: LicenceRecord): Message => {
  const { licenceId, version, duplicateCopies } = record;
  const { zh, en } = titleOf(record);
  const copies =
    record.kind === "joint-opinion" && duplicateCopies === 0
      ? message("", "")
      : message(`；副本${duplicateCopies}份`, `, with ${duplicateCopies} duplicate(s)`);
  return message(
    `${zh}（编号${licenceId}，第${version}版${copies.zh}）`,
    `${en} ${licenceId}, version ${version}${copies.en}`,
  );
};

/** A line for a hand that signs; an electronic delivery is shown by the log. */
const signature = ({ how }: Delivered): Message =>
  how === "electronic"
    ? message("电子送达，以送达记录为准", "shown by the record of delivery")
    : message("（签名或者盖章）　　　　　　年　　月　　日", "(signature or seal, date)");

const deliveredBy = ({ kind, name = "—" }: Actor): Message =>
  kind === "hub" ? message("联办枢纽（自动送达）", "the hub, by itself") : cell(name);

const table = (occasion: Occasion, event: Delivered): LetterTable => {
  const { state, recorded, isOwn } = occasion;
  const record = state.licence?.record;
  const recipient = event.recipient ?? "";
  const rows: [Message, Message][] = [
    [message("送达文书", "Document"), record === undefined ? cell("—") : documentIn(record)],
    [message("受送达人", "Delivered to"), cell(record?.holder.name ?? state.title)],
    [message("送达方式", "How"), ways[event.how]],
    [message("送达日期", "On"), dateIn(event.on)],
    [
      message("收件人", "Received by"),
      cell(recipient === "" ? "—" : isOwn ? recipient : maskName(recipient)),
    ],
    [message("送达人", "Delivered by"), deliveredBy(recorded.actor)],
    [message("收件人签收", "Signed"), signature(event)],
  ];
  return tableOf([message("项目", "Particular"), message("内容", "Content")], rows);
};

/** 送达回证: what was delivered to whom, how and when, with room for the signature. @see 行政许可法第四十四条 */
export const writeDeliveryReceipt: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "LicenceDelivered") return null;
  const [application, issued] = [applicationIn(occasion), resultIn(occasion)];
  return {
    title: message("送达回证", "Record of delivery"),
    paragraphs: [
      message(
        `就${application.zh}核发的${issued.zh}，送达情况如下：`,
        `The ${issued.en} issued on ${application.en} was delivered as follows:`,
      ),
      table(occasion, event),
    ],
    remedies: null,
    issuer: leadOf(occasion),
  };
};
