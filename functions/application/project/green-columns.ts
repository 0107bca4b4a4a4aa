import { bilingual, type Message, message } from "../../../schemas/message.ts";
import type { GreenProject, GreenSummary, Urgency } from "../../../schemas/project.ts";
import { type CsvCell, type CsvColumn, csvColumn } from "../csv.ts";

/** One line of the summary as a table: an open case of a project, or a project without one. */
export interface GreenLine {
  project: GreenProject;
  open: GreenProject["cases"][number] | null;
}

const urgencies: Readonly<Record<Urgency, Message>> = {
  overdue: message("已超期", "overdue"),
  today: message("今日到期", "due today"),
  soon: message("三个工作日内到期", "due within three working days"),
  later: message("未临近", "later"),
};

const text = (label: Message | null | undefined): CsvCell => (label ? bilingual(label.zh, label.en) : null);

/** The lines of a summary, in its order. */
export const greenLines = ({ projects }: GreenSummary): GreenLine[] =>
  projects.flatMap((project): GreenLine[] =>
    project.cases.length === 0 ? [{ project, open: null }] : project.cases.map((open) => ({ project, open })),
  );

const doneOf = ({ project, open }: GreenLine): GreenProject["done"] =>
  project.done.filter(({ caseId }) => open === null || caseId === open.caseId);

/** The columns of the daily summary. */
export const greenColumns: readonly CsvColumn<GreenLine>[] = [
  csvColumn("项目代码", "project", ({ project }) => project.code),
  csvColumn("项目名称", "name", ({ project }) => project.name),
  csvColumn("说明", "remark", ({ project }) => text(project.remark)),
  csvColumn("授予日期", "granted on", ({ project }) => project.greenChannel.on),
  csvColumn("授予人", "granted by", ({ project }) => project.greenChannel.grantedBy.name),
  csvColumn("授予理由", "reason", ({ project }) => project.greenChannel.reason),
  csvColumn("依据", "basis", ({ project }) => project.greenChannel.basis),
  csvColumn("责任人", "owner", ({ project }) => project.greenChannel.owner.name),
  csvColumn("办件编号", "case", ({ open }) => open?.caseId ?? null),
  csvColumn("阶段", "phase", ({ open }) => text(open?.phase)),
  csvColumn("环节", "stage", ({ open }) => text(open?.stage)),
  csvColumn("正在等待", "waiting for", ({ open }) => text(open?.waitingFor)),
  csvColumn("最近到期日", "first due on", ({ open }) => open?.dueOn ?? null),
  csvColumn("紧急程度", "urgency", ({ open }) => text(open && urgencies[open.urgency])),
  csvColumn("当日办结", "done that day", (line) =>
    doneOf(line)
      .map(({ name }) => name.zh)
      .join("、"),
  ),
];
