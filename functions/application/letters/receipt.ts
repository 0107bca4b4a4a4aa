import type { EventOf } from "../../../schemas/events.ts";
import type { LetterBlock, LetterTable } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { processOf } from "../../case/world.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { dateIn, limitIn, momentIn } from "./dates.ts";
import { departmentOfItem, itemName, itemOf, leadOf, materialName } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { cell, channelIn, followLine, listed, sentences, tableOf } from "./phrases.ts";

type Filed = EventOf<"CaseFiled">;

/** By what it was handed in, and as of which day it counts. */
const opening = (occasion: Occasion, { title, receivedOn, filedBy, applicant }: Filed): Message => {
  const { world, state, recorded } = occasion;
  const { name } = processOf(world, state);
  const [at, channel] = [momentIn(recorded.at), channelIn(state)];
  const isForSomebody = filedBy !== undefined && filedBy !== applicant;
  const by = isForSomebody ? message("由代办人员", "was handed in for you") : message("", "was handed in");
  return message(
    `你（单位）的“${name.zh}”申请于${at.zh}${by.zh}通过${channel.zh}提交，办件名称：${title}，办件编号：${state.caseId}。${receivedLine(occasion, receivedOn).zh}`,
    `Your application for ${name.en} ${by.en} through ${channel.en} on ${at.en}; title: ${title}; case number: ${state.caseId}. ${receivedLine(occasion, receivedOn).en}`,
  );
};

const receivedLine = ({ recorded }: Occasion, receivedOn: Filed["receivedOn"]): Message => {
  if (receivedOn === null)
    return message(
      "该年度工作日安排尚未公布，收件日期待公布后确定。",
      "The working days of that year are not published yet; the day of receipt is fixed once they are.",
    );
  const on = dateIn(receivedOn);
  if (receivedOn === shanghaiDate(recorded.at))
    return message(`收件日期为${on.zh}。`, `It counts as received on ${on.en}.`);
  return message(
    `提交时间不在工作时间内，收件日期为下一个工作日${on.zh}。`,
    `As it came in outside office hours, it counts as received on the next working day, ${on.en}.`,
  );
};

/** What was handed in, each named by the list of the process and told by the beginning of its digest. */
const materialsTable = (occasion: Occasion, { materials }: Filed): LetterTable =>
  tableOf(
    [
      message("序号", "No."),
      message("材料名称", "Material"),
      message("文件大小", "Size"),
      message("文件摘要（SHA-256前16位）", "Digest (first 16 of SHA-256)"),
    ],
    materials.map((material, index) => [
      cell(index + 1),
      materialName(occasion, material),
      cell(`${material.bytes.toLocaleString("en-US")} B`),
      cell(`${material.sha256.slice(0, 8)} ${material.sha256.slice(8, 16)}`),
    ]),
  );

const handedIn = (occasion: Occasion, filed: Filed): LetterBlock[] => {
  const count = filed.materials.length;
  if (count === 0) return [message("本次未附材料。", "No materials were attached.")];
  const counted = message(`共收到材料${count}份`, `${count} material(s) were received`);
  if (!occasion.isOwn) return [message(`${counted.zh}。`, `${counted.en}.`)];
  return [message(`${counted.zh}，清单如下：`, `${counted.en}:`), materialsTable(occasion, filed)];
};

/** What was promised in writing instead of handed in (容缺受理). */
const promised = (occasion: Occasion, { tolerance }: Filed): LetterBlock[] => {
  if (tolerance === undefined) return [];
  const missing = listed(tolerance.codes.map((code) => materialName(occasion, { code })));
  const by = tolerance.dueOn === null ? message("承诺期限内", "in time") : dateBefore(tolerance.dueOn);
  return [
    message(
      `以下材料经书面承诺容缺后补：${missing.zh}。请于${by.zh}补交；逾期未补交的，予以退件（依据：${tolerance.basis}）。`,
      `To be handed in later, as promised in writing: ${missing.en}. Hand them in ${by.en}; otherwise the application is returned (${tolerance.basis}).`,
    ),
  ];
};

