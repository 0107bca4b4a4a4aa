import type { EventOf } from "../../../schemas/events.ts";
import type { LetterBlock } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { processOf } from "../../case/world.ts";
import type { Rectification } from "../../processes/process.ts";
import { mendingWords } from "../mending-words.ts";
import { dateIn, limitIn } from "./dates.ts";
import { letterNumber } from "./letter-number.ts";
import { applicationIn, citedFor, departmentOfItem, issuerFor, itemName, placeName } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { cell, channelIn, followUrl, numeral, sentences, tableOf } from "./phrases.ts";

type Notice = EventOf<"CorrectionNoticeIssued">;

const itemsOf = ({ wishes }: Notice): string[] => [...new Set(wishes.map(({ itemId }) => itemId))];

/** How the process of a case lets its applicant mend what was reviewed (整改); `undefined` where nothing but 补正 is. */
const rectificationOf = ({ world, state }: Occasion): Rectification | undefined =>
  processOf(world, state).rectification;

const opening = (occasion: Occasion, notice: Notice): Message => {
  const application = applicationIn(occasion);
  const count = notice.wishes.length;
  const rules = rectificationOf(occasion);
  if (rules !== undefined)
    return message(
      `你（单位）提交的${application.zh}，经各部门审查，尚有需要整改之处。现将各部门的整改意见一次性通知如下，共${count}处（依据：${rules.basis}）：`,
      `The departments have reviewed ${application.en}, and something must be put right first. Here is everything that all departments want put right, told at once: ${count} point(s) (basis: ${rules.basis}).`,
    );
  const cited = citedFor(occasion, itemsOf(notice));
  return message(
    `你（单位）提交的${application.zh}收悉。经审查，申请材料不齐全或者不符合法定形式。${cited.zh}《中华人民共和国行政许可法》第三十二条第一款第四项的规定，现将各部门需要补正的全部内容一次性告知如下，共${count}处：`,
    `We have examined ${application.en}. The materials are not complete or not in due form. ${cited.en} art. 32(1)(4) of the Administrative Licensing Law, here is everything that all departments want corrected, told at once: ${count} point(s).`,
  );
};

/** Each item's wishes under its own heading, numbered throughout. */
const wishesByItem = (occasion: Occasion, notice: Notice): LetterBlock[] => {
  const { zh: act } = mendingWords(processOf(occasion.world, occasion.state)).act;
  let count = 0;
  return itemsOf(notice).flatMap((itemId, index) => {
    const [item, department] = [itemName(occasion, itemId), departmentOfItem(occasion, itemId)];
    const rows = notice.wishes
      .filter((wish) => wish.itemId === itemId)
      .map(({ path, message: wanted }) => {
        count += 1;
        return [cell(count), placeName(occasion, path), cell(wanted)];
      });
    return [
      message(
        `${numeral(index + 1)}、${item.zh}（${department.zh}）`,
        `${index + 1}. ${item.en} (${department.en})`,
      ),
      tableOf(
        [message("序号", "No."), message(`需${act}之处`, "Where"), message(`${act}要求`, "What is wanted")],
        rows,
        [2],
      ),
    ];
  });
};

const howToAnswer = (occasion: Occasion): Message => {
  const { world, state, baseUrl } = occasion;
  const { act } = mendingWords(processOf(world, state));
  const [channel, url] = [channelIn(state), followUrl(baseUrl, state.caseId)];
  const api = `${baseUrl}/v1/cases/${state.caseId}/corrections`;
  const at = message(
    `通过原申报渠道（${channel.zh}）提交${act.zh}`,
    `hand it in where you filed (${channel.en})`,
  );
  const links = message(
    `查看办件：${url}；与本枢纽对接的申报平台提交至：${api}。`,
    `The case: ${url}. A portal connected to the hub sends it to ${api}.`,
  );
  return rectificationOf(occasion) === undefined
    ? message(
        `请按上述要求一次补齐，${at.zh}；${links.zh}`,
        `Please correct all of it at once and ${at.en}. ${links.en}`,
      )
    : message(
        `请按上述要求一次整改到位，${at.zh}；${links.zh}`,
        `Please put all of it right at once and ${at.en}. ${links.en}`,
      );
};

const waitsForCorrection = message(
  "提交补正之前，上述事项暂停审查，承诺时限停止计算；提交补正后继续办理。",
  "Until then these items wait and their promised limits stand still; they go on once you answer.",
);

