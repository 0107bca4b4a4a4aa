import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../functions/application/case-head.ts";
import { registersOf } from "../../functions/application/register-entries.ts";
import { waitingFor } from "../../functions/application/waiting-for.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import { fold } from "../../functions/case/evolve.ts";
import { chargesOf } from "../../functions/case/fees/split.ts";
import { isOpen } from "../../functions/case/state.ts";
import { demonstrationFees } from "../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../functions/catalog/fees/fee-editions.ts";
import { makeFeeTable } from "../../functions/catalog/fees/fee-table.ts";
import { bengbuProfile, type CentreProfile } from "../../functions/catalog/profile.ts";
import { caseEvent } from "../../schemas/events.ts";
import type { PaymentNotice } from "../../schemas/fee-payment.ts";
import { feeSheet } from "../../schemas/fees.ts";
import { naturalDays } from "../../schemas/limit.ts";
import type { History } from "../support/case-history.ts";
import { collectors, feeProcess, licenceOf, noticeOf, payment } from "../support/fee-cases.ts";
import { filingMoment, later } from "../support/moments.ts";
import { approveSynthetic } from "../support/synthetic-process.ts";
import { filed } from "../support/timed-cases.ts";

/** A failure prints its seed and path; give the seed here to see the same walks again. */
const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 400);

const payers = [undefined, [collectors.soil], [collectors.infrastructure], [collectors.service]] as const;

/** What happens to the fees of a case. Numbers choose among what there is. */
const step = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant("pay" as const),
      id: fc.nat({ max: 5 }),
      to: fc.nat({ max: 3 }),
      wrong: fc.constantFrom("no", "no", "no", "amount", "sheet", "another-case", "early", "late"),
      department: fc.constantFrom("finance", "finance", "finance", "dept-a"),
    }),
    weight: 8,
  },
  { arbitrary: fc.record({ kind: fc.constant("refunded" as const), which: fc.nat({ max: 5 }) }), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constant("correct" as const),
      inErosionArea: fc.boolean(),
      land: fc.nat({ max: 2 }),
    }),
    weight: 2,
  },
  {
    arbitrary: fc
      .constantFrom("approve", "settle", "settle", "issue", "keepTime", "newTable")
      .map((kind) => ({
        kind: kind as "approve" | "settle" | "issue" | "keepTime" | "newTable",
      })),
    weight: 6,
  },
  {
    arbitrary: fc.constantFrom("withdraw", "grant", "refuse").map((kind) => ({
      kind: kind as "withdraw" | "grant" | "refuse",
    })),
    weight: 1,
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const dearer = makeFeeTable({
  ...demonstrationFees,
  version: "dearer",
  validFrom: "2026-11-25",
  rules: [],
});

/** What a channel says: rightly, or wrong in one way. */
const noticeBy = (history: History, said: Extract<Step, { kind: "pay" }>, now: Now): PaymentNotice => {
  const to = payers[said.to];
  const right = noticeOf(history.state(), {
    paymentId: `P-${said.id}`,
    paidAt: now.at,
    on: now.on,
    ...(to === undefined ? {} : { to }),
  });
  const lines = right.lines.length === 0 ? [{ collector: collectors.soil, amountFen: 5 }] : right.lines;
  const notice = { ...right, lines, amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0) };
  switch (said.wrong) {
    case "amount": {
      const [first = { collector: "tax", amountFen: 0 }, ...rest] = lines;
      const changed = { ...first, amountFen: first.amountFen + 1 };
      return { ...notice, lines: [changed, ...rest], amountFen: notice.amountFen + 1 };
    }
    case "sheet":
      return { ...notice, sheetId: "case-1-fees-0" };
    case "another-case":
      return { ...notice, sheetId: "case-2-fees-0" };
    case "early":
      return { ...notice, paidAt: "2026-11-01T00:00:00Z" };
    case "late":
      return { ...notice, paidAt: later(now, { days: 1 }).at };
    default:
      return notice;
  }
};

