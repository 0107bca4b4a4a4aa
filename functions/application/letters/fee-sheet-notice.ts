import type { EventOf } from "../../../schemas/events.ts";
import type { FeeGroup, FeeLine, FeeSheet, FeeSums } from "../../../schemas/fees.ts";
import type { LetterBlock, LetterTable } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { explainLine, yuanText } from "../../case/fees/explain-line.ts";
import { processOf } from "../../case/world.ts";
import { causeName } from "../fees/cause-name.ts";
import { collectorName, demonstrationNotice, reductionName } from "../fees/sheet-view.ts";
import { dateIn } from "./dates.ts";
import { applicationIn, departmentName, leadOf, payerIn, resultIn } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { cell, followLine, numeral, tableOf } from "./phrases.ts";
import { remediesAgainst } from "./remedies.ts";

/** What is told at once is all, but for what another case of the project pays as long as that one stands. */
const nothingElse = ({ state: { project } }: Occasion): Message =>
  project?.bearsProjectFees === false
    ? message(
        "项目用地应缴的费用由同一项目的另一办件缴纳；该办件未取得意见即终止的，改由本办件缴纳并另行通知。除此以外，本次办理不再收取其他费用。",
        "What is due on the land of the project is paid in another case of it; should that end without an opinion, it passes to this case and you are told. Apart from that, nothing else is charged in these proceedings.",
      )
    : message("本次办理不再收取其他费用。", "Nothing else is charged in these proceedings.");

const opening = (occasion: Occasion, sheet: FeeSheet): Message => {
  const [application, on] = [applicationIn(occasion), dateIn(sheet.on)];
  const rest = nothingElse(occasion);
  return message(
    `你（单位）的${application.zh}，各部门均已同意。根据《中华人民共和国行政许可法》第五十八条、第五十九条的规定，按${on.zh}受理之日有效的收费标准，现将应缴费用的项目、标准、依据、减免和金额一次性告知如下。${rest.zh}`,
    `Every department has approved ${application.en}. Under arts. 58 and 59 of the Administrative Licensing Law, and by the rates in force on ${on.en}, the day of acceptance, here is everything you are to pay: each fee with its rate, basis, relief and amount, told at once. ${rest.en}`,
  );
};

/** Who owes it, where the process names somebody: the builder of a project, not whoever filed for it. */
const payerLine = (payer: string | null): Message[] =>
  payer === null ? [] : [message(`缴款人：${payer}。`, `To be paid by ${payer}.`)];

const lineName = (line: FeeLine): Message => {
  if (line.kind === "reduction") {
    const { zh, en } = reductionName(line);
    return message(`减：${zh}`, `less: ${en}`);
  }
  const about = causeName(line);
  return about === null
    ? line.name
    : message(`${line.name.zh}（${about.zh}）`, `${line.name.en} (${about.en})`);
};

const amountOf = (fen: number): Message => cell(fen < 0 ? `-${yuanText(-fen)}` : yuanText(fen));

const linesTable = (lines: readonly FeeLine[], payableFen: number): LetterTable =>
  tableOf(
    [
      message("项目", "Fee"),
      message("计算和依据", "How it is computed, and its basis"),
      message("金额（元）", "Yuan"),
    ],
    [
      ...lines.map((line) => [lineName(line), explainLine(line), amountOf(line.amountFen)]),
      [message("应缴小计", "To be paid"), cell(""), amountOf(payableFen)],
    ],
  );

const heading = (number: number, zh: string, en: string): Message =>
  message(`${numeral(number)}、${zh}`, `${number}. ${en}`);

const headings = {
  administrative: heading(1, "行政事业性收费（财政部分）", "Administrative fees (the treasury's part)"),
  fund: heading(2, "政府性基金（财政部分）", "Government funds (the treasury's part)"),
  services: heading(
    3,
    "经营服务性收费（由中介机构收取，不属财政收入）",
    "Prices of services (intermediaries', none of it the treasury's)",
  ),
  sums: heading(4, "合计", "In all"),
  split: heading(5, "向谁缴", "Whom to pay"),
};

/** One part of the sheet: its heading and its lines, or that there is nothing to pay. */
const part = (heading: Message, { lines, payableFen }: FeeGroup): LetterBlock[] => [
  heading,
  lines.length === 0 ? message("无。", "None.") : linesTable(lines, payableFen),
];

