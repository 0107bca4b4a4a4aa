import type { JointOpinion } from "../../schemas/licence.ts";
import type { JoinAnswer, LicenceJoin, LicenceProof, ProofMeeting } from "../../schemas/licence-proof.ts";
import { type Message, message } from "../../schemas/message.ts";
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

/** How an item came through, with the basis where the record tells one. Joins of old records are approvals. */
export const answerText = ({ answer = "approved", basis }: LicenceJoin): Message => {
  const { zh, en } = answers[answer];
  return basis === undefined ? message(zh, en) : message(`${zh}；依据：${basis}`, `${en}; basis: ${basis}`);
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

/** The visits and meetings that were held: day, what for, who came, who did not. */
export const meetingRows = (
  { meetings: held = [] }: LicenceProof,
  names: LicenceNames,
): { on: string; kind: Message; attended: Message; absent: Message }[] =>
  held.map(({ heldOn, kind, attended, absent }) => ({
    on: dateText(heldOn),
    kind: meetings[kind],
    attended: listOf(attended, names),
    absent: listOf(absent, names),
  }));

const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** What the fees came to; `null` where there were none. */
export const feesText = ({ fees }: LicenceProof): Message | null => {
  if (fees === undefined || fees === null) return null;
  const [payable, relief, paid] = [fees.payableFen, fees.reliefFen, fees.paidFen].map(yuan);
  return message(
    `一表收费单${fees.sheetId}：减免${relief}元，应缴${payable}元，已缴${paid}元。`,
    `Fee sheet ${fees.sheetId}: relief ${relief}, payable ${payable}, paid ${paid} yuan.`,
  );
};

/** Until when the opinion may be relied on; `null` where it does not end. */
export const validUntilText = ({ validUntil }: JointOpinion): Message | null =>
  validUntil === null
    ? null
    : message(`有效期至${dateText(validUntil)}。`, `Valid to the end of ${validUntil}.`);
