import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import type { Log } from "../../functions/ports/log.ts";
import type { CaseView, DryRunResult, EventView } from "../../schemas/http.ts";
import { workingDays } from "../../schemas/limit.ts";
import { answerDataOf, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";
import { makeSetClock, type SetClock } from "../support/set-clock.ts";
import { bengbuWorldWith } from "../support/test-world.ts";
import { calendarThrough2026, calendarThrough2027 } from "../support/year-2027.ts";

interface WorklistPage {
  rows: { caseId: string; dueOn: string | null; overdue: boolean }[];
}

let dataDir: string;
let clock: SetClock;
let warnings: string[];
let harness: Harness;

const log: Log = {
  info: () => undefined,
  warn: (code, facts) => warnings.push(`${code} ${facts?.year}`),
  error: () => undefined,
};

/** A hub on the data folder of this test; market regulation promises ten days, so that its dates pass the New Year. */
const startHub = (calendar: WorkingCalendar): Promise<Harness> => {
  const limits = { promised: workingDays(10), statutory: workingDays(20) };
  const world = { ...bengbuWorldWith({ "enterprise-registration": { limits } }), calendar };
  return makeHarness({ dataDir, clock, log, world });
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "lianban-watch-"));
  warnings = [];
});

afterEach(async () => {
  await harness.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const daysOf = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** Let days go by; the watch looks twice on each. Returns how many cases it looked at in each sweep. */
const passDays = async (from: string, to: string): Promise<number[]> => {
  const looks: number[] = [];
  for (const day of daysOf(from, to)) {
    clock.set(day, "09:00");
    looks.push((await harness.hub.watch.keepTime()).done);
    clock.set(day, "23:00");
    looks.push((await harness.hub.watch.keepTime()).done);
  }
  return looks;
};

const eventsOf = async (caseId: string): Promise<EventView[]> => {
  const response = await harness.as("zhang-san", `/v1/cases/${caseId}/events`);
  return ((await response.json()) as { events: EventView[] }).events;
};

const dateOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);

/** What the watch did to one item: the kind of event and the day. */
const storyOf = async (caseId: string, itemId: string): Promise<string[]> =>
  (await eventsOf(caseId))
    .filter(({ actor, data }) => actor.id === "watch" && data.itemId === itemId)
    .map(({ type, at }) => `${dateOf(at)} ${type}`);

const suspend = (
  { caseId }: CaseView,
  procedure: string,
  [department, itemId]: readonly [department: string, itemId: string],
): Promise<Response> => {
  const type = "lianban.item.suspended";
  const planned = { plannedWorkingDays: 60 };
  const data = { ...answerDataOf(type, itemId), procedure, reason: "须进行特别程序", ...planned };
  return harness.answer({ department, caseId, itemId, type, data });
};

const worklistOf = async (department: string): Promise<WorklistPage["rows"]> => {
  const response = await harness.as("supervisor", `/v1/departments/${department}/worklist`);
  return ((await response.json()) as WorklistPage).rows;
};

describe("the watch", () => {
  it("deems accepted, warns and records overtime, each once and on its day", async () => {
    clock = makeSetClock("2026-11-24");
    harness = await startHub(calendarThrough2027);
    const view = await harness.file(sampleForm("sails-through"));
    await harness.settle();
    await suspend(view, "site-visit", ["quality-supervision", "organization-code"]);

    await passDays("2026-11-24", "2026-12-16");

    expect(await storyOf(view.caseId, "organization-code")).toEqual([
      "2026-11-24 ItemWarned",
      "2026-11-26 ItemOverdue",
      "2026-12-16 ItemWarned",
    ]);
    expect(await storyOf(view.caseId, "enterprise-registration")).toEqual([
      "2026-12-02 ItemAccepted",
      "2026-12-04 ItemWarned",
      "2026-12-09 ItemOverdue",
      "2026-12-16 ItemWarned",
    ]);
    const overdue = (await eventsOf(view.caseId)).filter(({ type }) => type === "ItemOverdue");
    expect(overdue.map(({ data }) => data.accountability)).toMatchObject([
      { recordId: `${view.caseId}-organization-code-promised`, department: "quality-supervision" },
      { recordId: `${view.caseId}-tax-registration-promised`, department: "tax" },
      { recordId: `${view.caseId}-enterprise-registration-promised`, department: "market-regulation" },
    ]);
    expect(await worklistOf("quality-supervision")).toMatchObject([{ dueOn: "2026-11-25", overdue: true }]);
  });

  it("is silent while a special procedure of the law stops the clock, and nobody is shown an old date", async () => {
    clock = makeSetClock("2026-11-24");
    harness = await startHub(calendarThrough2027);
    const view = await harness.file(sampleForm("sails-through"));
    await harness.settle();
    await suspend(view, "hearing", ["quality-supervision", "organization-code"]);

    await passDays("2026-11-24", "2026-12-16");

    const { waitingFor } = await harness.read(view.caseId);
    expect(await storyOf(view.caseId, "organization-code")).toEqual([]);
    expect(waitingFor.zh).toContain("组织机构代码登记(特别程序期间不计时)");
    expect(waitingFor.en).toContain(
      "Bengbu Bureau of Quality and Technical Supervision (special procedure; the clock is stopped)",
    );
    expect(await worklistOf("quality-supervision")).toMatchObject([{ dueOn: null, overdue: false }]);
  });

  it("names the running limit of a procedure that stops no clock", async () => {
    clock = makeSetClock("2026-11-24");
    harness = await startHub(calendarThrough2027);
    const view = await harness.file(sampleForm("sails-through"));
    await suspend(view, "site-visit", ["quality-supervision", "organization-code"]);

    const { waitingFor } = await harness.read(view.caseId);

    expect(waitingFor.zh).toContain("组织机构代码登记(2026-11-25前)");
  });
});

describe("a year whose calendar is not published yet", () => {
  beforeEach(async () => {
    clock = makeSetClock("2026-12-28");
    harness = await startHub(calendarThrough2026);
  });

  it("is looked at once a day while it stays unknown; once known, every alarm comes", async () => {
    const { caseId } = await harness.file(sampleForm("sails-through"));
    await harness.settle();
    const before = await passDays("2026-12-28", "2026-12-31");
    const unknown = await passDays("2027-01-01", "2027-01-05");
    const alarmsBefore = await storyOf(caseId, "enterprise-registration");
    await harness.stop();

    harness = await startHub(calendarThrough2027);
    await passDays("2027-01-05", "2027-01-15");

    expect(before).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(unknown).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(alarmsBefore).toEqual([]);
    expect(await storyOf(caseId, "enterprise-registration")).toEqual([
      "2027-01-06 ItemAccepted",
      "2027-01-08 ItemWarned",
      "2027-01-13 ItemOverdue",
    ]);
  });

  it("does not keep the watch from what else happens to the case that day", async () => {
    const { caseId } = await harness.file(sampleForm("needs-correction"));
    await harness.settle();
    await passDays("2027-01-01", "2027-01-01");
    const type = "lianban.item.accepted";
    await harness.answer({ department: "tax", caseId, itemId: "tax-registration", type });

    const { done } = await harness.hub.watch.keepTime();

    expect(done).toBe(1);
  });

  it("warns at the start and once a day, naming the year", async () => {
    const atStart = [...warnings];
    await passDays("2026-12-28", "2026-12-29");

    expect(atStart).toEqual(["calendar-missing 2027"]);
    expect(warnings).toEqual(["calendar-missing 2027", "calendar-missing 2027"]);
  });

  it("warns of nothing when the calendar reaches far enough", async () => {
    await harness.stop();
    warnings = [];

    harness = await startHub(calendarThrough2027);
    await passDays("2026-12-28", "2026-12-29");

    expect(warnings).toEqual([]);
  });

  it("is named by the dry run of a day whose limits run into it, and by no other", async () => {
    const tried = async (on: string): Promise<DryRunResult> => {
      const body = { processId: "company-registration", form: sampleForm("sails-through"), on };
      return (await (await harness.post(null, "/v1/dry-runs", body)).json()) as DryRunResult;
    };

    const [late, early] = [await tried("2026-12-28"), await tried("2026-11-24")];

    expect(late.notices).toHaveLength(1);
    expect(late.notices[0]?.zh).toContain("2027年放假安排");
    expect(late.notices[0]?.en).toContain("working days of 2027");
    expect(early.notices).toEqual([]);
  });
});
