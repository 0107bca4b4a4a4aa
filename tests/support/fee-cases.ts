import type { Now } from "../../functions/case/commands.ts";
import { outstandingFees } from "../../functions/case/fees/unpaid.ts";
import type { CaseState } from "../../functions/case/state.ts";
import { type IsoDate, shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import { demonstrationFees } from "../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../functions/catalog/fees/fee-editions.ts";
import type { FeeFacts } from "../../schemas/fee-facts.ts";
import type { PaymentNotice } from "../../schemas/fee-payment.ts";
import { buildingOf, institutions, landOf, projectOf, serviceOf } from "../unit/fees/fee-projects.ts";
import { type History, licenceRecordOf } from "./case-history.ts";
import { later, moment } from "./moments.ts";
import { approveSynthetic, type Synthetic } from "./synthetic-process.ts";
import { filed } from "./timed-cases.ts";

/**
 * A house of 1,000 m² and a kindergarten of 600 m² on their land, and an environmental report for ¥10,000. By the rates of
 * the demonstration: infrastructure 115,000 + 69,000, soil 3,000 + 1,500 of which the kindergarten's is waived, and 8,500
 * of the report.
 */
const twoHouses: FeeFacts = projectOf({
  inErosionArea: true,
  buildings: [
    buildingOf({ id: "1#", use: "residential", storeys: 3, ground: 400, above: 1_000, floor: 1_000 }),
    buildingOf({ id: "2#", use: "kindergarten", storeys: 2, ground: 300, above: 600, floor: 600 }),
  ],
  land: [landOf("residential", 2_000), landOf("kindergarten", 1_000)],
  services: [serviceOf("environmental-report", institutions.environment, 10_000)],
});

/** What {@link twoHouses} come to, in fen. */
export const twoHousesFen = {
  infrastructure: 18_400_000,
  soil: 300_000,
  soilWaived: 150_000,
  treasury: 18_700_000,
  service: 850_000,
  serviceRelief: 150_000,
} as const;

/** The collectors of {@link twoHouses}. */
export const collectors = {
  infrastructure: "housing-construction",
  soil: "tax",
  service: institutions.environment.code,
} as const;

/** A made-up process whose form says in `facts` what differs from {@link twoHouses}. */
export const feeProcess: Partial<Synthetic> = {
  feeFacts: (form, caseId) => ({ ...twoHouses, ...(form.facts as Partial<FeeFacts> | undefined), caseId }),
  fees: makeFeeEditions([demonstrationFees]),
};

/** When departments approve, when the last stage is settled, and when the applicant pays. */
export const approvedAt: Now = moment("2026-11-24", "10:10");
export const settledAt: Now = moment("2026-11-25", "09:00");
export const paidAt: Now = moment("2026-11-26", "15:00");

/** A made-up case with fees, all of whose stages are through. */
export const settledWithFees = (
  synthetic: Partial<Synthetic> = {},
  form: Readonly<Record<string, unknown>> = {},
): History => {
  const history = filed({ ...feeProcess, ...synthetic }, undefined, { form });
  approveSynthetic(history, "a", approvedAt);
  history.perform({ type: "SettleStage" }, settledAt);
  return history;
};

/** What a channel reports when somebody pays some collectors all they are owed by the sheet; of the treasury by default. */
export const noticeOf = (
  state: Pick<CaseState, "fees">,
  more: Partial<PaymentNotice> & { to?: readonly string[]; on?: IsoDate } = {},
): PaymentNotice => {
  const { to, on = shanghaiDate(paidAt.at), ...said } = more;
  const owed = outstandingFees(state, on).filter(({ collector, part }) =>
    to === undefined ? part === "treasury" : to.includes(collector),
  );
  const lines = said.lines ?? owed.map(({ collector, amountFen }) => ({ collector, amountFen }));
  return {
    paymentId: "P-1",
    sheetId: state.fees.sheet?.sheetId ?? "none",
    amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    paidAt: paidAt.at,
    channel: "non-tax-platform",
    ...said,
    lines,
  };
};

/** The command of the channel about a payment. */
export const payment = (notice: PaymentNotice, department = "finance") =>
  ({ type: "PayFees", department, notice }) as const;

/** Let the treasury's part, or some collectors, be paid. */
export const pay = (
  history: History,
  more: Parameters<typeof noticeOf>[1] = {},
  now: Now = later(paidAt, { minutes: 1 }),
): PaymentNotice => {
  const notice = noticeOf(history.state(), more);
  history.perform(payment(notice), now);
  return notice;
};

/** The command that makes the licence of a settled case. */
export const licenceOf = (history: History) =>
  ({
    type: "IssueLicence",
    record: licenceRecordOf(history.world, history.state()),
    signature: "s",
  }) as const;