const sumsTable = ({ treasury, services, ...all }: FeeSheet): LetterTable => {
  const row = (name: Message, { standardFen, reliefFen, discountFen, payableFen }: FeeSums) => [
    name,
    ...[standardFen, reliefFen, discountFen, payableFen].map(amountOf),
  ];
  return tableOf(
    [
      message("单位：元", "Yuan"),
      message("标准金额", "Standard"),
      message("减免", "Relief"),
      message("合同优惠", "Cheaper contracts"),
      message("应缴", "To be paid"),
    ],
    [
      row(message("财政部分", "The treasury's part"), treasury),
      row(message("经营服务性收费", "Service prices"), services),
      row(message("合计", "Total"), all),
    ],
  );
};

const collectorsTable = (occasion: Occasion, sheet: FeeSheet): LetterTable =>
  tableOf(
    [message("收款单位", "Paid to"), message("性质", "What it is"), message("金额（元）", "Yuan")],
    sheet.split.map(({ collector, part: of, amountFen }) => [
      collectorName(sheet, collector, (id) => departmentName(occasion, id)),
      of === "treasury"
        ? message("财政收入，全额上缴国库", "public money, all of it to the treasury")
        : message("中介服务价款，按合同支付", "a service's price, under its contract"),
      amountOf(amountFen),
    ]),
  );

const byWhen = (payBy: string | undefined): Message => {
  if (payBy === undefined) return message("", "");
  const on = dateIn(payBy);
  return message(
    `请在${on.zh}前缴清财政部分，逾期退件，已缴款项原路退回。`,
    ` Please pay the treasury's part by ${on.en}; past that day the application is returned, and what was paid goes back.`,
  );
};

const howToPay = (
  occasion: Occasion,
  { sheet: { sheetId, treasury }, payBy }: EventOf<"FeeSheetIssued">,
): Message[] => {
  const [by, result] = [byWhen(payBy), resultIn(occasion)];
  if (treasury.payableFen === 0)
    return [
      message(
        `财政部分无须缴款，${result.zh}随即制作。`,
        `Nothing is to be paid to the treasury; the ${result.en} is made at once.`,
      ),
    ];
  return [
    message(
      `缴款时请注明缴费单号${sheetId}，对每个收款单位一次缴清。财政部分合计${yuanText(treasury.payableFen)}元，缴清后即制作${result.zh}；经营服务性收费按合同支付，不影响${result.zh}核发。办件终止的，已缴款项原路退回。${by.zh}`,
      `Please name the sheet ${sheetId} and pay each of them in one sum. Once the treasury's ¥${yuanText(treasury.payableFen)} are paid, the ${result.en} is made; service prices are paid under their contracts and hold up nothing. If the case ends without it, what was paid goes back.${by.en}`,
    ),
    followLine(occasion),
  ];
};

const inPlaceOf = ({ before }: Occasion): Message[] => {
  const earlier = before?.fees.sheet ?? null;
  if (earlier === null) return [];
  return [
    message(
      `本通知单替代此前的缴费单${earlier.sheetId}；已缴款项继续有效，多缴部分原路退回。`,
      `This sheet takes the place of ${earlier.sheetId}. What was paid counts; what was paid beyond it goes back.`,
    ),
  ];
};

/** Against whom one may turn: who collects public money by the sheet, or the lead where nobody does. */
const answerable = (occasion: Occasion, { split }: FeeSheet): string[] => {
  const collectors = split.filter((share) => share.part === "treasury").map(({ collector }) => collector);
  return collectors.length > 0 ? collectors : [processOf(occasion.world, occasion.state).lead];
};

/**
 * 一表收费缴费通知单: one notice to the payer with every fee, its rate, basis and relief; the treasury's part apart from
 * what intermediaries are paid. Where the rates are examples it says so above everything else.
 * @see 行政许可法第五十八条、第五十九条
 */
export const writeFeeSheetNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "FeeSheetIssued") return null;
  const { sheet } = event;
  const { administrative, fund } = sheet.treasury;
  const { isDemonstration } = sheet.table;
  const { zh, en } = demonstrationNotice;
  const payer = payerIn(occasion);
  const warning = isDemonstration ? [message(`【${zh}】`, `[${en}]`)] : [];
  return {
    title: isDemonstration
      ? message("一表收费缴费通知单（演示）", "Fee sheet (demonstration)")
      : message("一表收费缴费通知单", "Fee sheet"),
    ...(payer === null ? {} : { addressee: payer }),
    paragraphs: [
      ...warning,
      opening(occasion, sheet),
      ...payerLine(payer),
      ...part(headings.administrative, administrative),
      ...part(headings.fund, fund),
      ...part(headings.services, sheet.services),
      headings.sums,
      sumsTable(sheet),
      ...(sheet.split.length === 0 ? [] : [headings.split, collectorsTable(occasion, sheet)]),
      ...howToPay(occasion, event),
      ...inPlaceOf(occasion),
    ],
    remedies: remediesAgainst(occasion, answerable(occasion, sheet)),
    issuer: leadOf(occasion),
  };
};