const dateBefore = (date: string): Message => {
  const { zh, en } = dateIn(date);
  return message(`${zh}前`, `by ${en}`);
};

const parts = {
  asked: message("审查办理", "reviews it"),
  notified: message("告知，不需审批", "is notified"),
  waived: message("暂免，不需办理", "is waived"),
} as const;

/** Who takes part, and within which limits. */
const itemsTable = (occasion: Occasion, { plan }: Filed): LetterTable =>
  tableOf(
    [
      message("事项", "Item"),
      message("承办部门", "Department"),
      message("办理方式", "Part"),
      message("法定时限", "Legal limit"),
      message("承诺时限", "Promise"),
    ],
    plan.flatMap(({ item, takesPart }) => {
      if (takesPart === "not-applicable") return [];
      const { limits } = itemOf(occasion.state, item);
      const isAsked = takesPart === "asked";
      return [
        [
          itemName(occasion, item),
          departmentOfItem(occasion, item),
          parts[takesPart],
          isAsked ? limitIn(limits.statutory) : cell("—"),
          isAsked ? limitIn(limits.promised) : cell("—"),
        ],
      ];
    }),
  );

const wholeCase = ({ state: { limits } }: Occasion): Message | null => {
  if (limits.promised === null && limits.statutory === null) return null;
  const [statutory, whole] = [limitIn(limits.statutory), limitIn(limits.promised)];
  return message(
    `本件统一办理的法定时限为${statutory.zh}，承诺时限为${whole.zh}。`,
    `For the whole case the legal limit is ${statutory.en}, the promise ${whole.en}.`,
  );
};

const limitsRun = message(
  "时限自受理之日的次日起计算；以工作日计的，不含法定节假日。",
  "Limits run from the day after acceptance; those in working days leave holidays out.",
);

/** How and when it is accepted, and what the receipt is not. */
const nextStep = (occasion: Occasion, { acceptedOn }: Filed): Message[] => {
  if (acceptedOn === undefined)
    return [
      message(
        "各部门自收到申请材料之日起五个工作日内决定是否受理，或者一次性告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》第三十二条第一款第四项）。",
        "Within five working days of receiving the materials each department accepts them, or tells at once everything that must be corrected; if it is silent beyond that, the application counts as accepted from the day it was received (Administrative Licensing Law, art. 32).",
      ),
      message(
        "本凭证仅证明收到上述申请材料，不表示申请已经受理或者获得批准，请妥善保存。",
        "This receipt shows only that the above was received, not that it was accepted or approved. Please keep it.",
      ),
    ];
  const [lead, on] = [leadOf(occasion), dateIn(acceptedOn)];
  return [
    message(
      `本申请由${lead.zh}代表各部门统一受理，受理日期为${on.zh}，以受理通知书为准。`,
      `${lead.en} accepts the application for every department as of ${on.en}; its notice of acceptance says so.`,
    ),
    message(
      "本凭证仅证明收到上述申请材料，不表示申请获得批准，请妥善保存。",
      "This receipt shows only that the above was received, not that it was approved. Please keep it.",
    ),
  ];
};

/** 收件凭证: what was handed in and when, and what happens next. It accepts nothing by itself. @see 行政许可法第三十二条 */
export const writeReceipt: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "CaseFiled") return null;
  return {
    title: message("收件凭证", "Receipt"),
    paragraphs: [
      opening(occasion, event),
      ...handedIn(occasion, event),
      ...promised(occasion, event),
      message("本申请涉及下列事项，由各部门依职责同时办理：", "These items take part, side by side:"),
      itemsTable(occasion, event),
      sentences(wholeCase(occasion), limitsRun),
      ...nextStep(occasion, event),
      followLine(occasion),
    ],
    remedies: null,
    issuer: occasion.offices.centre,
  };
};
