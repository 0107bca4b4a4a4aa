import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StepFigures } from "../../functions/application/statistics/steps.ts";
import type { NamedRow } from "../../functions/application/statistics.ts";
import { bengbuGuides } from "../../functions/catalog/guides/bengbu.ts";
import { eventually } from "../contract/fixture.ts";
import { named, readAs } from "../support/acting.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { decisionEntry } from "../support/register-entries.ts";

let harness: Harness;

beforeAll(async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  harness = await makeHarness({ watchEveryMs: 20, log });
  await harness.hub.hub.store.enter([decisionEntry(), decisionEntry({ itemId: "tax-registration" })]);
});

afterAll(() => harness.stop());

const stepsOf = (itemId: string): number => bengbuGuides.guides.get(itemId)?.basic.flow?.length ?? 0;

describe("steps", () => {
  it("of decided items stand in the statistics of a period, by the guides of the centre", async () => {
    const path = "/v1/statistics?from=2026-10-01&to=2026-10-31&by=item";
    const { rows, total } = await readAs<{ rows: NamedRow[]; total: NamedRow }>(
      await harness.as("supervisor", path),
    );
    const steps = ["enterprise-registration", "tax-registration"].map(stepsOf);

    expect(rows.map((row) => row.steps.average)).toEqual(steps);
    expect(total.steps).toMatchObject({ counted: 2, total: steps.reduce((sum, each) => sum + each, 0) });
    expect(Math.min(...steps)).toBeGreaterThan(0);
  });

  it("of published guides stand in the figures of the power list", async () => {
    const { steps, total } = await readAs<{ steps: StepFigures; total: number }>(
      await harness.as(null, "/v1/power-list/figures"),
    );

    expect(steps.total).toBeGreaterThan(0);
    expect(steps.counted + steps.leftOut).toBe(total);
    expect(steps.total).toBeLessThanOrEqual(
      [...bengbuGuides.guides.keys()].reduce((sum, id) => sum + stepsOf(id), 0),
    );
  });
});

interface Overview {
  cases: Record<string, number>;
  lastSweep: { at: string; done: number; failed: string[] } | null;
}

const overview = async (): Promise<Overview> =>
  readAs<Overview>(await harness.as("supervisor", "/v1/overview"));

describe("the last sweep", () => {
  it("stands in the overview, with the cases on which it failed", async () => {
    const { store } = harness.hub.hub;
    const { due, load } = store;
    store.due = async () => ({ rows: [{ caseId: "unreadable", version: 1 }], cursor: null });
    store.load = async (caseId) => {
      if (caseId === "unreadable") throw new Error("the log is damaged");
      return load(caseId);
    };

    await eventually(async () =>
      expect(await overview()).toMatchObject({ lastSweep: { failed: ["unreadable"] } }),
    );
    Object.assign(store, { due, load });
    await eventually(async () => expect(await overview()).toMatchObject({ lastSweep: { failed: [] } }));
  });
});

describe("who looked at whose case", () => {
  it("holds the looks into that very list", async () => {
    const { caseId } = await harness.file(named("珠城恒盛"));
    const path = `/v1/cases/${caseId}/access`;
    await harness.as("supervisor", path);
    await harness.as("zhang-san", path);

    const { lines } = await readAs<{ lines: { what: string; who: { kind: string } }[] }>(
      await harness.as("zhang-san", path),
    );

    expect(lines.filter(({ what }) => what === "access").map(({ who }) => who.kind)).toEqual(["supervisor"]);
  });
});
