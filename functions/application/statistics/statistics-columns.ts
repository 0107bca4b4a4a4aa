import { bilingual, type Message, message } from "../../../schemas/message.ts";
import { type CsvColumn, csvColumn } from "../csv.ts";
import type { NamedRow } from "../statistics.ts";
import { reliefColumns } from "./fee-columns.ts";
import type { Figures } from "./figures.ts";
import type { Relief } from "./relief.ts";
import type { StatisticsBy } from "./statistics-of.ts";

const keyHeads: Readonly<Record<StatisticsBy, Message>> = {
  department: message("部门编号", "department id"),
  item: message("事项编号", "item id"),
  month: message("月份", "month"),
};

const figureColumns: readonly CsvColumn<Figures>[] = [
  csvColumn("办结事项", "items decided", ({ decisions }) => decisions.decided),
  csvColumn("准予", "approved", ({ decisions }) => decisions.approved),
  csvColumn("不予", "rejected", ({ decisions }) => decisions.rejected),
  csvColumn("超时默许", "deemed", ({ decisions }) => decisions.deemed),
  csvColumn("承诺总工作日", "promised working days", ({ days }) => days.promised.total),
  csvColumn("平均承诺工作日", "average promised", ({ days }) => days.promised.average),
  csvColumn("平均法定工作日", "average statutory", ({ days }) => days.statutory.average),
  csvColumn("平均实际工作日", "average taken", ({ days }) => days.actual.average),
  csvColumn("承诺较法定压缩%", "promise below statutory %", ({ days }) => days.promisedCompressionPercent),
  csvColumn("实际较法定压缩%", "taken below statutory %", ({ days }) => days.actualCompressionPercent),
  csvColumn("承诺未按工作日计", "promises in other units", ({ days }) => days.promised.leftOut),
  csvColumn("法定未按工作日计", "statutory in other units", ({ days }) => days.statutory.leftOut),
  csvColumn("实际用时未知", "time taken not known", ({ days }) => days.actual.leftOut),
  csvColumn("环节合计", "steps", ({ steps }) => (steps.counted === 0 ? null : steps.total)),
  csvColumn("平均环节", "average steps", ({ steps }) => steps.average),
  csvColumn("无指南事项", "items without a guide", ({ steps }) => steps.leftOut),
  csvColumn("即办件", "items promised at once", ({ onTheSpot }) => onTheSpot.counted),
  csvColumn("即办件当场办结率%", "decided on the spot %", ({ onTheSpot }) => onTheSpot.percent),
  csvColumn("承诺件", "items with a promise", ({ onTime }) => onTime.counted),
  csvColumn("承诺件期限内兑现率%", "decided within the promise %", ({ onTime }) => onTime.percent),
  csvColumn("预警", "warnings", ({ cards }) => cards.warning),
  csvColumn("黄牌", "yellow cards", ({ cards }) => cards.yellow),
  csvColumn("红牌", "red cards", ({ cards }) => cards.red),
  csvColumn("已撤销的牌", "cards revoked", ({ cards }) => cards.revoked),
  csvColumn("问责未结", "accountability open", ({ accountability }) => accountability.open),
  csvColumn("问责申诉中", "accountability appealed", ({ accountability }) => accountability.appealed),
  csvColumn("问责维持", "accountability upheld", ({ accountability }) => accountability.upheld),
  csvColumn("问责撤销", "accountability revoked", ({ accountability }) => accountability.revoked),
  csvColumn("评价", "ratings", ({ ratings }) => ratings.counted),
  csvColumn("平均星级", "average level", ({ ratings }) => ratings.average),
  csvColumn("满意率%", "satisfied %", ({ ratings }) => ratings.satisfied.percent),
  csvColumn("差评", "bad ratings", ({ ratings }) => ratings.bad),
  csvColumn(
    "差评按期整改率%",
    "bad ratings answered in time %",
    ({ ratings }) => ratings.badAnsweredInTime.percent,
  ),
  csvColumn("办结办件", "cases closed", ({ closures }) => closures.closed),
  csvColumn("核发", "cases issued", ({ closures }) => closures.issued),
  csvColumn("不予核发", "cases refused", ({ closures }) => closures.refused),
  csvColumn("撤件", "cases withdrawn", ({ closures }) => closures.withdrawn),
  csvColumn("退件", "cases returned", ({ closures }) => closures.returned),
  csvColumn("办件平均工作日", "average of a case", ({ closures }) => closures.days.average),
  csvColumn("办件按期率%", "cases on time %", ({ closures }) => closures.onTime.percent),
];

/**
 * The columns of statistics by department, item or month.
 *
 * @param rules - the rules that gave relief in the period: each has a column of its own.
 */
export const statisticsColumns = (
  by: StatisticsBy,
  rules: Relief["rules"] = [],
): readonly CsvColumn<NamedRow>[] => [
  { head: keyHeads[by], cell: ({ key }) => key },
  csvColumn("名称", "name", ({ name }) => (name === null ? null : bilingual(name.zh, name.en))),
  ...figureColumns,
  ...reliefColumns(rules),
];

/** The line at the foot of the table. */
export const totalLine = (total: Figures): NamedRow => ({
  ...total,
  key: null,
  name: message("合计", "total"),
});