const idsGoingBack = (history: History): string[] => {
  const { refunds, turnedBack } = history.state().fees;
  return [
    ...refunds.map(({ refund }) => refund.refundId),
    ...turnedBack.map(({ notice, by }) => `${by}:${notice.paymentId}-refund`),
  ];
};

const commandOf = (history: History, said: Step, now: Now): Command => {
  const ruling = { type: "RuleOnWithdrawal", department: "dept-lead", reasons: "裁定" } as const;
  switch (said.kind) {
    case "pay":
      return payment(noticeBy(history, said, now), said.department);
    case "refunded": {
      const refundId = idsGoingBack(history)[said.which] ?? "P-9-refund";
      return { type: "ConfirmRefund", department: "finance", refundId, refundedAt: now.at };
    }
    case "withdraw":
      return { type: "WithdrawCase", reason: "计划有变" };
    case "grant":
      return { ...ruling, isGranted: true };
    case "refuse":
      return { ...ruling, isGranted: false };
    case "settle":
      return { type: "SettleStage" };
    case "issue":
      return licenceOf(history);
    default:
      return { type: "KeepTime" };
  }
};

/** A correction that was recorded, whatever the case thought of it: that is how facts change after a sheet. */
const correct = (history: History, facts: object, now: Now): void => {
  const { revision, items, materials, status } = history.state();
  if (!isOpen(history.state()) || status === "awaiting-applicant") return;
  const plan = Object.values(items).map((item) => item.plan);
  history.record(
    [
      {
        type: "RevisionSubmitted",
        revision: revision + 1,
        form: { facts },
        materials: [...materials],
        changed: ["facts"],
        title: "合成办件",
        reservation: null,
        plan,
        on: now.on,
        due: {},
      },
    ],
    now,
  );
  history.perform({ type: "ContinueCase" }, now);
};

const total = (fens: readonly number[]): number => fens.reduce((sum, fen) => sum + fen, 0);

/** What was paid for each charge and not ordered back, counted from the log alone. */
const paidByCharge = ({ log }: History): Map<string, number> => {
  const paid = new Map<string, number>();
  const add = (charge: string, fen: number) => paid.set(charge, (paid.get(charge) ?? 0) + fen);
  for (const { event } of log) {
    if (event.type === "FeesPaid") for (const line of event.payment.lines) add(line.charge, line.amountFen);
    if (event.type === "RefundOrdered")
      for (const line of event.refund.lines) add(line.charge, -line.amountFen);
  }
  return paid;
};

/** Everything that must hold of the fees of a case at rest, by the log and apart from the code that decided it. */
const wrongOf = (history: History): string[] => {
  const { log, world } = history;
  const state = history.state();
  const { sheet } = state.fees;
  const notices = log.flatMap(({ event }) => {
    if (event.type === "FeesPaid") return [event.payment];
    return event.type === "PaymentTurnedBack" ? [event.notice] : [];
  });
  const wrong: string[] = [];
  const must = (holds: boolean, text: string) => holds || wrong.push(text);
  must(new Set(notices.map(({ paymentId }) => paymentId)).size === notices.length, "a payment stands twice");
  must(new Set(idsGoingBack(history)).size === idsGoingBack(history).length, "a refund stands twice");
  must(
    notices.every(({ amountFen, lines }) => total(lines.map((line) => line.amountFen)) === amountFen),
    "a payment is not the sum of its lines",
  );
  const paid = paidByCharge(history);
  must(
    [...paid.values()].every((fen) => fen >= 0),
    "more goes back than came in",
  );
  const hasEnded = ["withdrawn", "refused", "returned"].includes(state.status);
  must(!hasEnded || [...paid.values()].every((fen) => fen === 0), "an ended case keeps money");
  const charges = sheet === null ? [] : chargesOf(sheet);
  const payable = new Map(charges.map(({ key, payableFen }) => [key, payableFen]));
  const isAtRest = state.status === "settled" && state.withdrawalRequest?.status !== "submitted";
  must(
    !isAtRest || [...paid].every(([charge, fen]) => fen <= (payable.get(charge) ?? 0)),
    "more is kept than the sheet asks",
  );
  must(!isAtRest || sheet !== null, "a settled case has no sheet");
  must(sheet === null || feeSheet.safeParse(sheet).success, "the sheet does not add up");
  must(sheet === null || sheet.table.version === demonstrationFees.version, "the table changed under a case");
  const owed = charges
    .filter(({ feeKind }) => feeKind !== "service")
    .some(({ key, payableFen }) => payableFen > (paid.get(key) ?? 0));
  must(!(state.status === "issued" && owed), "a licence was made before its fees were paid");
  must(!isAtRest || waitingOnOf(world, state) === (owed ? "applicant" : "hub"), "it waits for somebody else");
  must(!isAtRest || !owed || waitingFor(world, state).en.includes("please pay"), "it does not say so");
  const folded = fold(log);
  must(
    folded !== null &&
      JSON.stringify(registersOf(world, folded)) === JSON.stringify(registersOf(world, state)),
    "the registers do not recompute",
  );
  return wrong;
};

