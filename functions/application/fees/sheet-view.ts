import type { FeeGroupView, FeeLineView, FeeShareView, SheetView } from "../../../schemas/fee-view.ts";
import type { FeeGroup, FeeLine, FeeShare, FeeSheet, ReductionLine } from "../../../schemas/fees.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { explainLine } from "../../case/fees/explain-line.ts";
import { chargesOf } from "../../case/fees/split.ts";
import { causeName } from "./cause-name.ts";

/** What departments are called, by id; `null` for one nobody knows. */
export type NameOf = (department: string) => Message | null;

/** What stands above a sheet whose rates are examples. */
export const demonstrationNotice = message(
  "示例费率，仅供演示：金额不作为收费依据，请勿缴款",
  "Example rates, for demonstration only: nothing is collectable by this sheet; do not pay",
);

/** What a reduction is called: its rule, or that the contract is cheaper. */
export const reductionName = ({ by }: ReductionLine): Message =>
  by.kind === "rule" ? by.title : message("合同价低于规定标准", "the contract is below the standard");

const lineView = (line: FeeLine): FeeLineView => {
  const { key, kind, feeCode, feeKind, cause, amountFen } = line;
  const shown = { key, kind, feeCode, feeKind, cause, amountFen, explained: explainLine(line) };
  if (line.kind === "charge") {
    const quantity = line.measure.kind === "area" ? line.measure.quantity : null;
    return {
      ...shown,
      name: line.name,
      about: causeName(line),
      quantity,
      ruleId: null,
      basis: line.legalBasis,
    };
  }
  const { by } = line;
  return {
    ...shown,
    name: reductionName(line),
    about: null,
    quantity: null,
    ruleId: by.kind === "rule" ? by.ruleId : null,
    basis: by.kind === "rule" ? by.basisDoc : "",
  };
};

const groupView = ({ lines, ...sums }: FeeGroup): FeeGroupView => ({ ...sums, lines: lines.map(lineView) });

/** What a collector is called: a department of the centre, or the institution that charges for its service. */
export const collectorName = (sheet: FeeSheet, collector: string, nameOf: NameOf): Message => {
  const institution = chargesOf(sheet).find((line) => line.institution?.code === collector)?.institution;
  if (institution !== undefined && institution !== null) return message(institution.name, institution.name);
  return nameOf(collector) ?? message(collector, collector);
};

/** Shares by collector with the names people know. */
export const shareViews = (sheet: FeeSheet, shares: readonly FeeShare[], nameOf: NameOf): FeeShareView[] =>
  shares.map(({ collector, part, amountFen }) => ({
    collector,
    name: collectorName(sheet, collector, nameOf),
    part,
    amountFen,
  }));

/** A fee sheet with every line explained in both languages, and loudly where its rates are examples. */
export const sheetViewOf = (sheet: FeeSheet, nameOf: NameOf): SheetView => {
  const { sheetId, on, table, treasury, services, split } = sheet;
  const { administrative, fund, ...publicSums } = treasury;
  const { standardFen, reliefFen, discountFen, payableFen } = sheet;
  return {
    sheetId,
    on,
    tableVersion: table.version,
    isDemonstration: table.isDemonstration,
    notice: table.isDemonstration ? demonstrationNotice : null,
    ...{ standardFen, reliefFen, discountFen, payableFen },
    treasury: { ...publicSums, administrative: groupView(administrative), fund: groupView(fund) },
    services: groupView(services),
    split: shareViews(sheet, split, nameOf),
  };
};
