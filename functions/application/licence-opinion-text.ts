import type { JointOpinion } from "../../schemas/licence.ts";
import type { JoinAnswer, LicenceJoin, LicenceProof, ProofMeeting } from "../../schemas/licence-proof.ts";
import { type Message, message } from "../../schemas/message.ts";
import { yuanText } from "../case/fees/explain-line.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { dateText } from "./licence-face.ts";
import type { LicenceNames } from "./licence-names.ts";

const answers: Readonly<Record<JoinAnswer, Message>> = {
  approved: message("同意", "agreed"),
  deemed: message("默认同意（超时或缺席）", "consent presumed (late or absent)"),
  overruled: message("经牵头部门裁定", "by ruling of the lead department"),
};

const meetings: Readonly<Record<ProofMeeting["kind"], Message>> = {
  "site-survey": message("联合踏勘", "joint site visit"),
  "site-acceptance": message("现场联合验收", "joint visit for acceptance"),
  "dispute-meeting": message("联合会审", "meeting on what is in dispute"),
};

const same = (text: string): Message => message(text, text);

/** Words that say no more than the answer itself. */
const saysNoMore = (opinion: string): boolean => /^(经审查[，,])?同意[。．.]?$/u.test(opinion);

/** What a department said, in both languages where it wrote so (`中文 / English`); `null` where it says no more than its answer. */
const wordsOf = ({ opinion = "" }: LicenceJoin): Message | null => {
  const [zh = "", en = zh] = opinion.split(" / ");
  return zh === "" || saysNoMore(zh) ? null : message(zh, en);
};

/**
 * How an item came through, with what its department said where that is more than that it agrees, and with the basis where
 * the record tells one. Joins of old records are approvals.
 */
export const answerText = (join: LicenceJoin): Message => {
  const { answer = "approved", basis } = join;
  const { zh, en } = answers[answer];
  const words = wordsOf(join);
  const said = words === null ? message(zh, en) : message(`${zh}：${words.zh}`, `${en}: ${words.en}`);
  return basis === undefined ? said : message(`${said.zh}；依据：${basis}`, `${said.en}; basis: ${basis}`);
};

/** The round of asking in which it was answered: 第2轮; 「—」 for a record that does not tell. */
export const roundText = ({ round }: LicenceJoin): Message =>
  round === undefined ? same("—") : message(`第${round}轮`, `round ${round}`);

/** The day of the answer in Asia/Shanghai, as narrow as a column wants it, e.g. `2026-11-20`. */
export const joinDate = ({ decidedAt }: LicenceJoin): string => shanghaiDate(decidedAt);

/** A labelled value of the opinion. */
interface OpinionFact {
  label: Message;
  value: string;
}

const subjectOf = ({ project, holder }: JointOpinion): OpinionFact[] =>
  project === null
    ? [{ label: message("申请人", "Applicant"), value: holder.name }]
    : [
        { label: message("项目代码", "Project code"), value: project.code },
        { label: message("项目名称", "Project"), value: project.name },
        { label: message("建设单位", "Builder"), value: holder.name },
        ...(project.works.length === 0
          ? []
          : [{ label: message("单体工程", "Single works"), value: project.works.join("、") }]),
      ];

/**
 * What the opinion is about, labelled: the project, its builder and the single works, or who applied where there is no
 * project; then the printed facts.
 */
export const opinionFacts = (record: JointOpinion): OpinionFact[] => [...subjectOf(record), ...record.facts];

/** What people know the matter by: the project's name, else the holder's. */
export const subjectName = ({ project, holder }: JointOpinion): string => project?.name ?? holder.name;

const listOf = (departments: readonly string[], names: LicenceNames): Message => {
  const named = departments.map(names.department);
  return named.length === 0
    ? message("无", "none")
    : message(named.map(({ zh }) => zh).join("、"), named.map(({ en }) => en).join(", "));
};

/** The visits and meetings that were held: day, what for, who came, who did not, and what came of it. */
export const meetingRows = (
  { meetings: held = [] }: LicenceProof,
  names: LicenceNames,
): { on: string; kind: Message; attended: Message; absent: Message; outcome: Message }[] =>
  held.map(({ heldOn, kind, attended, absent, outcome = "—" }) => ({
    on: dateText(heldOn),
    kind: meetings[kind],
    attended: listOf(attended, names),
    absent: listOf(absent, names),
    outcome: same(outcome),
  }));

/**
 * What the fees came to, the treasury's part and the prices of intermediaries apart; `null` where there were none. A record
 * that does not tell them apart gives the sums.
 */
export const feesText = ({ fees }: LicenceProof): Message | null => {
  if (fees === undefined || fees === null) return null;
  const { sheetId, payableFen, reliefFen, paidFen, treasuryFen, treasuryPaidFen } = fees;
  const [payable, relief, paid] = [payableFen, reliefFen, paidFen].map(yuanText);
  if (treasuryFen === undefined || treasuryPaidFen === undefined)
    return message(
      `一表收费单${sheetId}：减免${relief}元，应缴${payable}元，已缴${paid}元。`,
      `Fee sheet ${sheetId}: relief ${relief}, payable ${payable}, paid ${paid} yuan.`,
    );
  const services = yuanText(payableFen - treasuryFen);
  const [treasury, treasuryPaid] = [treasuryFen, treasuryPaidFen].map(yuanText);
  return message(
    `一表收费单${sheetId}：减免${relief}元；财政部分应缴${treasury}元，已缴${treasuryPaid}元；中介服务价款${services}元，按合同支付，不属财政收入。`,
    `Fee sheet ${sheetId}: relief ${relief} yuan; the treasury's part ${treasury}, paid ${treasuryPaid}; intermediaries' prices ${services}, paid under their contracts and none of it the treasury's.`,
  );
};

/** Until when the opinion may be relied on; `null` where it does not end. */
export const validUntilText = ({ validUntil }: JointOpinion): Message | null =>
  validUntil === null
    ? null
    : message(`有效期至${dateText(validUntil)}。`, `Valid to the end of ${validUntil}.`);
