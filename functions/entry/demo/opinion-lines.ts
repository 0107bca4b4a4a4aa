import type { CaseView } from "../../../schemas/http.ts";
import type { JointOpinion } from "../../../schemas/licence.ts";
import { message } from "../../../schemas/message.ts";
import type { LicenceNames } from "../../application/licence-names.ts";
import {
  answerText,
  feesText,
  joinDate,
  meetingRows,
  opinionFacts,
  roundText,
  validUntilText,
} from "../../application/licence-opinion-text.ts";
import { padTo, type Screen, shortened } from "./terminal.ts";

/** What the case calls its departments and items; an id it does not know stands as it is. */
export const namesIn = ({ items }: Pick<CaseView, "items">): LicenceNames => ({
  department: (id) => items.find(({ department }) => department === id)?.departmentName ?? message(id, id),
  item: (id) => items.find(({ itemId }) => itemId === id)?.name ?? message(id, id),
});

/** The columns of the join table and how wide each is on the screen. */
const COLUMNS = [
  ["部门 / department", 28],
  ["事项 / item", 30],
  ["轮次 / round", 14],
  ["意见 / answer", 30],
  ["承办人 / person", 17],
  ["日期 / day", 16],
] as const;

const tableLine = (cells: readonly string[]): string =>
  COLUMNS.map(([, width], index) => padTo(shortened(cells[index] ?? "", width - 2), width))
    .join("")
    .trimEnd();

const joinLines = (screen: Screen, { proof }: JointOpinion, names: LicenceNames): string[] => [
  screen.paint("bold", tableLine(COLUMNS.map(([head]) => head))),
  ...proof.joins.map((join) =>
    tableLine([
      names.department(join.department).zh,
      names.item(join.item).zh,
      roundText(join).zh,
      answerText(join).zh,
      join.officer?.name ?? "—",
      joinDate(join),
    ]),
  ),
];

const FACT_COLUMNS = 22;

/** A joint opinion on the terminal, below its title: project and facts, the join table, meetings, fees, conclusion. */
export const opinionLines = (screen: Screen, record: JointOpinion, names: LicenceNames): string[] => {
  const fees = feesText(record.proof);
  const until = validUntilText(record);
  const meetings = meetingRows(record.proof, names);
  return [
    ...opinionFacts(record).map(({ label, value }) => `${padTo(label.zh, FACT_COLUMNS)}${value}`),
    "",
    ...joinLines(screen, record, names),
    "",
    ...meetings.map(
      ({ on, kind, attended, absent }) => `${on}  ${kind.zh}  到场：${attended.zh}；缺席：${absent.zh}`,
    ),
    ...(fees === null ? [] : [`${fees.zh} / ${fees.en}`]),
    screen.paint("bold", `${record.conclusion.zh} / ${record.conclusion.en}`),
    ...(until === null ? [] : [`${until.zh} / ${until.en}`]),
    "",
  ];
};