/** Which clocks rest while the applicant puts things right. */
const waitsForRectification = ({ stopsStatutory }: Rectification): Message =>
  stopsStatutory
    ? message(
        "整改期间，上述事项暂停审查，承诺办理时限和法定办理时限均不计算；提交整改后继续办理。",
        "Until then these items wait, and the days count neither for the promise nor for the legal limit; they go on once you answer.",
      )
    : message(
        "整改期间，上述事项暂停审查，承诺办理时限停止计算，法定办理时限继续计算；提交整改后继续办理。",
        "Until then these items wait and their promised limits stand still, while the legal limits run on; they go on once you answer.",
      );

/** How often a department may ask, and what comes after the last round. */
const roundsIn = ({ answerWithin, maxRounds }: Rectification): Message => {
  const limit = limitIn(answerWithin);
  return message(
    `每次整改的期限为${limit.zh}，每个部门最多可以要求整改${maxRounds}次；此后仍不符合要求的，由该部门作出不同意的决定。`,
    `Each round has ${limit.en}, and a department may ask for ${maxRounds} round(s) at most; what is still not right after that it rejects.`,
  );
};

/** What happens if the applicant does not answer. */
const ifNot = ({ answerBy = null }: Notice, act: Message): Message => {
  if (answerBy === null)
    return message(
      "不再办理的，可以撤回申请；撤回后仍可重新申请。",
      "If you do not wish to go on, you may withdraw the application and apply anew later.",
    );
  return message(
    `请于${dateIn(answerBy).zh}前提交；逾期未${act.zh}的，予以退件，退件后仍可重新申请。`,
    `Please answer by ${dateIn(answerBy).en}; otherwise the application is returned to you, and you may apply anew.`,
  );
};

/** What happens if the applicant does not answer, and what happens when they do. */
const consequences = (occasion: Occasion, notice: Notice): Message => {
  const rules = rectificationOf(occasion);
  const end = ifNot(notice, mendingWords(processOf(occasion.world, occasion.state)).act);
  return rules === undefined
    ? sentences(waitsForCorrection, end)
    : sentences(waitsForRectification(rules), end, roundsIn(rules));
};

/** A notice after the first stands in the place of one that is still out, or must be about what could not be known before. */
const notTheFirst = (occasion: Occasion, { number }: Notice): Message | null => {
  if (number === 1) return null;
  const { before, state, world } = occasion;
  const earlier = letterNumber(state.caseId, "correction", number - 1);
  const { notice, act } = mendingWords(processOf(world, state));
  if (before?.notice !== null && before !== null)
    return message(
      `本${documentWord(notice)}替代编号${earlier}的${notice.zh}，需要${act.zh}的内容以本${documentWord(notice)}所列为准。`,
      `This notice replaces notice ${earlier}; what counts is listed here.`,
    );
  if (rectificationOf(occasion) !== undefined)
    return message(
      `本件此前已作过整改通知（最近一次编号${earlier}）。认为本次所列内容在此前即应通知的，可以向政务服务中心或者监督机关反映。`,
      `There was an earlier notice (the last is ${earlier}). If you think that what is listed here should have been told then, you may tell the service centre or the supervisory authority.`,
    );
  return message(
    `本件此前已作过补正告知（最近一次编号${earlier}）。认为本次所列内容在此前即应告知的，可以向政务服务中心或者监督机关反映（《中华人民共和国行政许可法》第七十二条第四项）。`,
    `There was an earlier notice (the last is ${earlier}). If you think that what is listed here should have been told then, you may tell the service centre or the supervisory authority (Administrative Licensing Law, art. 72(4)).`,
  );
};

/** What the letter calls itself: 告知书、通知书. */
const documentWord = ({ zh }: Message): string => zh.slice(-3);

/**
 * 补正告知书: everything that every department wants corrected, told once (一次性告知), where to answer and what happens if
 * not. Where the process has rules for mending what was reviewed it is a 整改意见通知书, by those rules.
 * @see 行政许可法第三十二条第一款第四项
 */
export const writeCorrectionNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "CorrectionNoticeIssued") return null;
  const { notice } = mendingWords(processOf(occasion.world, occasion.state));
  const further = notTheFirst(occasion, event);
  return {
    title: message(notice.zh, titled(notice.en)),
    paragraphs: [
      opening(occasion, event),
      ...wishesByItem(occasion, event),
      howToAnswer(occasion),
      consequences(occasion, event),
      ...(further === null ? [] : [further]),
    ],
    remedies: null,
    issuer: issuerFor(occasion, itemsOf(event)),
  };
};

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
