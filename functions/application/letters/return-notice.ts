import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { processOf } from "../../case/world.ts";
import { mendingWords } from "../mending-words.ts";
import { dateIn } from "./dates.ts";
import { letterNumber } from "./letter-number.ts";
import { moneyBack } from "./money-back.ts";
import { applicationIn, leadOf, materialName } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { listed } from "./phrases.ts";
import { remediesAgainst } from "./remedies.ts";

const why = (occasion: Occasion, { why: cause, codes, dueOn }: EventOf<"CaseReturned">): Message => {
  const on = dateIn(dueOn);
  if (cause === "correction-lapsed") {
    const { caseId, noticeCount } = occasion.state;
    const number = letterNumber(caseId, "correction", noticeCount);
    const { notice, act } = mendingWords(processOf(occasion.world, occasion.state));
    return message(
      `未在${on.zh}前按${notice.zh}（编号${number}）提交${act.zh}`,
      `what notice ${number} asks for was not handed in by ${on.en}`,
    );
  }
  if (cause === "fees-unpaid") {
    const sheetId = occasion.state.fees.sheet?.sheetId ?? "";
    return message(
      `未在${on.zh}前缴清缴费单${sheetId}的财政部分`,
      `the treasury's part of the sheet ${sheetId} was not paid by ${on.en}`,
    );
  }
  const missing = listed(codes.map((code) => materialName(occasion, { code })));
  return message(
    `未在${on.zh}前补交承诺容缺后补的材料（${missing.zh}）`,
    `what was promised (${missing.en}) was not handed in by ${on.en}`,
  );
};

/** 退件通知书: the case ends because its applicant did not answer a notice, or keep a promise, in time. */
export const writeReturnNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "CaseReturned") return null;
  const [application, cause] = [applicationIn(occasion), why(occasion, event)];
  return {
    title: message("退件通知书", "Notice of return"),
    paragraphs: [
      message(
        `你（单位）提交的${application.zh}，因${cause.zh}，现予退件，各部门停止办理。`,
        `As ${cause.en}, ${application.en} is returned, and the departments stop.`,
      ),
      message("备齐材料后，可以重新申请。", "Once everything is at hand, you may apply anew."),
      ...moneyBack(occasion),
    ],
    remedies: remediesAgainst(occasion, [processOf(occasion.world, occasion.state).lead]),
    issuer: leadOf(occasion),
  };
};
