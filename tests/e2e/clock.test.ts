import { afterAll, describe, expect } from "vitest";
import type { ClockView } from "../../schemas/clock-view.ts";
import type { CaseView } from "../../schemas/http.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { sampleForm } from "../support/hub-harness.ts";
import { makeActing } from "./acting.ts";
import { makeJourney } from "./journey.ts";
import { fileSample, named } from "./sample-case.ts";
import { openTarget } from "./target.ts";
import { tradeName } from "./trade-names.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post, play } = makeActing(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

type Line = ClockView["case"]["lines"][number];

const clockOf = async (caseId: string): Promise<ClockView> =>
  readAs<ClockView>(await get("zhang-san", `/v1/cases/${caseId}/clock`));

/** The dates a clock and a case tell of themselves or of one of their items, to be compared. */
const datesOf = ({ acceptedOn, limits, due }: Pick<ClockView["case"], "acceptedOn" | "limits" | "due">) => ({
  acceptedOn,
  limits,
  due,
});

const actsOf = (lines: readonly Line[] = []): string[] => lines.map(({ act }) => act);

describe("every due date of a case", () => {
  journey("is explained act by act, and is the one the case shows", [], async () => {
    const view = await play("zhang-san", named("needs-correction", "时限"), named("corrected", "时限"));

    const clock = await clockOf(view.caseId);
    const events = new Map((await client.events(view.caseId)).map(({ seq, at }) => [seq, at]));
    const asked = view.items.filter(({ round }) => round > 0);
    const clocks = [clock.case, ...clock.items];
    const lines = clocks.flatMap((each) => each.lines);

    expect(view.status).toBe("issued");
    expect(clocks.map(datesOf)).toEqual([view, ...asked].map(datesOf));
    expect(clocks.map((each) => each.lines.at(-1)?.due)).toEqual(clocks.map(({ due }) => due));
    expect(clocks.map(({ state }) => state)).toEqual(clocks.map(() => "over"));
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ seq }) => events.get(seq)));
    expect(lines.every(({ text }) => text.zh !== "" && text.en !== "")).toBe(true);
    expect(new Set(actsOf(clock.case.lines))).toEqual(
      new Set(["received", "accepted", "notified", "resubmitted", "decided", "delivered"]),
    );
    const tax = clock.items.find(({ itemId }) => itemId === "tax-registration");
    expect(actsOf(tax?.lines).filter((act) => act !== "accepted")).toEqual([
      "asked",
      "wished",
      "asked",
      "decided",
    ]);
    expect(clock.delivery.deliveredOn).toBe(view.deliveredOn);
  });
});

describe("the clock of an item", () => {
  journey("stands still while experts review, and is told again when they are done", [], async () => {
    const form = sampleForm("hazardous-chemicals");
    const business = { ...(form.business as Record<string, unknown>) };
    const scope = `${String(business.scope)}；剧毒化学品销售`;

    const { caseId, status } = await play("zhang-san", {
      ...form,
      name: { ...form.name, tradeName: tradeName("评审") },
      business: { ...business, scope },
    });

    const { items } = await clockOf(caseId);
    const lines = items.find(({ itemId }) => itemId === "hazardous-chemicals-permit")?.lines ?? [];
    const [before, stopped, after] = lines.slice(1, 4);
    expect(status).toBe("issued");
    expect(actsOf(lines)).toEqual(["asked", "accepted", "suspended", "resumed", "decided"]);
    expect(stopped?.due).toEqual({ promised: null, statutory: null, unknownYear: null });
    expect(stopped?.text.zh).toContain("专家评审");
    expect(after?.due).toEqual(before?.due);
    expect(after?.due.promised ?? after?.due.unknownYear).not.toBeNull();
  });
});

