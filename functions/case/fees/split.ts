import type { ChargeLine, FeeGroup, FeeLine, FeeShare, FeeSheet } from "../../../schemas/fees.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { sumOf } from "./amounts.ts";

/** What is known of a sheet before its split. */
export type SheetLines = { treasury: Record<"administrative" | "fund", Pick<FeeGroup, "lines">> } & {
  services: Pick<FeeGroup, "lines">;
};

/** Every line of a sheet, public ones first, each reduction behind its charge. Their sum is the bill. */
export const linesOf = ({ treasury, services }: SheetLines): FeeLine[] => [
  ...treasury.administrative.lines,
  ...treasury.fund.lines,
  ...services.lines,
];

/** The charges of a sheet, each with what is payable for it. */
export const chargesOf = (sheet: SheetLines): ChargeLine[] =>
  linesOf(sheet).filter((line) => line.kind === "charge");

/** Who collects a charge that is paid on a day. Before the first collector began, the first. */
const collectorOn = ({ collectors }: ChargeLine, on: IsoDate): string => {
  const collector = collectors.findLast(({ since }) => since <= on) ?? collectors[0];
  if (collector === undefined) throw new Error("a charge has at least one collector");
  return collector.collector;
};

/** Add up what is owed for some charges by who collects them on a day, in the order they are met. */
export const shared = (
  owed: readonly { charge: ChargeLine; amountFen: number }[],
  on: IsoDate,
): FeeShare[] => {
  const groups = Map.groupBy(
    owed.filter(({ amountFen }) => amountFen > 0),
    ({ charge }) => collectorOn(charge, on),
  );
  return [...groups].map(([collector, rows]) => ({
    collector,
    part: rows.every(({ charge }) => charge.feeKind === "service") ? "service" : "treasury",
    amountFen: sumOf(rows.map(({ amountFen }) => amountFen)),
    charges: rows.map(({ charge }) => charge.key),
  }));
};

/**
 * What each collector is owed when a sheet is paid on a day (分账). A fee that another department collects by then, as the
 * tax authority since 2021-01-01, goes there; its amount stays. Who is owed nothing has no row.
 *
 * @param on - the day of payment, Asia/Shanghai.
 * @default the day of acceptance
 */
export const splitOf = (sheet: SheetLines & Pick<FeeSheet, "on">, on: IsoDate = sheet.on): FeeShare[] =>
  shared(
    chargesOf(sheet).map((charge) => ({ charge, amountFen: charge.payableFen })),
    on,
  );
