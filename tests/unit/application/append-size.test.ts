import { afterAll, describe, expect, it } from "vitest";
import { aheadSteps, splitAhead, stepsOf } from "../../../functions/adapters/aws/append-transaction.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import type { Command } from "../../../functions/case/commands.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import type { Append } from "../../../functions/ports/case-store.ts";
import { makeHarness } from "../../support/hub-harness.ts";
import { approvalOf } from "../../support/joint-review-acts.ts";
import { jointFiling, jointWorld } from "../../support/joint-review-forms.ts";
import { moment } from "../../support/moments.ts";
import { material } from "../../support/sample-filing.ts";
import { makeSetClock } from "../../support/set-clock.ts";

const clock = makeSetClock("2026-11-24");
const harness = await makeHarness({ clock });
afterAll(() => harness.stop());

const table = { name: "t" } as Table;
const appends: Append[] = [];
const { store } = harness.hub.hub;
const { append: write } = store;
store.append = (append) => {
  appends.push(append);
  return write(append);
};

/** Items of the transaction an append is on DynamoDB; throws where they are more than one takes. */
const itemsOf = (append: Append): number => stepsOf(table, splitAhead(append).rest).length;

const give = async (command: Command, caseId = CASE): Promise<CaseState> => {
  appends.length = 0;
  const actor = { kind: "hub", id: "test" } as const;
  const result = await harness.hub.handle({ caseId, command, actor, cause: crypto.randomUUID() });
  if (result.kind !== "Done") throw new Error(`${command.type}: ${JSON.stringify(result).slice(0, 300)}`);
  return result.state;
};

const CASE = "case-large";
const ENDING = "case-ending";
const everyTrigger = [
  "special-fire-works",
  "explosive-site",
  "lightning-special",
  "environmental-report",
  "trees-or-green",
  "underground-pipelines",
  "river-zone",
];

const more = (mark: string) =>
  Array.from({ length: 30 }, (_, index) => ({
    ...material("sheets-structure"),
    documentId: `sheets-${mark}-${index}`,
  }));

describe("the largest case of ten departments", () => {
  it("is filed with fifty documents in one transaction", async () => {
    const filing = jointFiling("drawing-review", { changes: { "project.triggers": everyTrigger } });
    const materials = [...filing.materials, ...more("a")].slice(0, 50);

    const state = await give({ ...filing, caseId: CASE, materials });

    expect(Object.values(state.items).filter(({ status }) => status === "accepted").length).toBeGreaterThan(
      10,
    );
    expect(appends.map(itemsOf).every((items) => items <= 100)).toBe(true);
  });

  it("writes what a month without the watch brought about in portions, and misses nothing", async () => {
    clock.set("2026-12-31");
    const state = await give({ type: "KeepTime" });

    expect(appends.length).toBeGreaterThan(1);
    expect(Math.max(...appends.map(itemsOf))).toBeLessThanOrEqual(100);
    const again = await give({ type: "KeepTime" });
    expect(again.version).toBe(state.version);
    for (const item of Object.values(state.items).filter(({ round }) => round > 0))
      expect(item.overruns.length + Number(item.status === "deemed")).toBeGreaterThan(0);
  });

  it("takes a correction with fifty new documents after it, and a withdrawal", async () => {
    const { form } = jointFiling("drawing-review-rectified" as "drawing-review", {
      changes: { "project.triggers": everyTrigger },
    });
    const filing = jointFiling("drawing-review", { changes: { "project.triggers": everyTrigger } });
    const materials = [...filing.materials, ...more("b")]
      .slice(0, 50)
      .map((each, index) => ({ ...each, documentId: `new-${index}` }));
    await give({ type: "CorrectCase", baseRevision: 1, form, materials });
    const sizes = appends.map(itemsOf);
    await give({ type: "WithdrawCase", reason: "计划有变" });

    expect(Math.max(...sizes, ...appends.map(itemsOf))).toBeLessThanOrEqual(100);
  });
});

describe("the end of such a case", () => {
  it("stands everybody down and asks all who approved to undo it, in one transaction", async () => {
    clock.set("2026-11-24");
    const filing = jointFiling("drawing-review", {
      changes: {
        "project.triggers": everyTrigger,
        "project.code": "2611-340300-04-01-777777",
      },
    });
    let state = await give({ ...filing, caseId: ENDING }, ENDING);
    clock.set("2026-11-24", "10:30");
    for (const { id } of Object.values(state.items).filter(({ round }) => round > 0))
      state = await give(approvalOf(jointWorld, state, id, moment("2026-11-24", "10:30")), ENDING);
    await give({ type: "WithdrawCase", reason: "计划有变" }, ENDING);
    const department = "housing-construction";
    await give({ type: "RuleOnWithdrawal", department, isGranted: true, reasons: "同意" }, ENDING);

    const [end] = appends;
    expect(end?.events.filter(({ type }) => type === "VoidAsked").length).toBeGreaterThan(10);
    expect(appends.map(itemsOf).every((items) => items <= 100)).toBe(true);
  });
});

describe("notes on documents", () => {
  it("go ahead of a transaction that would be too large, in portions, and stay in one that is not", () => {
    const [first] = appends;
    if (first === undefined) throw new Error("nothing was appended");
    const claims = Array.from({ length: 150 }, (_, index) => ({
      act: "reserve" as const,
      key: `document:d${index}:${CASE}`,
    }));
    const small = { ...first, claims: claims.slice(0, 3) };
    const large = { ...first, claims: [...claims, { act: "reserve" as const, key: "name:x" }] };

    expect(splitAhead(small)).toEqual({ ahead: [], rest: small });
    const { ahead, rest } = splitAhead(large);
    expect([ahead.length, rest.claims]).toEqual([150, [{ act: "reserve", key: "name:x" }]]);
    expect(aheadSteps(table, CASE, ahead).map(({ length }) => length)).toEqual([100, 50]);
  });
});