describe("the law's limit of a case", () => {
  journey(
    "moves when the right authority extends it, once, and the promise stays",
    ["a supervisor"],
    async () => {
      const { view: filed } = await fileSample(client, named("needs-correction", "延期"));
      const isWaiting = ({ waitingOn, acceptedOn }: CaseView) =>
        waitingOn === "applicant" && acceptedOn !== null;
      const before = await client.until(filed.caseId, isWaiting, target.patienceMs);
      const extend = (person: string, authority: string) =>
        post(person, `/v1/cases/${filed.caseId}/extension`, {
          approver: { name: "何志远", post: "副市长", authority },
          reason: "涉及多个部门,情况复杂",
        });

      const unauthorised = await slugOf(await extend("zhang-san", "government-head"));
      const wrong = await slugOf(await extend("supervisor", "agency-head"));
      const unmoved = await client.read(filed.caseId);
      const extended = await extend("supervisor", "government-head");
      const again = await slugOf(await extend("supervisor", "government-head"));

      const after = await client.read(filed.caseId);
      const { lines } = (await clockOf(filed.caseId)).case;
      expect([unauthorised, wrong, again]).toEqual([
        "403 /problems/forbidden",
        "409 /problems/extension-refused",
        "409 /problems/extension-refused",
      ]);
      expect(extended.status).toBe(200);
      expect(datesOf(unmoved)).toEqual(datesOf(before));
      expect(after.extension?.by).toEqual({ value: 15, unit: "working-day" });
      expect(after.limits.promised).toEqual(before.limits.promised);
      expect(after.due.promised).toBe(before.due.promised);
      expect(after.limits.statutory?.value).toBe((before.limits.statutory?.value ?? 0) + 15);
      // A date in a year whose working days nobody knows yet is not told, before and after.
      expect(lawDate(after) > lawDate(before) || before.due.unknownYear !== null).toBe(true);
      expect(lines.at(-1)).toMatchObject({ act: "extended", due: after.due });
      expect(lines.at(-1)?.text.zh).toContain("何志远");
    },
  );
});

/** The date of the law's limit as a text that sorts; of an unknown date the year. */
const lawDate = ({ due: { statutory, unknownYear } }: CaseView): string => statutory ?? String(unknownYear);

/** A year in which no case of anybody's falls due. */
const FAR_YEAR = 2098;

/** A made-up notice of it; its number is this run's, so that the calendar has a version it never had. */
const farYear = {
  year: FAR_YEAR,
  source: { notice: `made up for journeys, ${tradeName("历")}`, issuedOn: `${FAR_YEAR - 1}-11-01` },
  holidays: [
    { name: { zh: "元旦", en: "New Year" }, from: `${FAR_YEAR}-01-01`, to: `${FAR_YEAR}-01-03` },
    { name: { zh: "春节", en: "Spring Festival" }, from: `${FAR_YEAR}-02-01`, to: `${FAR_YEAR}-02-07` },
    { name: { zh: "劳动节", en: "Labour Day" }, from: `${FAR_YEAR}-05-01`, to: `${FAR_YEAR}-05-05` },
    { name: { zh: "国庆节", en: "National Day" }, from: `${FAR_YEAR}-10-01`, to: `${FAR_YEAR}-10-07` },
  ],
  makeUpDays: [],
};

interface Calendar {
  version: string;
  years: number[];
}

describe("a year of working days", () => {
  journey(
    "is imported by an administrator, is in the calendar from then on, and gives limits their dates",
    ["an administrator"],
    async () => {
      const before = await calendar();
      const path = "/v1/calendar-years";

      const byApplicant = await post("zhang-san", path, farYear);
      const wrong = await post("admin", path, { ...farYear, holidays: farYear.holidays.slice(1) });
      const imported = await readAs<Calendar & { year: number }>(await post("admin", path, farYear));

      expect([byApplicant.status, wrong.status]).toEqual([403, 422]);
      expect(await wrong.text()).toContain(`${FAR_YEAR}-01-01`);
      expect(imported.year).toBe(FAR_YEAR);
      expect(imported.version).not.toBe(before.version);
      const inUse = expect.objectContaining({ version: imported.version });
      await expect.poll(calendar, { timeout: target.patienceMs }).toEqual(inUse);
      expect((await calendar()).years).toEqual(
        [...new Set([...before.years, FAR_YEAR])].toSorted((a, b) => a - b),
      );
      await expect
        .poll(() => undeterminedOn(`${FAR_YEAR}-06-02`), { timeout: target.patienceMs })
        .toEqual([]);
      expect(await undeterminedOn(`${FAR_YEAR + 1}-06-02`)).toHaveLength(1);
    },
  );
});

const calendar = async (): Promise<Calendar> =>
  readAs<Calendar>(await fetch(`${target.baseUrl}/v1/calendar`));

/** What a dry run of some day says of limits that have no date yet. */
const undeterminedOn = async (on: string): Promise<string[]> => {
  const body = { processId: "company-registration", form: sampleForm("sails-through"), on };
  const { notices } = await readAs<{ notices: { en: string }[] }>(
    await post("zhang-san", "/v1/dry-runs", body),
  );
  return notices.map(({ en }) => en);
};
