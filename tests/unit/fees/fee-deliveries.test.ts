import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { feeDeliveriesOf } from "../../../functions/application/fees/fee-deliveries.ts";
import type { Hub } from "../../../functions/application/hub.ts";
import { message } from "../../../schemas/message.ts";
import type { History } from "../../support/case-history.ts";
import { noticeOf, paidAt, payment, settledWithFees } from "../../support/fee-cases.ts";
import { later, moment } from "../../support/moments.ts";

const key = createSecretKey(randomBytes(32));

/** A case that was paid through one of two channels, and withdrawn. */
const withdrawnAfterPaying = (channel: string): History => {
  const history = settledWithFees();
  const { catalog } = history.world;
  const second = { id: "dept-other", name: message("税务", "tax"), code: "tax", isPaymentChannel: true };
  const departments = new Map([...catalog.departments, [second.id, second]]);
  history.world = { ...history.world, catalog: { ...catalog, departments } };
  history.perform(payment(noticeOf(history.state()), channel), later(paidAt, { minutes: 1 }));
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-27"));
  history.perform(
    { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
    moment("2026-11-27"),
  );
  return history;
};

/** Who is told that the refund was ordered, of the channels whose systems are connected. */
const toldOfRefund = (history: History, connected: readonly string[]): string[] => {
  const directory = {
    connection: (department: string) =>
      connected.includes(department)
        ? { department, channel: "system", dialect: "json", url: "http://channel.test" }
        : null,
  };
  const { world } = history;
  const clock = { now: () => moment("2026-11-28").at };
  const hub = { world, clock, directory, baseUrl: "http://hub.test" } as unknown as Hub;
  return history
    .effects()
    .flatMap((effect) =>
      effect.kind === "TellChannels"
        ? feeDeliveriesOf(hub, history.state(), key, effect).map(({ department }) => department)
        : [],
    );
};

describe("a refund that is ordered", () => {
  const both = ["finance", "dept-other"];

  it.each(both)(
    "is told to %s alone, which took the payment: another may have one of the same id",
    (channel) => {
      expect(toldOfRefund(withdrawnAfterPaying(channel), both)).toEqual([channel]);
    },
  );

  it("is told to those there are where that channel cannot be told any more", () => {
    expect(toldOfRefund(withdrawnAfterPaying("dept-other"), ["finance"])).toEqual(["finance"]);
  });
});
