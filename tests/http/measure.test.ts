import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeMeasure } from "../../functions/application/measure.ts";
import type { Measurement } from "../../functions/ports/measurements.ts";
import { type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;
let now: string;

/** Departments with systems nobody answers at: what is sent to them stays pending, then dies. */
const connections = ["market-regulation", "quality-supervision", "tax", "emergency-management"].map(
  (department) => ({ department, channel: "system" as const, dialect: "json", url: "http://127.0.0.1:9" }),
);

beforeEach(async () => {
  now = "2026-11-24T02:00:00.000Z";
  harness = await makeHarness({
    connections,
    clock: { now: () => now },
    delivery: { pausesMs: [3_600_000], breakAfter: 1_000 },
  });
});
afterEach(() => harness.stop());

const measured = (): Promise<Measurement[]> => makeMeasure(harness.hub.hub, harness.hub.relaySource)();

const valueIn = (all: readonly Measurement[], name: string, dimension?: string): number | undefined =>
  all.find((each) => each.name === name && each.dimension?.value === dimension)?.value;

describe("makeMeasure", () => {
  it("tells an empty hub as zeros, and that the calendar reaches far enough", async () => {
    now = "2026-03-02T02:00:00.000Z";

    const all = await measured();

    expect(valueIn(all, "CasesWaitingOnHub")).toBe(0);
    expect(valueIn(all, "OverdueItems")).toBe(0);
    expect(valueIn(all, "ParkedEffects")).toBe(0);
    expect(valueIn(all, "CalendarMissing")).toBe(0);
    expect(valueIn(all, "PendingDeliveries", "tax")).toBe(0);
  });

  it("counts cases by status, and ages the oldest undelivered message of each department", async () => {
    const { status } = await harness.file(sampleForm("sails-through"));
    await harness.settle();
    now = "2026-11-24T02:10:00.000Z";

    const all = await measured();

    expect(valueIn(all, "CasesByStatus", status)).toBe(1);
    expect(valueIn(all, "PendingDeliveries", "market-regulation")).toBe(1);
    expect(valueIn(all, "OldestPendingDeliverySeconds", "market-regulation")).toBe(600);
    expect(valueIn(all, "OldestPendingDeliverySeconds", "emergency-management")).toBe(0);
  });

  it("counts items that are overdue once the watch has said so", async () => {
    const { caseId } = await harness.file(sampleForm("sails-through"));
    await harness.answer({
      department: "market-regulation",
      caseId,
      itemId: "enterprise-registration",
      type: "lianban.item.accepted",
    });
    now = "2026-12-28T02:00:00.000Z";
    await harness.hub.watch.keepTime();

    const all = await measured();

    expect(valueIn(all, "OverdueItems")).toBe(3);
    expect(valueIn(all, "CalendarMissing")).toBe(1);
  });
});
