import type { EventOf } from "../../../schemas/events.ts";
import type { LetterBlock } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { dateIn } from "./dates.ts";
import { letterNumber } from "./letter-number.ts";
import { applicationIn, citedFor, departmentOfItem, issuerFor, itemName, placeName } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { cell, channelIn, followUrl, numeral, sentences, tableOf } from "./phrases.ts";

type Notice = EventOf<"CorrectionNoticeIssued">;

const itemsOf = ({ wishes }: Notice): string[] => [...new Set(wishes.map(({ itemId }) => itemId))];

const opening = (occasion: Occasion, notice: Notice): Message => {
  const [application, cited] = [applicationIn(occasion), citedFor(occasion, itemsOf(notice))];
  const count = notice.wishes.length;
  return message(
    `你（单位）提交的${application.zh}收悉。经审查，申请材料不齐全或者不符合法定形式。${cited.zh}《中华人民共和国行政许可法》第三十二条第一款第四项的规定，现将各部门需要补正的全部内容一次性告知如下，共${count}处：`,
    `We have examined ${application.en}. The materials are not complete or not in due form. ${cited.en} art. 32(1)(4) of the Administrative Licensing Law, here is everything that all departments want corrected, told at once: ${count} point(s).`,
  );
};

/** Each item's wishes under its own heading, numbered throughout. */
const wishesByItem = (occasion: Occasion, notice: Notice): LetterBlock[] => {
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
        [message("序号", "No."), message("需补正之处", "Where"), message("补正要求", "What is wanted")],
        rows,
        [2],
      ),
    ];
  });
};

const howToAnswer = ({ state, baseUrl }: Occasion): Message => {
  const [channel, url] = [channelIn(state), followUrl(baseUrl, state.caseId)];
  const api = `${baseUrl}/v1/cases/${state.caseId}/corrections`;
  return message(
    `请按上述要求一次补齐，通过原申报渠道（${channel.zh}）提交补正；查看办件：${url}；与本枢纽对接的申报平台提交至：${api}。`,
    `Please correct all of it at once and hand it in where you filed (${channel.en}). The case: ${url}. A portal connected to the hub sends it to ${api}.`,
  );
};

/** What happens if the applicant does not answer, and what happens when they do. */
const consequences = ({ answerBy = null }: Notice): Message => {
  const waits = message(
    "提交补正之前，上述事项暂停审查，承诺时限停止计算；提交补正后继续办理。",
    "Until then these items wait and their promised limits stand still; they go on once you answer.",
  );
  const end =
    answerBy === null
      ? message(
          "不再办理的，可以撤回申请；撤回后仍可重新申请。",
          "If you do not wish to go on, you may withdraw the application and apply anew later.",
        )
      : message(
          `请于${dateIn(answerBy).zh}前提交；逾期未补正的，予以退件，退件后仍可重新申请。`,
          `Please answer by ${dateIn(answerBy).en}; otherwise the application is returned to you, and you may apply anew.`,
        );
  return sentences(waits, end);
};

/** A notice after the first stands in the place of one that is still out, or must be about what could not be known before. */
const notTheFirst = ({ before, state }: Occasion, { number }: Notice): Message | null => {
  if (number === 1) return null;
  const earlier = letterNumber(state.caseId, "correction", number - 1);
  if (before?.notice !== null && before !== null)
    return message(
      `本告知书替代编号${earlier}的补正告知书，需要补正的内容以本告知书所列为准。`,
      `This notice replaces notice ${earlier}; what counts is listed here.`,
    );
  return message(
    `本件此前已作过补正告知（最近一次编号${earlier}）。认为本次所列内容在此前即应告知的，可以向政务服务中心或者监督机关反映（《中华人民共和国行政许可法》第七十二条第四项）。`,
    `There was an earlier notice (the last is ${earlier}). If you think that what is listed here should have been told then, you may tell the service centre or the supervisory authority (Administrative Licensing Law, art. 72(4)).`,
  );
};

/**
 * 补正告知书: everything that every department wants corrected, told once (一次性告知), where to answer and what happens if
 * not.
 * @see 行政许可法第三十二条第一款第四项
 */
export const writeCorrectionNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "CorrectionNoticeIssued") return null;
  const further = notTheFirst(occasion, event);
  return {
    title: message("补正告知书", "Notice of correction"),
    paragraphs: [
      opening(occasion, event),
      ...wishesByItem(occasion, event),
      howToAnswer(occasion),
      consequences(event),
      ...(further === null ? [] : [further]),
    ],
    remedies: null,
    issuer: issuerFor(occasion, itemsOf(event)),
  };
};
