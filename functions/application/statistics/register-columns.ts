import type { Limit } from "../../../schemas/limit.ts";
import { bilingual, type Message } from "../../../schemas/message.ts";
import type { RegisterDataOf, RegisterEntry, Responsible } from "../../../schemas/registers.ts";
import { type CsvCell, type CsvColumn, csvColumn } from "../csv.ts";
import { feeColumns } from "./fee-columns.ts";
import {
  breachLabels,
  cardLabels,
  closureLabels,
  decisionLabels,
  dutyLabels,
  ratingLabels,
  standingLabels,
  unitLabels,
} from "./labels.ts";
import type { Names } from "./names.ts";

/** The registers that supervisors read as lists; who looked at whose case is not among them. */
export const listedRegisters = [
  "accountability",
  "card",
  "duty",
  "rating",
  "decision",
  "closure",
  "fees",
] as const;

/** One of {@link listedRegisters}. */
export type ListedRegister = (typeof listedRegisters)[number];

/** A text in both languages, or nothing. */
const text = (label: Message | null | undefined): CsvCell => (label ? bilingual(label.zh, label.en) : null);

/** The columns of one register's data, empty beside an entry of another. */
const columnsOf = <K extends ListedRegister>(
  kind: K,
  columns: readonly CsvColumn<RegisterDataOf<K>>[],
): readonly CsvColumn<RegisterEntry>[] =>
  columns.map(({ head, cell }) => ({
    head,
    cell: ({ data }) => (data.kind === kind ? cell(data as RegisterDataOf<K>) : null),
  }));

const limitColumns: readonly CsvColumn<{
  promised: Limit | null;
  statutory: Limit | null;
  actualDays: number | null;
}>[] = [
  csvColumn("承诺时限", "promised limit", ({ promised }) => promised?.value ?? null),
  csvColumn("承诺时限单位", "unit of the promise", ({ promised }) =>
    text(promised && unitLabels[promised.unit]),
  ),
  csvColumn("法定时限", "statutory limit", ({ statutory }) => statutory?.value ?? null),
  csvColumn("法定时限单位", "unit of the law", ({ statutory }) =>
    text(statutory && unitLabels[statutory.unit]),
  ),
  csvColumn("实际用时(工作日)", "working days taken", ({ actualDays }) => actualDays),
];

const responsibleColumns: readonly CsvColumn<{ responsible: Responsible }>[] = [
  csvColumn("责任岗位", "post", ({ responsible }) => responsible.post),
  csvColumn("责任人", "person", ({ responsible }) => responsible.person),
];

const itemColumns = (names: Names): readonly CsvColumn<{ itemId: string | null }>[] => [
  csvColumn("事项编号", "item id", ({ itemId }) => itemId),
  csvColumn("事项", "item", ({ itemId }) => text(names.item(itemId))),
];

const ownColumns = (names: Names): Readonly<Record<ListedRegister, readonly CsvColumn<RegisterEntry>[]>> => ({
  decision: columnsOf("decision", [
    ...itemColumns(names),
    csvColumn("受理日期", "accepted on", ({ acceptedOn }) => acceptedOn),
    csvColumn("办结日期", "decided on", ({ decidedOn }) => decidedOn),
    csvColumn("结果", "outcome", ({ outcome }) => text(decisionLabels[outcome])),
    ...limitColumns,
    csvColumn("当场办结", "on the spot", ({ onTheSpot }) => onTheSpot),
    csvColumn("按期", "on time", ({ onTime }) => onTime),
    csvColumn("审查次数", "rounds", ({ rounds }) => rounds),
    csvColumn("渠道", "channel", ({ channel }) => channel),
  ]),
  closure: columnsOf("closure", [
    csvColumn("联办流程", "process", ({ processId }) => processId),
    csvColumn("收件日期", "received on", ({ receivedOn }) => receivedOn),
    csvColumn("受理日期", "accepted on", ({ acceptedOn }) => acceptedOn),
    csvColumn("办结日期", "closed on", ({ closedOn }) => closedOn),
    csvColumn("结果", "outcome", ({ outcome }) => text(closureLabels[outcome])),
    ...limitColumns,
    csvColumn("按期", "on time", ({ onTime }) => onTime),
    csvColumn("补正告知次数", "correction notices", ({ notices }) => notices),
    csvColumn("渠道", "channel", ({ channel }) => channel),
  ]),
  accountability: columnsOf("accountability", [
    csvColumn("问责编号", "record", ({ recordId }) => recordId),
    csvColumn("情形", "breach", ({ breach }) => text(breachLabels[breach])),
    ...itemColumns(names),
    csvColumn("应办日期", "due on", ({ dueOn }) => dueOn),
    ...responsibleColumns,
    csvColumn("状态", "status", ({ status }) => text(standingLabels[status])),
  ]),
  card: columnsOf("card", [
    csvColumn("牌号", "card", ({ cardId }) => cardId),
    csvColumn("级别", "level", ({ level }) => text(cardLabels[level])),
    csvColumn("情形", "breach", ({ breach }) => text(breachLabels[breach])),
    csvColumn("问责编号", "record", ({ recordId }) => recordId),
    ...itemColumns(names),
    ...responsibleColumns,
    csvColumn("状态", "status", ({ status }) => text(standingLabels[status])),
  ]),
  rating: columnsOf("rating", [
    csvColumn("评价环节", "occasion", ({ occasion }) => occasion),
    ...itemColumns(names),
    csvColumn("等级", "level", ({ level }) => level),
    csvColumn("评价", "rating", ({ level }) => text(ratingLabels[level])),
    csvColumn("整改期限", "to be settled by", ({ taskDueOn }) => taskDueOn),
    csvColumn("整改答复日期", "answered on", ({ answeredOn }) => answeredOn),
  ]),
  duty: columnsOf("duty", [
    csvColumn("待办", "duty", ({ duty }) => text(dutyLabels[duty])),
    ...itemColumns(names),
    csvColumn("起始日期", "since", ({ since }) => since),
    csvColumn("应办日期", "due on", ({ dueOn }) => dueOn),
    csvColumn("完成日期", "done on", ({ doneOn }) => doneOn),
  ]),
  fees: columnsOf("fees", feeColumns),
});

/** The columns of a register: first those that all have, then its own. */
export const registerColumns = (
  register: ListedRegister,
  names: Names,
): readonly CsvColumn<RegisterEntry>[] => [
  csvColumn("日期", "date", ({ on }) => on),
  csvColumn("办件编号", "case", ({ caseId }) => caseId),
  csvColumn("部门编号", "department id", ({ department }) => department),
  csvColumn("部门", "department", ({ department }) => text(names.department(department))),
  csvColumn("未结", "open", ({ isOpen }) => isOpen),
  ...ownColumns(names)[register],
];
