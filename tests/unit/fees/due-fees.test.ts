import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../../functions/application/case-head.ts";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import { caseDueOf } from "../../../functions/case/case-clock.ts";
import { unpaidFen } from "../../../functions/case/fees/unpaid.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../../functions/catalog/fees/fee-editions.ts";
import { makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import { feeSheet } from "../../../schemas/fees.ts";
import type { History } from "../../support/case-history.ts";
import {
  approvedAt,
  collectors,
  feeProcess,
  licenceOf,
  paidAt,
  pay,
  settledAt,
  settledWithFees,
  twoHousesFen,
} from "../../support/fee-cases.ts";
import { later, moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { filed, limitsOf } from "../../support/timed-cases.ts";

const sheets = ({ log }: History) => log.filter(({ event }) => event.type === "FeeSheetIssued");
const refunds = (history: History) => history.state().fees.refunds.map(({ refund }) => refund);

/** A table like the demonstration's, but twice as dear, from a day on. */
const dearer = (validFrom: string) =>
  makeFeeTable({
    ...demonstrationFees,
    version: `dearer-${validFrom}`,
    validFrom,
    definitions: demonstrationFees.definitions.map((row) =>
      row.formula.kind === "area"
        ? {
            ...row,
            formula: { ...row.formula, rateFenPerSquareMetre: row.formula.rateFenPerSquareMetre * 2 },
          }
        : row,
    ),
  });

/** Let facts change after the sheet: a correction that was recorded, after which the last stage is settled anew. */
const reopened = (history: History, facts: object, now = paidAt): void => {
  const { revision, items, materials } = history.state();
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
        plan: Object.values(items).map(({ plan }) => plan),
        on: now.on,
        due: {},
      },
    ],
    now,
  );
  history.perform({ type: "ContinueCase" }, now);
};

