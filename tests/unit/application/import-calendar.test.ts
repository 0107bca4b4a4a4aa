import { beforeEach, describe, expect, it } from "vitest";
import type { CommandRequest, CommandResult } from "../../../functions/application/handle-command.ts";
import { makeImportCalendar } from "../../../functions/application/import-calendar.ts";
import type { CaseStatus } from "../../../functions/case/state.ts";
import { makeLiveCalendar } from "../../../functions/catalog/calendar/live-calendar.ts";
import type { CalendarYear } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import type { CalendarYears } from "../../../functions/ports/calendar-years.ts";
import type { CaseHead } from "../../../functions/ports/case-store.ts";
import type { LogFacts } from "../../../functions/ports/log-codes.ts";
import { makeSetClock } from "../../support/set-clock.ts";
import { calendarThrough2026, calendarThrough2027, year2027 } from "../../support/year-2027.ts";

/** Imported years in memory. */
const makeYears = () => {
  const years = new Map<number, CalendarYear>();
  let [puts, mark, loads] = [0, "", 0];
  const port: CalendarYears = {
    load: async () => {
      loads += 1;
      return { years: [...years.values()], version: puts === 0 ? "" : `v${puts}` };
    },
    put: async (year) => {
      years.set(year.year, year);
      puts += 1;
    },
    recomputedUnder: async () => mark,
    markRecomputed: async (version) => {
      mark = version;
    },
  };
  return { port, mark: () => mark, loads: () => loads };
};

/** Cases by their status, in pages; `onHandle` sees each case that is handled, and may fail. */
const makeCases = (statuses: Record<string, CaseStatus>) => {
  const cases = new Map(Object.entries(statuses));
  const handled: CommandRequest[] = [];
  const hooks = { onHandle: (_: string): void => undefined };
  const search = async ({
    status,
    cursor,
    limit,
  }: {
    status?: string;
    cursor?: string | null;
    limit: number;
  }) => {
    const all = [...cases].filter(([, each]) => each === status).map(([caseId]) => caseId);
    const rows = all.filter((caseId) => caseId > (cursor ?? "")).slice(0, limit);
    const last = rows.at(-1);
    const isMore = last !== undefined && all.some((caseId) => caseId > last);
    return { rows: rows.map((caseId) => ({ caseId }) as CaseHead), cursor: isMore ? last : null };
  };
  /** Every case in which something is still awaited: open ones, and closed ones that are named in `owed`. */
  const owed: string[] = [];
  const due = async (_: string, limit: number, cursor?: string | null) => {
    const rows = owed.filter((caseId) => caseId > (cursor ?? "")).slice(0, limit);
    const last = rows.at(-1);
    const isMore = last !== undefined && owed.some((caseId) => caseId > last);
    return { rows: rows.map((caseId) => ({ caseId, version: 1 })), cursor: isMore ? last : null };
  };
  const handle = async (request: CommandRequest): Promise<CommandResult> => {
    handled.push(request);
    hooks.onHandle(request.caseId);
    return { kind: "Erased" };
  };
  return { cases, owed, due, handled, hooks, search, handle, ids: () => handled.map(({ caseId }) => caseId) };
};

const setUp = (statuses: Record<string, CaseStatus> = {}, { staleForMs = 0 } = {}) => {
  const years = makeYears();
  const cases = makeCases(statuses);
  const live = makeLiveCalendar([year2025, year2026]);
  const clock = makeSetClock("2026-11-24");
  const logged: [string, LogFacts | undefined][] = [];
  const error = (code: string, facts?: LogFacts) => void logged.push([code, facts]);
  const log = { info: () => undefined, warn: () => undefined, error };
  const { handle } = cases;
  const store = { search: cases.search, due: cases.due };
  const parts = { live, calendarYears: years.port, store, handle, log, clock, staleForMs, pageSize: 2 };
  return { ...cases, years, live, clock, logged, parts, imports: makeImportCalendar(parts) };
};

const fiveCases: Record<string, CaseStatus> = {
  "1": "reviewing",
  "2": "awaiting-applicant",
  "3": "reviewing",
  "4": "settled",
  "5": "reviewing",
};

