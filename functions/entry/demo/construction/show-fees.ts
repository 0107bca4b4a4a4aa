import type { CaseFeesView, FeeGroupView, FeeLineView } from "../../../../schemas/fee-view.ts";
import { padTo, type Screen, shortened } from "../terminal.ts";

const yuan = (fen: number): string =>
  (fen / 100).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const amount = (fen: number): string => yuan(fen).padStart(16);

const lineOf = (screen: Screen, { kind, name, about, amountFen, explained }: FeeLineView): string[] => {
  const what = kind === "charge" ? `${name.zh}${about === null ? "" : `（${about.zh}）`}` : "└ 减免";
  const colour = kind === "charge" ? "bold" : "green";
  return [
    `   ${screen.paint(colour, `${padTo(shortened(what, 44), 46)}${amount(amountFen)}`)}`,
    `     ${screen.paint("dim", shortened(explained.zh, screen.columns - 6))}`,
  ];
};

const groupOf = (screen: Screen, title: string, { lines, payableFen }: FeeGroupView): string[] =>
  lines.length === 0
    ? []
    : [
        `   ${screen.paint("cyan", padTo(title, 46))}${amount(payableFen)}`,
        ...lines.flatMap((line) => lineOf(screen, line)),
      ];

/** A fee sheet on the terminal: every line with the rule behind it, public money apart from intermediaries', and the sums. */
export const feeLines = (screen: Screen, { sheet }: CaseFeesView): string[] => [
  screen.paint("bold", "一表收费 / one fee sheet"),
  ...(sheet.notice === null
    ? []
    : [`   ${screen.paint("yellow", `${sheet.notice.zh} / ${sheet.notice.en}`)}`]),
  ...groupOf(screen, "行政事业性收费 / administrative", sheet.treasury.administrative),
  ...groupOf(screen, "政府性基金 / funds", sheet.treasury.fund),
  ...groupOf(screen, "经营服务性收费 / services (不入国库)", sheet.services),
  `   ${padTo("标准合计 / standard", 46)}${amount(sheet.standardFen)}`,
  `   ${screen.paint("green", `${padTo("减免合计 / relief", 46)}${amount(-sheet.reliefFen)}`)}`,
  `   ${screen.paint("bold", `${padTo("应缴国库 / payable to the treasury", 46)}${amount(sheet.treasury.payableFen)}`)}`,
  ...sheet.split.map(
    ({ name, part, amountFen }) =>
      `     → ${padTo(`${name.zh}${part === "service" ? "（中介）" : ""}`, 42)}${amount(amountFen)}`,
  ),
];