describe("the fee sheet", () => {
  it("is issued in the append that settles the last stage, once, by the table of the day of acceptance", () => {
    const history = filed(feeProcess);
    approveSynthetic(history, "a", approvedAt);
    expect(history.state().fees.sheet).toBeNull();

    const events = history.perform({ type: "SettleStage" }, settledAt);

    expect(events.map(({ type }) => type)).toEqual(["StageSettled", "FeeSheetIssued"]);
    const { sheet, issuedOn } = history.state().fees;
    expect([sheet?.on, issuedOn]).toEqual(["2026-11-24", "2026-11-25"]);
    expect(sheet?.treasury.payableFen).toBe(twoHousesFen.treasury);
    expect(sheet?.services.payableFen).toBe(twoHousesFen.service);
    expect(feeSheet.parse(sheet)).toEqual(sheet);
    expect(history.perform({ type: "SettleStage" }, later(settledAt, { minutes: 1 }))).toEqual([]);
    expect(history.perform({ type: "KeepTime" }, later(settledAt, { days: 1 }))).toEqual([]);
  });

  it("is issued where a stage asks nobody and is settled at once", () => {
    const history = filed({ ...feeProcess, stages: [["a"], ["b"]], when: { b: "x" } });
    approveSynthetic(history, "a", approvedAt);

    history.perform({ type: "SettleStage" }, settledAt);

    expect(history.state().status).toBe("settled");
    expect(sheets(history)).toHaveLength(1);
  });

  it("is issued where the lead's ruling was the last word", () => {
    const history = filed({ ...feeProcess, policy: "lead-decides", stages: [["a"]] });
    history.perform(
      {
        type: "AnswerItem",
        itemId: "a",
        department: "dept-a",
        answer: {
          type: "lianban.item.rejected",
          webhookId: "m-1",
          time: approvedAt.at,
          data: { revision: 1, officer: { name: "程若谷" }, reason: { code: "x", text: "不同意" } },
        },
      },
      approvedAt,
    );
    history.perform(
      {
        type: "AnswerItem",
        itemId: "a",
        department: "dept-lead",
        answer: {
          type: "lianban.item.ruled",
          webhookId: "m-2",
          time: approvedAt.at,
          data: { revision: 1, officer: { name: "牵头人" }, ruling: "approve", reasons: "理由不成立" },
        },
      },
      later(approvedAt, { minutes: 5 }),
    );

    history.perform({ type: "SettleStage" }, settledAt);

    expect(history.item("a").status).toBe("overruled");
    expect(sheets(history)).toHaveLength(1);
  });

  it("is not issued by a process without fees, nor where no table was in force on the day of acceptance", () => {
    const without = settledWithFees({ feeFacts: undefined });
    const before = settledWithFees({ fees: makeFeeEditions([dearer("2026-11-25")]) });

    for (const history of [without, before]) {
      expect(history.state().fees.sheet).toBeNull();
      expect(waitingOnOf(history.world, history.state())).toBe("hub");
      expect(history.attempt(licenceOf(history), paidAt)).toHaveProperty("events");
    }
  });

  it("stays when the table changes between acceptance and payment", () => {
    const history = settledWithFees();
    history.world = { ...history.world, fees: makeFeeEditions([demonstrationFees, dearer("2026-11-25")]) };
    const before = history.state().fees.sheet;

    history.perform({ type: "KeepTime" }, later(settledAt, { days: 1 }));
    pay(history);

    expect(history.state().fees.sheet).toEqual(before);
    expect(unpaidFen(history.state())).toBe(0);
    expect(sheets(history)).toHaveLength(1);
  });

  it("stays when its edition is not held any more", () => {
    const history = settledWithFees();
    history.world = { ...history.world, fees: makeFeeEditions([dearer("2026-11-01")]) };

    history.perform({ type: "KeepTime" }, later(settledAt, { days: 1 }));

    expect(sheets(history)).toHaveLength(1);
  });

  it("is issued anew after a stage was reopened with other facts, under the same table, and doubles no line", () => {
    const history = settledWithFees();
    history.world = { ...history.world, fees: makeFeeEditions([demonstrationFees, dearer("2026-11-25")]) };

    reopened(history, { inErosionArea: false });

    const { sheet } = history.state().fees;
    expect(sheets(history)).toHaveLength(2);
    expect(sheet?.table.version).toBe(demonstrationFees.version);
    expect(sheet?.treasury.payableFen).toBe(twoHousesFen.infrastructure);
    const lines = sheet?.treasury.fund.lines ?? [];
    expect(new Set(lines.map(({ key }) => key)).size).toBe(2);
  });

  it("is not issued anew after a stage was reopened with the same facts", () => {
    const history = settledWithFees();

    reopened(history, {});

    expect(history.state().status).toBe("settled");
    expect(sheets(history)).toHaveLength(1);
  });

  it("waits while a withdrawal waits for its ruling, and follows when it is refused", () => {
    const history = filed(feeProcess);
    approveSynthetic(history, "a", approvedAt);
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, approvedAt);

    history.perform({ type: "SettleStage" }, settledAt);
    expect(sheets(history)).toHaveLength(0);
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: false, reasons: "已办结" },
      later(settledAt, { minutes: 5 }),
    );

    expect(sheets(history)).toHaveLength(1);
  });
});

describe("a fee that is waived", () => {
  it("stands with the rule that waives it, and is not paid", () => {
    const { sheet } = settledWithFees().state().fees;
    const lines = sheet?.treasury.administrative.lines ?? [];

    expect(lines.find(({ key }) => key.endsWith("/soil-conservation/kindergarten"))).toMatchObject({
      amountFen: twoHousesFen.soilWaived,
      payableFen: 0,
    });
    expect(lines.filter(({ kind }) => kind === "reduction").map(({ amountFen }) => amountFen)).toEqual([
      -twoHousesFen.soilWaived,
    ]);
    expect(sheet?.split.find(({ collector }) => collector === collectors.soil)?.amountFen).toBe(
      twoHousesFen.soil,
    );
  });

  it("leaves nothing to pay where all of the treasury's part is: the sheet is issued, and the hub goes on", () => {
    const history = settledWithFees({}, { facts: { buildings: [], land: [] } });

    expect(history.state().fees.sheet?.treasury.payableFen).toBe(0);
    expect(history.state().fees.sheet?.services.payableFen).toBe(twoHousesFen.service);
    expect(waitingOnOf(history.world, history.state())).toBe("hub");
    expect(history.attempt(licenceOf(history), paidAt)).toHaveProperty("events");
  });
});

