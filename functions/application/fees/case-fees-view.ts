import type { CaseFeesView } from "../../../schemas/fee-view.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import { sumOf } from "../../case/fees/amounts.ts";
import { lastDayToPay } from "../../case/fees/last-day-to-pay.ts";
import { refundIdOfTurnedBack } from "../../case/fees/refund.ts";
import { standingPayments } from "../../case/fees/standing-payments.ts";
import { outstandingFees } from "../../case/fees/unpaid.ts";
import { dayOrNull } from "../../case/last-days.ts";
import type { CaseState, Fees } from "../../case/state.ts";
import { catalogOf, processOf, type World } from "../../case/world.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { isOwing, owedFen } from "./owed.ts";
import { collectorName, type NameOf, shareViews, sheetViewOf } from "./sheet-view.ts";

/** A sheet of a case with the day on which it was issued; `null` before there is one. */
const issuedSheet = ({ sheet, issuedOn }: Fees): { sheet: FeeSheet; issuedOn: IsoDate } | null =>
  sheet === null || issuedOn === null ? null : { sheet, issuedOn };

const paymentViews = ({ payments }: Fees, sheet: FeeSheet, nameOf: NameOf): CaseFeesView["payments"] =>
  payments.map(({ lines, by = null, ...payment }) => ({
    ...payment,
    by,
    collectors: [...Map.groupBy(lines, ({ collector }) => collector)].map(([collector, of]) => ({
      collector,
      name: collectorName(sheet, collector, nameOf),
      amountFen: sumOf(of.map(({ amountFen }) => amountFen)),
    })),
  }));

/** Everything that went back or is to: what was paid and ordered back, and what was never credited. */
const refundViews = ({ refunds, turnedBack }: Fees): CaseFeesView["refunds"] => [
  ...refunds.map(({ refund: { refundId, paymentId, by = null, reason, amountFen }, orderedOn, madeOn }) => ({
    ...{ refundId, paymentId, by, reason, amountFen, orderedOn, madeOn },
  })),
  ...turnedBack.map((each) => ({
    refundId: refundIdOfTurnedBack(each),
    paymentId: each.notice.paymentId,
    by: each.by ?? null,
    reason: each.why,
    amountFen: each.notice.amountFen,
    orderedOn: each.on,
    madeOn: each.madeOn,
  })),
];

/**
 * The fees of a case to read: the sheet, what was paid, what is owed by whom today, and what goes back. `null` before a
 * sheet was issued.
 *
 * @param today - by which who collects what is told, Asia/Shanghai.
 */
export const caseFeesOf = (world: World, state: CaseState, today: IsoDate): CaseFeesView | null => {
  const issued = issuedSheet(state.fees);
  if (issued === null) return null;
  const { sheet, issuedOn } = issued;
  const nameOf: NameOf = (id) =>
    (world.catalog.departments.get(id) ?? catalogOf(world, state).departments.get(id))?.name ?? null;
  return {
    caseId: state.caseId,
    issuedOn,
    sheet: sheetViewOf(sheet, nameOf),
    payments: paymentViews(state.fees, sheet, nameOf),
    paidFen: sumOf(standingPayments(state.fees).map(({ amountFen }) => amountFen)),
    outstandingFen: owedFen(state),
    payBy: dayOrNull(lastDayToPay(world, state)),
    outstanding: isOwing(state) ? shareViews(sheet, outstandingFees(state, today), nameOf) : [],
    payer: processOf(world, state).payerOf?.(state.form) ?? null,
    refunds: refundViews(state.fees),
  };
};