describe("importYear", () => {
  it("takes a year that every answer goes by at once, and keeps it", async () => {
    const { imports, live, years } = setUp();

    const result = await imports.importYear(JSON.parse(JSON.stringify(year2027)));

    expect(result).toEqual({ year: 2027, version: calendarThrough2027.version });
    expect(live.calendar.addWorkingDays("2026-12-31", 1)).toBe("2027-01-04");
    expect((await years.port.load()).years).toEqual([year2027]);
  });

  it("refuses a year with every fault, and changes nothing", async () => {
    const { imports, live, years } = setUp();

    const result = await imports.importYear({ ...year2027, makeUpDays: ["2027-01-04", "2027-01-01"] });

    expect(result).toMatchObject({ kind: "CalendarYearInvalid" });
    expect("faults" in result && result.faults.length).toBeGreaterThan(1);
    expect(live.calendar.version).toBe(calendarThrough2026.version);
    expect((await years.port.load()).years).toEqual([]);
  });

  it("replaces an earlier import of the year", async () => {
    const { imports, live } = setUp();
    await imports.importYear(year2027);

    await imports.importYear({ ...year2027, makeUpDays: ["2027-01-09"] });

    expect(live.calendar.isWorkingDay("2027-01-09")).toBe(true);
  });

  it("answers by the year even when an older reading is still under way", async () => {
    const { parts, years, live } = setUp();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isFirst = true;
    const load: CalendarYears["load"] = async () => {
      const read = await years.port.load();
      if (isFirst) {
        isFirst = false;
        await held;
      }
      return read;
    };
    const imports = makeImportCalendar({ ...parts, calendarYears: { ...years.port, load } });
    const older = imports.refresh();

    const imported = imports.importYear(year2027);
    letGo();
    await Promise.all([older, imported]);

    expect(live.calendar.version).toBe(calendarThrough2027.version);
  });
});

describe("refresh", () => {
  it("brings in what another process imported", async () => {
    const { imports, live, years } = setUp();
    await years.port.put(year2027);

    await imports.refresh();

    expect(live.calendar.version).toBe(calendarThrough2027.version);
  });

  it("lays nothing out anew while the version stands", async () => {
    const { parts, years } = setUp();
    await years.port.put(year2027);
    let replaced = 0;
    const live = {
      ...parts.live,
      replaceImported: () => {
        replaced += 1;
      },
    };
    const imports = makeImportCalendar({ ...parts, live });

    await imports.refresh();
    await imports.refresh();

    expect(replaced).toBe(1);
  });

  it("mends what another refresh of the same calendar brought in from an older reading", async () => {
    const { imports, live } = setUp();
    await imports.importYear(year2027);
    live.replaceImported([]);

    await imports.refresh();

    expect(live.calendar.version).toBe(calendarThrough2027.version);
  });

  it("fails when the years cannot be read, and reads them the next time", async () => {
    const { parts, years, live } = setUp();
    await years.port.put(year2027);
    let isDown = true;
    const load: CalendarYears["load"] = async () => {
      if (isDown) throw new Error("down");
      return years.port.load();
    };
    const imports = makeImportCalendar({ ...parts, calendarYears: { ...years.port, load } });

    await expect(imports.refresh()).rejects.toThrow("down");
    isDown = false;
    await imports.refresh();

    expect(live.calendar.version).toBe(calendarThrough2027.version);
  });
});

describe("refreshIfStale", () => {
  it("reads the years once in half a minute, however many commands come", async () => {
    const { imports, clock, years } = setUp();

    await Promise.all([imports.refreshIfStale(), imports.refreshIfStale(), imports.refreshIfStale()]);
    clock.set("2026-11-24", "10:00:29");
    await imports.refreshIfStale();
    const within = years.loads();
    clock.set("2026-11-24", "10:00:30");
    await imports.refreshIfStale();

    expect([within, years.loads()]).toEqual([1, 2]);
  });

  it("logs years that cannot be read and goes on with those at hand", async () => {
    const { parts, years, live, logged } = setUp();
    const load: CalendarYears["load"] = async () => {
      throw new Error("down");
    };
    const imports = makeImportCalendar({ ...parts, calendarYears: { ...years.port, load } });

    await imports.refreshIfStale();

    expect(logged).toEqual([["calendar-unread", { error: "down" }]]);
    expect(live.calendar.years).toEqual([2025, 2026]);
  });
});

