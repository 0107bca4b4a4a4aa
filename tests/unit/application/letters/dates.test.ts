import { describe, expect, it } from "vitest";
import { dateIn, dueIn, limitIn, momentIn } from "../../../../functions/application/letters/dates.ts";
import { naturalDays, workingDays } from "../../../../schemas/limit.ts";

describe("dateIn", () => {
  it("writes no leading zero, as official documents do", () => {
    expect(dateIn("2026-03-05")).toEqual({ zh: "2026年3月5日", en: "5 March 2026" });
  });
});

describe("momentIn", () => {
  it("tells the time of Shanghai, where a day may have begun that has not in UTC", () => {
    expect(momentIn("2026-11-24T16:05:00.000Z")).toEqual({
      zh: "2026年11月25日00:05",
      en: "25 November 2026, 00:05",
    });
  });
});

describe("limitIn", () => {
  it.each([
    [workingDays(20), "20个工作日", "20 working days"],
    [workingDays(1), "1个工作日", "1 working day"],
    [naturalDays(30), "30日", "30 days"],
    [{ value: 4, unit: "working-hour" as const }, "4个工作小时", "4 working hours"],
    [{ value: 24, unit: "natural-hour" as const }, "24小时", "24 hours"],
    [workingDays(0), "即办", "at once"],
    [null, "未设时限", "no limit is set"],
  ])("says %j in words", (limit, zh, en) => {
    expect(limitIn(limit)).toEqual({ zh, en });
  });
});

describe("dueIn", () => {
  const due = { promised: "2026-11-27", statutory: null, unknownYear: null };

  it("ends a limit in days on a day, and one in hours at a time", () => {
    const inHours = { ...due, promisedAt: "2026-11-27T06:30:00.000Z" };

    expect(dueIn(due, "promised", workingDays(3)).zh).toBe("2026年11月27日");
    expect(dueIn(inHours, "promised", { value: 4, unit: "working-hour" }).zh).toBe("2026年11月27日14:30");
  });

  it("tells a clock that stands still, a year without holidays and no limit apart", () => {
    const unknown = { ...due, unknownYear: 2027 };

    expect(dueIn(due, "statutory", workingDays(20)).zh).toContain("计时中止");
    expect(dueIn(unknown, "statutory", workingDays(20)).zh).toContain("公布2027年节假日安排");
    expect(dueIn(unknown, "statutory", null).zh).toBe("—");
  });
});
