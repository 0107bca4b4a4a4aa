import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { year2026 } from "../../functions/catalog/calendar/years/2026.ts";
import type { Problem } from "../../schemas/problem.ts";
import { named, readAs } from "../support/acting.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { makeSetClock, type SetClock } from "../support/set-clock.ts";

let harness: Harness;
let clock: SetClock;

beforeEach(async () => {
  clock = makeSetClock("2026-11-24");
  harness = await makeHarness({ clock });
});

afterEach(() => harness.stop());

const importYear = (json: unknown) => harness.post("admin", "/v1/calendar-years", json);

/** The notice of 2026 with one more day off. */
const dayOff = (date: string) => ({
  ...year2026,
  holidays: [...year2026.holidays, { name: { zh: "临时放假", en: "a day off" }, from: date, to: date }],
});

const headOf = async (caseId: string) => {
  const stored = await harness.hub.hub.store.load(caseId);
  if (stored === null) throw new Error(`there is no case ${caseId}`);
  return stored.head;
};

const withdrawnAfterApproval = async (tradeName: string): Promise<string> => {
  const { caseId } = await harness.file(named(tradeName));
  await harness.settle();
  const said = { department: "market-regulation", caseId, itemId: "enterprise-registration" };
  expect((await harness.answer(said)).status).toBeLessThan(300);
  const path = `/v1/cases/${caseId}/withdrawal`;
  expect((await harness.post("zhang-san", path, { reason: "计划有变" })).status).toBeLessThan(300);
  return caseId;
};

describe("a notice that is imported", () => {
  it("tells every fault in Chinese and in English", async () => {
    const response = await importYear({ ...year2026, year: "2026", holidays: [{}], makeUpDays: [1] });
    const { errors = [] } = await readAs<Problem>(response, 422);

    expect(errors.length).toBeGreaterThan(3);
    for (const { message } of errors) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it("moves the day on which a case is looked at next, though the log says nothing", async () => {
    const caseId = await withdrawnAfterApproval("珠城安泰");
    const before = await headOf(caseId);
    await importYear(dayOff("2026-11-25"));

    await harness.hub.calendar.recomputeIfNeeded();

    const after = await headOf(caseId);
    const view = await harness.read(caseId);
    expect([before.nextDueOn, after.nextDueOn]).toEqual(["2026-11-28", "2026-12-01"]);
    expect(view.withdrawalRequest?.rulingBy).toBe("2026-11-30");
    await harness.hub.calendar.recomputeAll();
    expect((await headOf(caseId)).version).toBe(after.version);
  });
});
