import { describe, expect, it } from "vitest";
import { explainClock } from "../../../functions/application/clock/explain-clock.ts";
import { registersOf } from "../../../functions/application/register-entries.ts";
import { caseDueOf, casePausesOf } from "../../../functions/case/case-clock.ts";
import type { ClockAct } from "../../../functions/case/clock-acts.ts";
import type { Now } from "../../../functions/case/commands.ts";
import { fold } from "../../../functions/case/evolve.ts";
import { feePausesOf } from "../../../functions/case/fees/fee-pauses.ts";
import { workingDays } from "../../../schemas/limit.ts";
import type { History } from "../../support/case-history.ts";
import { approvedAt, collectors, feeProcess, licenceOf, pay, settledAt } from "../../support/fee-cases.ts";
import { moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { filed, limitsOf, looked, typed } from "../../support/timed-cases.ts";

const settle = { type: "SettleStage" } as const;

/** A case that is promised in four working days, accepted on Tuesday 24 November, billed on the 25th. */
const billed = (): History => {
  const history = filed({
    ...feeProcess,
    stages: [["a", "b"]],
    limits: limitsOf(3, 20),
    promised: workingDays(4),
    besides: { acceptsOnFiling: true },
  });
  for (const item of ["a", "b"]) approveSynthetic(history, item, approvedAt);
  history.perform(settle, settledAt);
  return history;
};

/** A department has to look again, as when what it had read of an earlier case is revoked. */
const reopen = (history: History, now: Now): void => {
  const { round, revision, fingerprint, due } = history.item("a");
  history.record(
    [
      { type: "InheritedRevoked", source: "case-0", reason: "许可被撤销", on: now.on },
      {
        type: "ItemAsked",
        itemId: "a",
        round: round + 1,
        revision,
        fingerprint,
        because: "input-available",
        on: now.on,
        replyBy: null,
        due,
      },
    ],
    now,
  );
};

const stretches = (history: History) =>
  feePausesOf(history.state().acts).map(({ from, to, statutory }) => [from, to, statutory]);
const dueOf = (history: History) => caseDueOf(history.state(), history.world.calendar);
const closureOf = (history: History) =>
  registersOf(history.world, history.state()).filter(({ register }) => register === "closure");
const linesOf = (history: History) =>
  explainClock(history.world, history.log, moment("2026-12-31"))?.case.lines ?? [];
const wordsOf = (history: History, act: string) =>
  linesOf(history)
    .filter((line) => line.act === act)
    .map(({ text }) => text.zh);

describe("while a case waits for its fees", () => {
  it("both clocks rest from the bill, and run on once the treasury is paid", () => {
    const history = billed();

    expect(stretches(history)).toEqual([["2026-11-25", null, true]]);
    expect(dueOf(history)).toMatchObject({ promised: null, statutory: null });
    pay(history);
    expect(stretches(history)).toEqual([["2026-11-25", "2026-11-26", true]]);
    expect(dueOf(history).promised).toBe("2026-12-01");
  });

  it("nothing rests where the treasury is owed nothing", () => {
    const history = filed({ ...feeProcess, stages: [["a"]] }, undefined, {
      form: { facts: { buildings: [], land: [], services: [] } },
    });
    approveSynthetic(history, "a", approvedAt);
    history.perform(settle, settledAt);

    expect(history.state().fees.sheet).not.toBeNull();
    expect(stretches(history)).toEqual([]);
  });

  it("departments that look again have their clock run, and the lead answers for what they take", () => {
    const history = billed();
    reopen(history, moment("2026-11-26", "10:00"));

    expect(history.state().status).toBe("reviewing");
    expect(stretches(history)).toEqual([["2026-11-25", "2026-11-26", true]]);
    expect(dueOf(history).promised).toBe("2026-12-01");
    const breaches = typed(looked(history, moment("2026-12-02")), "BreachRecorded");
    expect(breaches.map(({ breach, dueOn }) => [breach, dueOn])).toContainEqual([
      "case-promised",
      "2026-12-01",
    ]);
  });

  it("the clock rests anew once they have agreed, with the same bill unpaid still", () => {
    const history = billed();
    reopen(history, moment("2026-11-26", "10:00"));
    approveSynthetic(history, "a", moment("2026-11-27", "10:00"));
    history.perform(settle, moment("2026-11-27", "10:05"));

    expect(
      typed(
        history.log.map(({ event }) => event),
        "FeeSheetIssued",
      ),
    ).toHaveLength(1);
    expect(stretches(history)).toEqual([
      ["2026-11-25", "2026-11-26", true],
      ["2026-11-27", null, true],
    ]);
    expect(wordsOf(history, "reopened")).toEqual(["部门须重新审查,继续计时"]);
    expect(wordsOf(history, "billed")[1]).toContain("重新审查后均已同意");
  });

  it("and does not where it was paid meanwhile", () => {
    const history = billed();
    reopen(history, moment("2026-11-26", "10:00"));
    pay(history);
    approveSynthetic(history, "a", moment("2026-11-27", "10:00"));
    history.perform(settle, moment("2026-11-27", "10:05"));

    expect(history.state().status).toBe("settled");
    expect(stretches(history)).toEqual([["2026-11-25", "2026-11-26", true]]);
  });

  it("a price of an intermediary ends nothing, before the treasury is paid or after", () => {
    const history = billed();
    const service = { paymentId: "S-1", to: [collectors.service] };
    pay(history, service);

    expect(stretches(history)).toEqual([["2026-11-25", null, true]]);
    expect(wordsOf(history, "paid")).toEqual(["缴费到账,财政部分尚未缴清"]);
  });

  it("one that is paid after the licence leaves the record of the case as it was", () => {
    const history = billed();
    pay(history);
    history.perform(licenceOf(history), moment("2026-12-10", "10:00"));
    const [before, due] = [closureOf(history), dueOf(history)];

    const on = moment("2026-12-21", "10:00");
    pay(history, { paymentId: "S-1", to: [collectors.service], paidAt: on.at }, on);

    expect(before).toHaveLength(1);
    expect(closureOf(history)).toEqual(before);
    expect(dueOf(history)).toEqual(due);
  });

  it("part of the treasury's part ends nothing, the rest does", () => {
    const history = billed();
    pay(history, { to: [collectors.soil] });
    expect(stretches(history)).toEqual([["2026-11-25", null, true]]);

    const on = moment("2026-11-27", "10:00");
    pay(history, { paymentId: "P-2", to: [collectors.infrastructure] }, on);
    expect(stretches(history)).toEqual([["2026-11-25", "2026-11-27", true]]);
  });

  it("a channel that reports weeks later blames nobody: the day the hub was told counts", () => {
    const history = billed();
    looked(history, moment("2026-12-20", "09:00"));
    const told = moment("2026-12-21", "09:00");
    pay(history, {}, told);

    expect(history.state().fees.payments[0]?.paidAt).toContain("2026-11-26");
    expect(stretches(history)).toEqual([["2026-11-25", "2026-12-21", true]]);
    expect(typed(looked(history, moment("2026-12-21", "09:01")), "BreachRecorded")).toEqual([]);
  });

  it("any end of the case ends it", () => {
    const history = billed();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-30"));
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
      moment("2026-12-01"),
    );

    expect(stretches(history)).toEqual([["2026-11-25", "2026-12-01", true]]);
    expect(closureOf(history)).toHaveLength(1);
  });

  it("the stretches follow from the log alone, and the explanation shows every act of the ledger", () => {
    const history = billed();
    reopen(history, moment("2026-11-26", "10:00"));
    approveSynthetic(history, "a", moment("2026-11-27", "10:00"));
    history.perform(settle, moment("2026-11-27", "10:05"));
    const again = fold(history.log);

    expect(again && casePausesOf(again)).toEqual(casePausesOf(history.state()));
    const acts = history.state().acts.map(({ act }) => act);
    const ofItems = ["accepted"];
    expect(
      linesOf(history)
        .map(({ act }) => act)
        .filter((act) => !ofItems.includes(act)),
    ).toEqual(acts);
    expect(acts).toEqual(["received", "billed", "reopened", "billed"]);
  });
});

describe("feePausesOf", () => {
  const act = (
    said: { act: "billed"; isOwed: boolean } | { act: "resubmitted"; revision: number },
    on: string,
  ) => ({ ...said, on, at: `${on}T02:00:00Z` }) satisfies ClockAct;

  it("ends with a correction, and with a sheet that asks for nothing more", () => {
    const acts = [
      act({ act: "billed", isOwed: true }, "2026-11-25"),
      act({ act: "resubmitted", revision: 2 }, "2026-11-26"),
      act({ act: "billed", isOwed: true }, "2026-11-27"),
      act({ act: "billed", isOwed: true }, "2026-11-28"),
      act({ act: "billed", isOwed: false }, "2026-11-30"),
    ];

    expect(feePausesOf(acts).map(({ from, to }) => [from, to])).toEqual([
      ["2026-11-25", "2026-11-26"],
      ["2026-11-27", "2026-11-30"],
    ]);
  });
});
