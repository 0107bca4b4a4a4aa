import { createPublicKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { makeRefreshCalendar } from "../../functions/application/refresh-calendar.ts";
import { makeLiveCalendar } from "../../functions/catalog/calendar/live-calendar.ts";
import { makeAuthenticate } from "../../functions/http/authenticate.ts";
import { demoToken } from "../../functions/http/demo-issuer.ts";
import { makeLetterApp } from "../../functions/http/letter-app.ts";
import { named, readAs } from "../support/acting.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { makeSetClock, type SetClock } from "../support/set-clock.ts";
import { year2027 } from "../support/year-2027.ts";

let harness: Harness;
let clock: SetClock;

beforeEach(async () => {
  clock = makeSetClock("2026-11-24");
  harness = await makeHarness({ clock });
});

afterEach(() => harness.stop());

/** A case accepted on 24 November: the law's forty-five working days end in 2027. */
const accepted = async (tradeName: string): Promise<string> => {
  const { caseId } = await harness.file(named(tradeName));
  const said = { caseId, itemId: "tax-registration", type: "lianban.item.accepted", data: { revision: 1 } };
  expect((await harness.desk("officer-tax", said)).status).toBe(200);
  return caseId;
};

/** As another process of the hub imports it: into the store, and not into this process. */
const importElsewhere = () => harness.hub.hub.calendarYears.put(year2027);

const yearsOf = async (): Promise<number[]> =>
  (await readAs<{ years: number[] }>(await harness.as(null, "/v1/calendar"))).years;

describe("a year that another process imported", () => {
  it("counts in what is read half a minute later", async () => {
    const caseId = await accepted("珠城启元");
    const before = [await yearsOf(), (await harness.read(caseId)).due.statutory];
    await importElsewhere();

    clock.set("2026-11-24", "10:01");

    expect(before).toEqual([[2025, 2026], null]);
    expect(await yearsOf()).toEqual([2025, 2026, 2027]);
    expect((await harness.read(caseId)).due.statutory).toBe("2027-01-27");
  });

  it("counts in the first letter of a process that has only just started", async () => {
    const caseId = await accepted("珠城恒泰");
    await importElsewhere();
    const { hub, issuer, issuerKey } = harness.hub;
    const live = makeLiveCalendar(hub.world.calendar.notices);
    const fresh = { ...hub, world: { ...hub.world, calendar: live.calendar } };
    const letters = makeLetterApp({
      hub: fresh,
      memory: makeCaseMemory(fresh, { isOnlyWriter: false }),
      calendar: makeRefreshCalendar({ ...fresh, live }),
      authenticate: makeAuthenticate({
        issuer,
        audience: "lianban",
        key: async () => createPublicKey(issuerKey),
      }),
    });
    const person = { sub: "zhang-san", name: "张三", roles: ["applicant" as const] };
    const authorization = `Bearer ${await demoToken(issuerKey, issuer, person)}`;

    const letter = await letters.request(`/v1/cases/${caseId}/letters/${caseId}-SL-1`, {
      headers: { authorization, accept: "application/json" },
    });

    expect([letter.status, live.calendar.years]).toEqual([200, [2025, 2026, 2027]]);
  });
});