describe("a case whose treasury's part is unpaid", () => {
  it("waits for its applicant, says how much, and makes no licence", () => {
    const history = settledWithFees();
    const state = history.state();

    expect(unpaidFen(state)).toBe(twoHousesFen.treasury);
    expect(waitingOnOf(history.world, state)).toBe("applicant");
    expect(waitingFor(history.world, state).zh).toContain("187,000.00元");
    expect(history.attempt(licenceOf(history), paidAt)).toEqual({
      refusal: { kind: "FeesUnpaid", outstandingFen: twoHousesFen.treasury },
    });
  });

  it("is driven on by the payment that completes the treasury's part, not by the one before", () => {
    const history = settledWithFees();
    const starts = () => history.effects().filter(({ kind }) => kind === "StartWorkflow");

    pay(history, { paymentId: "P-1", to: [collectors.infrastructure] });
    expect([starts(), unpaidFen(history.state())]).toEqual([[], twoHousesFen.soil]);
    pay(history, { paymentId: "P-2", to: [collectors.soil] });

    expect(starts()).toEqual([{ kind: "StartWorkflow", caseId: "case-1", processId: "synthetic" }]);
    expect(waitingOnOf(history.world, history.state())).toBe("hub");
    history.perform(licenceOf(history), later(paidAt, { minutes: 5 }));
    expect(history.state().status).toBe("issued");
  });

  it("holds both clocks of the case still until it is paid", () => {
    const limited = { limits: limitsOf(5, 20), promised: { value: 5, unit: "working-day" } as const };
    const [unpaid, paid] = [settledWithFees(limited), settledWithFees(limited)];
    pay(paid);
    const dueOf = (history: History) => caseDueOf(history.state(), history.world.calendar);
    const { promised } = caseDueOf(
      settledWithFees({ ...limited, feeFacts: undefined }).state(),
      unpaid.world.calendar,
    );

    expect(dueOf(unpaid)).toMatchObject({ promised: null, statutory: null });
    // Issued on the 25th, paid on the 26th: one working day later.
    expect([promised, dueOf(paid).promised]).toEqual(["2026-12-01", "2026-12-02"]);
  });
});

describe("what was paid", () => {
  const endings = {
    withdrawn: (history: History) =>
      history.perform(
        { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
        moment("2026-11-27"),
      ),
  };

  it("goes back whole when the application is withdrawn, each payment once", () => {
    const history = settledWithFees();
    pay(history, { paymentId: "P-1", to: [collectors.infrastructure] });
    pay(history, { paymentId: "P-2", to: [collectors.service] });
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-27"));

    endings.withdrawn(history);

    expect(history.state().status).toBe("withdrawn");
    expect(refunds(history).map(({ refundId, reason, amountFen }) => [refundId, reason, amountFen])).toEqual([
      ["finance:P-1-refund", "withdrawn", twoHousesFen.infrastructure],
      ["finance:P-2-refund", "withdrawn", twoHousesFen.service],
    ]);
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "TellChannels", refundId: "finance:P-1-refund" }),
    );
    expect(history.perform({ type: "KeepTime" }, moment("2026-11-30"))).toEqual([]);
  });

  it("goes back in part when a corrected sheet asks for less, and the rest when the case then ends", () => {
    const history = settledWithFees();
    pay(history);

    reopened(history, { inErosionArea: false }, moment("2026-11-27"));

    expect(refunds(history)).toEqual([
      {
        refundId: "finance:P-1-overpaid-1",
        paymentId: "P-1",
        by: "finance",
        sheetId: sheets(history).map(
          ({ event }) => event.type === "FeeSheetIssued" && event.sheet.sheetId,
        )[0],
        reason: "overpaid",
        amountFen: twoHousesFen.soil,
        lines: [
          {
            key: "case-1/soil-conservation/residential/finance:P-1-overpaid-1",
            charge: "case-1/soil-conservation/residential",
            collector: collectors.soil,
            amountFen: twoHousesFen.soil,
          },
        ],
      },
    ]);
    expect(unpaidFen(history.state())).toBe(0);

    history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-27"));
    endings.withdrawn(history);

    expect(refunds(history).map(({ refundId, amountFen }) => [refundId, amountFen])).toEqual([
      ["finance:P-1-overpaid-1", twoHousesFen.soil],
      ["finance:P-1-refund", twoHousesFen.infrastructure],
    ]);
  });

  it("is asked for only by the difference when a corrected sheet asks for more", () => {
    const history = settledWithFees({}, { facts: { inErosionArea: false } });
    pay(history);

    reopened(history, {}, moment("2026-11-27"));

    expect(refunds(history)).toEqual([]);
    expect(unpaidFen(history.state())).toBe(twoHousesFen.soil);
    expect(waitingOnOf(history.world, history.state())).toBe("applicant");
  });
});
