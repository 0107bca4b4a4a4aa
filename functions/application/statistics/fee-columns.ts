import { bilingual } from "../../../schemas/message.ts";
import type { RegisterDataOf } from "../../../schemas/registers.ts";
import { type CsvColumn, csvColumn } from "../csv.ts";
import { feeOutcomeLabels } from "./labels.ts";
import { type FeeFigures, type Relief, yuanOf } from "./relief.ts";

/** The columns of the register of fees; amounts are yuan. */
export const feeColumns: readonly CsvColumn<RegisterDataOf<"fees">>[] = [
  csvColumn("联办流程", "process", ({ processId }) => processId),
  csvColumn("缴费单号", "sheet", ({ sheetId }) => sheetId),
  csvColumn("收费标准版本", "table of fees", ({ tableVersion }) => tableVersion),
  csvColumn("示例费率", "example rates", ({ isDemonstration }) => isDemonstration),
  csvColumn("结果", "outcome", ({ outcome }) =>
    bilingual(feeOutcomeLabels[outcome].zh, feeOutcomeLabels[outcome].en),
  ),
  csvColumn("标准金额(元)", "standard in yuan", ({ standardFen }) => yuanOf(standardFen)),
  csvColumn("减免(元)", "relief in yuan", ({ reliefFen }) => yuanOf(reliefFen)),
  csvColumn("应缴(元)", "payable in yuan", ({ payableFen }) => yuanOf(payableFen)),
  csvColumn("应缴财政(元)", "payable to the treasury in yuan", ({ treasuryFen }) => yuanOf(treasuryFen)),
  csvColumn("已缴(元)", "paid in yuan", ({ paidFen }) => yuanOf(paidFen)),
  csvColumn("财政欠缴(元)", "owed to the treasury in yuan", ({ outstandingFen }) => yuanOf(outstandingFen)),
  csvColumn("减免依据", "relief by rule", ({ reliefs }) =>
    reliefs.map(({ ruleId, reliefFen }) => `${ruleId} ${yuanOf(reliefFen)}`).join("; "),
  ),
];

/**
 * The columns of relief in statistics (减免统计), yuan: in all, by kind, and one for each rule that took something off. Beside
 * the sheets stands how many of them are by example rates: nothing was collected by those.
 */
export const reliefColumns = (
  rules: Relief["rules"],
): readonly CsvColumn<{ fees: Omit<FeeFigures, "payableYuan"> }>[] => [
  csvColumn("缴费单", "fee sheets", ({ fees }) => fees.sheets),
  csvColumn("其中示例费率", "of them by example rates", ({ fees }) => fees.demonstrationSheets),
  csvColumn("已缴(元)", "paid in yuan", ({ fees }) => fees.paidYuan),
  csvColumn("减免(元)", "relief in yuan", ({ fees }) => fees.relief.yuan),
  csvColumn(
    "减免行政事业性收费(元)",
    "relief of administrative fees",
    ({ fees }) => fees.relief.kinds.administrative,
  ),
  csvColumn("减免政府性基金(元)", "relief of funds", ({ fees }) => fees.relief.kinds.fund),
  csvColumn("减免经营服务性收费(元)", "relief of service prices", ({ fees }) => fees.relief.kinds.service),
  ...rules.map(({ ruleId, title }) =>
    csvColumn<{ fees: { relief: Relief } }>(
      `减免 ${ruleId} ${title.zh}(元)`,
      `relief by ${ruleId}`,
      ({ fees }) => fees.relief.rules.find((rule) => rule.ruleId === ruleId)?.yuan ?? 0,
    ),
  ),
];
