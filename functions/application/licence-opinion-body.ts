import type { LetterTable } from "../../schemas/letter.ts";
import type { JointOpinion } from "../../schemas/licence.ts";
import { type Message, message } from "../../schemas/message.ts";
import { closingStrip } from "./letters/letter-closing.ts";
import { blank, paragraphStrips } from "./letters/letter-paragraph.ts";
import { AREA, INKS, type Sheet } from "./letters/letter-sheet.ts";
import { tableStrips } from "./letters/letter-table.ts";
import { cell, numeral, tableOf } from "./letters/phrases.ts";
import type { Strip } from "./letters/strips.ts";
import { statusNotice } from "./licence-face.ts";
import { idsAsNames, type LicenceNames } from "./licence-names.ts";
import {
  answerText,
  feesText,
  joinDate,
  meetingRows,
  opinionFacts,
  roundText,
  validUntilText,
} from "./licence-opinion-text.ts";
import type { LicencePdfInput } from "./licence-pdf-input.ts";
import { drawSpread, tagged } from "./print-page.ts";

/** A section of the opinion: its heading, and what stands under it. */
type Section = readonly [heading: string, strips: readonly Strip[]];

const HEADING = { height: 26, size: 12.5, baseline: 17 };

const headingStrip = (sheet: Sheet, text: string): Strip => ({
  height: HEADING.height,
  staysWithNext: true,
  draw: ({ top }) =>
    tagged(sheet, "H2", () => {
      sheet.doc.fillColor(INKS.text);
      const at = { x: AREA.left, baseline: top + HEADING.baseline };
      drawSpread(sheet, text, { weight: "bold", size: HEADING.size, spacing: 0.5 }, at);
    }),
});

const factsTable = (record: JointOpinion): LetterTable =>
  tableOf(
    [message("项目", "Particular"), message("内容", "Content")],
    opinionFacts(record).map(({ label, value }) => [label, cell(value)]),
  );

const joinsTable = ({ proof }: JointOpinion, names: LicenceNames): LetterTable =>
  tableOf(
    [
      message("序号", "No."),
      message("部门", "Department"),
      message("事项", "Item"),
      message("轮次", "Round"),
      message("意见", "Answer"),
      message("承办人", "Person"),
      message("日期", "Day"),
    ],
    proof.joins.map((join, index) => [
      cell(index + 1),
      names.department(join.department),
      names.item(join.item),
      roundText(join),
      answerText(join),
      cell(join.officer?.name ?? "—"),
      cell(joinDate(join)),
    ]),
  );

const meetingsTable = ({ proof }: JointOpinion, names: LicenceNames): LetterTable =>
  tableOf(
    [
      message("日期", "Day"),
      message("会议", "Meeting"),
      message("到场部门", "Attended"),
      message("缺席部门", "Absent"),
      message("结论", "Outcome"),
    ],
    meetingRows(proof, names).map(({ on, kind, attended, absent, outcome }): Message[] => [
      cell(on),
      kind,
      attended,
      absent,
      outcome,
    ]),
  );

const small = (sheet: Sheet): Sheet => ({ ...sheet, style: { ...sheet.style, size: 9, leading: 14 } });

const joinsSection = (sheet: Sheet, record: JointOpinion, names: LicenceNames): Strip[] => [
  ...tableStrips(sheet, joinsTable(record, names)),
  ...paragraphStrips(small(sheet), `联办证明摘要（SHA-256）：${record.proof.joinsHash ?? "—"}`, {
    indent: 0,
    ink: INKS.pale,
  }),
];

const conclusionSection = (sheet: Sheet, record: JointOpinion): Strip[] => {
  const until = validUntilText(record);
  return [
    ...paragraphStrips(sheet, record.conclusion.zh, { weight: "bold", staysWithNext: true }),
    ...(until === null ? [] : paragraphStrips(sheet, until.zh, { staysWithNext: true })),
    ...paragraphStrips(small(sheet), record.conclusion.en, {
      indent: 0,
      ink: INKS.pale,
      staysWithNext: true,
    }),
  ];
};

const sectionsOf = (sheet: Sheet, record: JointOpinion, names: LicenceNames): Section[] => {
  const fees = feesText(record.proof);
  const hasMeetings = (record.proof.meetings ?? []).length > 0;
  return [
    [record.project === null ? "基本情况" : "项目概况", tableStrips(sheet, factsTable(record))],
    ["各部门意见", joinsSection(sheet, record, names)],
    ...(hasMeetings ? [["现场会议", tableStrips(sheet, meetingsTable(record, names))] as const] : []),
    ...(fees === null ? [] : [["收费情况", paragraphStrips(sheet, fees.zh)] as const]),
    ["结论", conclusionSection(sheet, record)],
  ];
};

/** The text of a joint opinion, set as strips: numbered sections, then the issuer and the day with room for the seal. */
export const opinionStrips = (
  sheet: Sheet,
  { record, status, names = idsAsNames }: LicencePdfInput<JointOpinion>,
): Strip[] => {
  const notice = statusNotice(status, "意见书");
  const { issuer, issuedOn } = record;
  return [
    ...(notice === undefined
      ? []
      : paragraphStrips(sheet, notice.notice, { indent: 0, weight: "bold", ink: INKS.red })),
    ...sectionsOf(sheet, record, names).flatMap(([heading, strips], index, { length }) => [
      headingStrip(sheet, `${numeral(index + 1)}、${heading}`),
      ...strips,
      blank(4, index === length - 1),
    ]),
    closingStrip(sheet, { issuer: message(issuer.name, issuer.name), on: issuedOn }),
  ];
};
