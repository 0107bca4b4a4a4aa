import { type Message, message } from "../../schemas/message.ts";
import type { Refusal } from "../case/refusals.ts";
import { type ProblemTable, quoted, somewhere } from "./problem-row.ts";

/** Refusals about a project: what must come first, whose it is, and its green channel. */
export type ProjectRefusal = Extract<
  Refusal,
  { kind: "PreconditionsUnmet" | "ProjectOfAnother" | "GreenChannelAlready" | "GreenChannelMissing" }
>;

/** The problem types of {@link ProjectRefusal}. */
export const projectProblems = {
  PreconditionsUnmet: {
    slug: "preconditions-unmet",
    status: 422,
    title: message("前置条件不具备", "what must come first is not there"),
    detail: ({ unmet }) => somewhere(unmet.length),
    errors: ({ unmet }) =>
      unmet.map(({ id, name, basis, remedy }) => ({
        path: `preconditions.${id}`,
        message: message(`${name.zh}：请${remedy.zh}（${basis}）`, `${name.en}: ${remedy.en} (${basis})`),
      })),
  },
  ProjectOfAnother: {
    slug: "project-of-another",
    status: 409,
    title: message("项目已由其他申请人申报", "the project is another applicant's"),
    detail: ({ code }) =>
      message(
        `项目代码${quoted(code)}已由其他申请人申报，请核对代码，或由该申请人申报`,
        `another applicant filed under project ${code}; check the code, or let them file`,
      ),
  },
  GreenChannelAlready: {
    slug: "green-channel-already",
    status: 409,
    title: message("已进入绿色通道", "it is in the green channel already"),
    detail: ({ on }) => message(`已于${on}进入绿色通道`, `it has been in the green channel since ${on}`),
  },
  GreenChannelMissing: {
    slug: "green-channel-missing",
    status: 409,
    title: message("项目不在绿色通道", "it is not in the green channel"),
    detail: ({ code }) =>
      message(
        `项目代码${quoted(code)}没有现行的绿色通道授予`,
        `no grant of the green channel stands for project ${code}`,
      ),
  },
} satisfies ProblemTable<ProjectRefusal>;

/** What to do about each of {@link ProjectRefusal}. */
export const projectRemedies: Readonly<Record<ProjectRefusal["kind"], Message>> = {
  PreconditionsUnmet: message(
    "按 errors 逐项补上前置条件：上传所列材料，或先办结前一阶段；此前不予受理，时限不起算。",
    "Meet what errors lists: upload the material or finish the earlier phase. Nothing is accepted and no limit runs before.",
  ),
  ProjectOfAnother: message(
    "核对项目代码；确属本人项目的，请由首次申报的申请人申报，或与中心联系。",
    "Check the project code. Whoever filed its first case files the others; talk to the centre if the project is yours.",
  ),
  GreenChannelAlready: message(
    "不必再次授予；尚未列入的在办件已一并列入。更换责任人请用 POST …/green-channel/owner，取消授予请用 …/green-channel/ending。",
    "It need not be granted again; open cases that were left out are in it now. Its owner is replaced by POST …/green-channel/owner, and it is ended by …/green-channel/ending.",
  ),
  GreenChannelMissing: message(
    "核对项目代码；尚未授予或者已经取消的，先由监督人员授予。",
    "Check the project code. Where it was never granted, or has ended, who supervises grants it first.",
  ),
};
