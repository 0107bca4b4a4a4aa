import type { CaseFeesView } from "../../../schemas/fee-view.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import { sumOf } from "../../case/fees/amounts.ts";
import { refundIdOf } from "../../case/fees/refund.ts";
import { standingOf } from "../../case/fees/standing.ts";
import { outstandingFees, unpaidFen } from "../../case/fees/unpaid.ts";
import type { CaseState, Fees } from "../../case/state.ts";
import { catalogOf, type World } from "../../case/world.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { collectorName, type NameOf, shareViews, sheetViewOf } from "./sheet-view.ts";

/** A sheet of a case with the day on which it was issued; `null` before there is one. */
const issuedSheet = ({ sheet, issuedOn }: Fees): { sheet: FeeSheet; issuedOn: IsoDate } | null =>
  sheet === null || issuedOn === null ? null : { sheet, issuedOn };

const paymentViews = ({ payments }: Fees, sheet: FeeSheet, nameOf: NameOf): CaseFeesView["payments"] =>
  payments.map(({ lines, ...payment }) => ({
    ...payment,
    collectors: [...Map.groupBy(lines, ({ collector }) => collector)].map(([collector, of]) => ({
      collector,
      name: collectorName(sheet, collector, nameOf),
      amountFen: sumOf(of.map(({ amountFen }) => amountFen)),
    })),
  }));

/** Everything that went back or is to: what was paid and ordered back, and what was never credited. */
const refundViews = ({ refunds, turnedBack }: Fees): CaseFeesView["refunds"] => [
  ...refunds.map(({ refund: { refundId, paymentId, reason, amountFen }, orderedOn, madeOn }) => ({
    ...{ refundId, paymentId, reason, amountFen, orderedOn, madeOn },
  })),
  ...turnedBack.map(({ notice, why, on, madeOn }) => ({
    refundId: refundIdOf(notice),
    paymentId: notice.paymentId,
    reason: why,
    amountFen: notice.amountFen,
    orderedOn: on,
    madeOn,
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
    paidFen: sumOf(standingOf(state.fees).map(({ amountFen }) => amountFen)),
    outstandingFen: unpaidFen(state),
    outstanding: shareViews(sheet, outstandingFees(state, today), nameOf),
    refunds: refundViews(state.fees),
  };
};