/** A centre that gives its applicants no more than the day of the bill to pay. */
const pressing = { ...bengbuProfile, feePayment: { limit: naturalDays(0), basis: "合成规则" } };

const walked = (
  steps: readonly Step[],
  profile: CentreProfile = bengbuProfile,
): { history: History; wrong: string[] } => {
  const history = filed({ ...feeProcess, profile });
  let now = filingMoment;
  for (const said of steps) {
    now = later(now, { minutes: 97 });
    if (said.kind === "newTable")
      history.world = { ...history.world, fees: makeFeeEditions([demonstrationFees, dearer]) };
    if (said.kind === "approve") {
      const { status } = history.item("a");
      if (isOpen(history.state()) && status === "asked") approveSynthetic(history, "a", now);
    } else if (said.kind === "correct") {
      const land = [{ use: "residential", squareDecimetres: said.land * 100_000 }];
      correct(history, { inErosionArea: said.inErosionArea, land }, now);
    } else {
      const command = commandOf(history, said, now);
      const decision = history.attempt(command, now);
      if ("events" in decision) {
        history.record(decision.events, now);
        const again = history.attempt(command, now);
        if ("events" in again && again.events.length > 0)
          return { history, wrong: [`${command.type} acts twice`] };
      }
    }
    for (const { event } of history.log) caseEvent.parse(event);
    const wrong = wrongOf(history);
    if (wrong.length > 0) return { history, wrong: [...wrong, JSON.stringify(said)] };
  }
  return { history, wrong: [] };
};

const walk = fc
  .array(step, { maxLength: 25, size: "medium" })
  .map((steps): Step[] => [{ kind: "approve" }, { kind: "settle" }, ...steps]);

describe("whatever happens to the fees of a case", () => {
  it("every rule holds after every step", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(walk, fc.constantFrom(bengbuProfile, pressing), (steps, profile) => {
        expect(walked(steps, profile).wrong).toEqual([]);
      }),
      { seed, numRuns },
    );
  });

  it("the walks meet every event of fees, and every reason for which money goes back", () => {
    const walks = fc.sample(walk, { seed: 1, numRuns: 400 });
    const logs = walks.flatMap(
      (steps, index) => walked(steps, index % 2 === 0 ? bengbuProfile : pressing).history.log,
    );
    const met = new Set(
      logs.map(({ event }) => {
        if (event.type === "PaymentTurnedBack") return `${event.type} ${event.why}`;
        return event.type === "RefundOrdered" ? `${event.type} ${event.refund.reason}` : event.type;
      }),
    );

    expect([...met]).toEqual(
      expect.arrayContaining([
        "FeeSheetIssued",
        "FeesPaid",
        "PaymentTurnedBack paid-twice",
        "PaymentTurnedBack case-closed",
        "PaymentTurnedBack other-sheet",
        "PaymentTurnedBack amount-differs",
        "RefundOrdered withdrawn",
        "RefundOrdered returned",
        "RefundOrdered overpaid",
        "RefundMade",
        "CaseReturned",
        "LicenceIssued",
      ]),
    );
  });
});