describe("recomputeAll", () => {
  it("has every open case keep time once, and no closed one, and marks the version", async () => {
    const closed = { "6": "issued", "7": "refused", "8": "withdrawn" } as const;
    const { imports, handled, ids, years } = setUp({ ...fiveCases, ...closed });
    await imports.importYear(year2027);

    const report = await imports.recomputeAll();

    expect(report).toEqual({ done: 5, failed: [] });
    expect(ids().toSorted()).toEqual(["1", "2", "3", "4", "5"]);
    expect(handled[0]).toEqual({
      caseId: "1",
      command: { type: "KeepTime" },
      actor: { kind: "hub", id: "calendar" },
      cause: `calendar ${calendarThrough2027.version}`,
    });
    expect(years.mark()).toBe(calendarThrough2027.version);
  });

  it("looks at closed cases in which something is still owed, for their days move too", async () => {
    const { imports, ids, owed } = setUp({ ...fiveCases, "6": "issued", "7": "withdrawn", "8": "withdrawn" });
    owed.push("1", "3", "6", "7");

    await imports.recomputeAll();

    expect(ids().toSorted()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  });

  it("goes on behind a case it fails on, names it, and marks nothing", async () => {
    const { imports, hooks, ids, years, logged } = setUp(fiveCases);
    hooks.onHandle = (caseId) => {
      if (caseId === "1" || caseId === "4") throw new Error("unreadable");
    };

    const report = await imports.recomputeAll();

    expect(report.done).toBe(3);
    expect(report.failed).toEqual([
      { caseId: "1", error: "unreadable" },
      { caseId: "4", error: "unreadable" },
    ]);
    expect(ids()).toHaveLength(5);
    expect(years.mark()).toBe("");
    expect(logged.map(([code]) => code)).toEqual(["watch-case-failed", "watch-case-failed"]);
  });

  it("misses no case that moves from a list still to be read into one that was read", async () => {
    const { imports, cases, hooks, ids } = setUp(fiveCases);
    hooks.onHandle = (caseId) => {
      if (caseId === "5") cases.set("2", "reviewing");
    };

    await imports.recomputeAll();

    expect(ids().toSorted()).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("takes in what another process imported first", async () => {
    const { imports, years } = setUp(fiveCases);
    await years.port.put(year2027);

    await imports.recomputeAll();

    expect(years.mark()).toBe(calendarThrough2027.version);
  });
});

describe("recomputeIfNeeded", () => {
  let given: ReturnType<typeof setUp>;
  beforeEach(async () => {
    given = setUp(fiveCases);
    await given.imports.recomputeAll();
    given.handled.length = 0;
  });

  it("does nothing while the version is the one that was marked", async () => {
    expect(await given.imports.recomputeIfNeeded()).toBeNull();
    expect(given.handled).toEqual([]);
  });

  it("recomputes once after an import, by this process or another", async () => {
    await given.years.port.put(year2027);

    const reports = [await given.imports.recomputeIfNeeded(), await given.imports.recomputeIfNeeded()];

    expect(reports).toEqual([{ done: 5, failed: [] }, null]);
  });

  it("recomputes once after a release that knows other years", async () => {
    const live = makeLiveCalendar([year2025, year2026, year2027]);
    const released = makeImportCalendar({ ...given.parts, live });

    const reports = [await released.recomputeIfNeeded(), await released.recomputeIfNeeded()];

    expect(reports).toEqual([{ done: 5, failed: [] }, null]);
  });

  it("does again what was cut short", async () => {
    await given.years.port.put(year2027);
    const search = async () => {
      throw new Error("down");
    };
    const cutShort = makeImportCalendar({ ...given.parts, store: { ...given.parts.store, search } });
    await expect(cutShort.recomputeIfNeeded()).rejects.toThrow("down");

    expect(await given.imports.recomputeIfNeeded()).toEqual({ done: 5, failed: [] });
  });

  it("tries only those again on which it failed, and marks when they are through", async () => {
    let isBroken = true;
    given.hooks.onHandle = (caseId) => {
      if (isBroken && caseId === "3") throw new Error("unreadable");
    };
    await given.imports.importYear(year2027);
    const first = await given.imports.recomputeIfNeeded();
    given.handled.length = 0;

    const second = await given.imports.recomputeIfNeeded();
    const marked = given.years.mark();
    isBroken = false;
    const third = await given.imports.recomputeIfNeeded();

    expect([first?.done, second?.done, third?.done]).toEqual([4, 0, 1]);
    expect(given.ids()).toEqual(["3", "3"]);
    expect([marked, given.years.mark()]).toEqual([calendarThrough2026.version, calendarThrough2027.version]);
    expect(await given.imports.recomputeIfNeeded()).toBeNull();
  });

  it("sweeps all again when another year comes while some still fail", async () => {
    given.hooks.onHandle = (caseId) => {
      if (caseId === "3") throw new Error("unreadable");
    };
    await given.imports.importYear(year2027);
    await given.imports.recomputeIfNeeded();
    given.handled.length = 0;

    await given.imports.importYear({ ...year2027, makeUpDays: ["2027-01-09"] });
    await given.imports.recomputeIfNeeded();

    expect(given.handled).toHaveLength(5);
  });

  it("sweeps once for two rounds of the watch that overlap", async () => {
    await given.imports.importYear(year2027);

    const reports = await Promise.all([given.imports.recomputeIfNeeded(), given.imports.recomputeIfNeeded()]);

    expect(reports).toEqual([
      { done: 5, failed: [] },
      { done: 5, failed: [] },
    ]);
    expect(given.handled).toHaveLength(5);
  });

  it("looks a second time once no other process can decide under the years before", async () => {
    const { imports, clock, handled, hooks } = setUp(fiveCases, { staleForMs: 60_000 });
    await imports.importYear(year2027);
    const first = await imports.recomputeIfNeeded();
    clock.set("2026-11-24", "10:00:59");
    const tooEarly = await imports.recomputeIfNeeded();
    hooks.onHandle = (caseId) => {
      if (caseId === "3") throw new Error("unreadable");
    };
    clock.set("2026-11-24", "10:01");
    const second = await imports.recomputeIfNeeded();
    const retried = await imports.recomputeIfNeeded();

    expect([first?.done, tooEarly, second?.done, retried?.done]).toEqual([5, null, 4, 0]);
    expect(handled).toHaveLength(11);
  });
});
