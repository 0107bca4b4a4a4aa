import type { LicenceRecord } from "../../../schemas/licence.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { verifyTexts as licenceTexts } from "./messages.ts";
import type { FoundLicence } from "./verify-licence.ts";

type Standing = FoundLicence["status"]["kind"];

/** What a standing is called, and what it means for one kind of document. */
export interface StandingTexts {
  word: Message;
  meaning: Message;
}

const expired = message("已过有效期", "Expired");

/** What the standings of each kind of document say; a licence does not expire, yet every standing has its words. */
export const standingTexts: Readonly<
  Record<LicenceRecord["kind"], Readonly<Record<Standing, StandingTexts>>>
> = {
  "business-licence": {
    valid: { word: licenceTexts.valid, meaning: licenceTexts.validMeaning },
    superseded: { word: licenceTexts.superseded, meaning: licenceTexts.supersededMeaning },
    revoked: { word: licenceTexts.revoked, meaning: licenceTexts.revokedMeaning },
    expired: {
      word: expired,
      meaning: message(
        "这张执照已过有效期，不得再行使用。",
        "This licence is past its last day; it must not be used any more.",
      ),
    },
  },
  "joint-opinion": {
    valid: {
      word: licenceTexts.valid,
      meaning: message("这份意见书现时有效。", "This opinion is valid today."),
    },
    superseded: {
      word: licenceTexts.superseded,
      meaning: message(
        "这一版意见书已被新版替代，不得再行使用。",
        "A newer version took the place of this one; it must not be used any more.",
      ),
    },
    revoked: {
      word: licenceTexts.revoked,
      meaning: message(
        "这份意见书已被撤销，不得再行使用。",
        "This opinion was revoked; it must not be used any more.",
      ),
    },
    expired: {
      word: expired,
      meaning: message(
        "这份意见书已过有效期，不得再行使用。",
        "This opinion is past its last day; it must not be used any more.",
      ),
    },
  },
};

/** What is said of a record that does not agree with itself. */
export const alteredTexts: StandingTexts = {
  word: message("记录不可信", "The record cannot be trusted"),
  meaning: message(
    "登记的联办证明与其摘要不符，记录可能被改动。请不要采信，并联系签发机关。",
    "The register's join does not match its hash: the record may have been altered. Do not trust it; ask the issuer.",
  ),
};

/** Texts of the page of a joint opinion. */
export const opinionTexts = {
  wrongCodeMeaning: message(
    "这个地址不是本枢纽生成的，可能被改动。下面是按编号查到的登记内容，请与手中的意见书逐项核对。",
    "The hub did not make this address; it may have been altered. Below is what the register says of the number: compare it with the opinion line by line.",
  ),
  missingCodeMeaning: message(
    "这个地址不是本枢纽印在意见书上的。请与手中的意见书逐项核对，或扫描意见书上的二维码。",
    "The hub did not make this address. Compare the opinion line by line, or scan its QR code.",
  ),
  face: message("意见书载明事项", "What the opinion says"),
  joins: message("各部门意见", "What the departments answered"),
  meetings: message("现场会议", "Visits and meetings"),
  fees: message("收费情况", "Fees"),
  department: message("部门", "Department"),
  item: message("事项", "Item"),
  round: message("轮次", "Round"),
  answer: message("意见", "Answer"),
  day: message("日期", "Day"),
  meeting: message("会议", "Meeting"),
  attended: message("到场部门", "Attended"),
  absent: message("缺席部门", "Absent"),
  outcome: message("结论", "Outcome"),
  conclusion: message("结论", "Conclusion"),
  validUntil: message("有效期", "Validity"),
  issuer: message("签发机关", "Issuer"),
  number: message("意见书编号", "Number"),
  joinsHash: message("联办证明摘要（SHA-256）", "SHA-256 of the join"),
  joinsHashHint: message(
    "与意见书上印的一致，即为各部门意见未被改动。",
    "If it is the one printed on the opinion, no department's answer was altered.",
  ),
  recordLead: message(
    "意见书的原件是枢纽签名的电子记录；纸面和PDF是它的图样。",
    "The opinion itself is a record signed by the hub; paper and PDF are pictures of it.",
  ),
  pdf: message("打开意见书（PDF）", "Opinion (PDF)"),
  legal: message(
    "本枢纽签发的是演示用电子记录，不是加盖国家电子印章的OFD版式文件，不具有法律效力。",
    "The hub signs records for demonstration. They are not OFD documents with a state electronic seal and have no legal effect.",
  ),
} as const;
