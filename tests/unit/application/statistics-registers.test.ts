import { setImmediate } from "node:timers";
import { describe, expect, it } from "vitest";
import { csvHead, csvRows } from "../../../functions/application/csv.ts";
import { namesOf } from "../../../functions/application/statistics/names.ts";
import { PERIOD_DAYS, periodProblem } from "../../../functions/application/statistics/period.ts";
import {
  listedRegisters,
  registerColumns,
} from "../../../functions/application/statistics/register-columns.ts";
import { registerPages } from "../../../functions/application/statistics/register-pages.ts";
import {
  statisticsColumns,
  totalLine,
} from "../../../functions/application/statistics/statistics-columns.ts";
import { makeStatistics, type StatisticsQuery } from "../../../functions/application/statistics.ts";
import type { RegisterQuery } from "../../../functions/ports/case-store.ts";
import { message } from "../../../schemas/message.ts";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import { readCsv } from "../../support/read-csv.ts";
import {
  accountabilityEntry,
  cardEntry,
  closureEntry,
  decisionEntry,
  dutyEntry,
  ratingEntry,
} from "../../support/register-entries.ts";
import { makeSetClock } from "../../support/set-clock.ts";
import { bengbuWorld, bengbuWorldWith } from "../../support/test-world.ts";

const matches = (entry: RegisterEntry, { register, from, to, department, onlyOpen }: RegisterQuery) =>
  entry.register === register &&
  from <= entry.on &&
  entry.on <= to &&
  (department === undefined || entry.department === department) &&
  (!onlyOpen || entry.isOpen);

/** A register of some entries. Its pages are of two at most, and each is followed by an empty one. */
const makeRegister = (entries: readonly RegisterEntry[]) => {
  const asked: RegisterQuery[] = [];
  const register = async (query: RegisterQuery) => {
    asked.push(query);
    const [from = 0, wasEmpty = 1] = (query.cursor ?? "0,1").split(",").map(Number);
    const all = entries.filter((entry) => matches(entry, query));
    if (wasEmpty === 0) return { rows: [], cursor: `${from},1` };
    const rows = all.slice(from, from + 2);
    return { rows, cursor: from + 2 < all.length ? `${from + 2},0` : null };
  };
  return { register, asked };
};

const makeCounted = (entries: readonly RegisterEntry[]) => {
  const store = makeRegister(entries);
  const clock = makeSetClock("2026-11-10");
  const statistics = makeStatistics({
    store: store as unknown as Parameters<typeof makeStatistics>[0]["store"],
    clock,
    world: bengbuWorld,
  });
  const counted = async (changes: Partial<StatisticsQuery> = {}) => {
    const result = await statistics({ from: "2026-10-01", to: "2026-10-31", by: "department", ...changes });
    if (result.kind !== "Counted") throw new Error(result.why.en);
    return result;
  };
  return { ...store, statistics, counted };
};

const tax = { department: "tax" };

const october = [
  decisionEntry({}, { on: "2026-09-30" }),
  decisionEntry({}, { on: "2026-10-01" }),
  decisionEntry(),
  decisionEntry({ itemId: "tax-registration" }, tax),
  decisionEntry({ itemId: "tax-registration", outcome: "rejected" }, tax),
  decisionEntry({}, { on: "2026-10-31" }),
  decisionEntry({}, { on: "2026-11-01" }),
  closureEntry(),
  cardEntry({ level: "red" }, tax),
  accountabilityEntry({}, tax),
  ratingEntry({ level: 2, taskDueOn: "2026-11-09" }),
  dutyEntry(),
];

describe("makeStatistics", () => {
  it("counts every entry of the period, both days included, over all pages", async () => {
    const { total } = await makeCounted(october).counted();

    expect(total.decisions).toEqual({ decided: 5, approved: 4, rejected: 1, deemed: 0 });
    expect(total.closures.closed).toBe(1);
    expect(total.cards.red).toBe(1);
    expect(total.accountability.open).toBe(1);
    expect(total.ratings.counted).toBe(1);
  });

  it("names the departments and items of its rows", async () => {
    const { counted } = makeCounted([
      ...october,
      decisionEntry({ itemId: "abolished" }, { department: "gone" }),
    ]);

    const byDepartment = await counted();
    const byItem = await counted({ by: "item" });
    const byMonth = await counted({ by: "month" });

    expect(byDepartment.rows.map(({ key, name }) => [key, name?.zh])).toEqual([
      ["gone", undefined],
      ["market-regulation", "蚌埠市市场监督管理局"],
      ["tax", "国家税务总局蚌埠市税务局"],
    ]);
    expect(byItem.rows.map(({ key, name }) => [key, name?.zh])).toEqual([
      ["abolished", undefined],
      ["enterprise-registration", "公司设立登记"],
      ["tax-registration", "税务登记(两证合一)"],
      [null, "整个办件"],
    ]);
    expect(byMonth.rows.map(({ key, name }) => [key, name])).toEqual([["2026-10", null]]);
  });

  it("counts one department when one is named", async () => {
    const { rows, total } = await makeCounted(october).counted({ department: "tax" });

    expect(rows.map(({ key }) => key)).toEqual(["tax"]);
    expect(total.decisions.decided).toBe(2);
  });

  it("takes a bad rating for late as of today", async () => {
    const { asOf, total } = await makeCounted(october).counted();

    expect(asOf).toBe("2026-11-10");
    expect(total.ratings.badAnsweredInTime).toEqual({ counted: 1, met: 0, percent: 0 });
  });

  it("reads nothing of a period that is backwards or too long", async () => {
    const { statistics, asked } = makeCounted(october);

    const backwards = await statistics({ from: "2026-10-31", to: "2026-10-01", by: "month" });
    const long = await statistics({ from: "2025-01-01", to: "2026-12-31", by: "month" });

    expect([backwards.kind, long.kind]).toEqual(["PeriodWrong", "PeriodWrong"]);
    expect(asked).toEqual([]);
  });
});

describe("names", () => {
  it("are those of the newest edition that has one", () => {
    const named = (zh: string) => bengbuWorldWith({ "tax-registration": { name: message(zh, zh) } }).catalog;
    const [old, current] = [named("税务登记"), named("税务信息确认")];
    const { item, department } = namesOf({ catalog: current, editions: [old, current] });
    const withoutItems = { ...current, items: new Map() };

    expect(item("tax-registration")?.zh).toBe("税务信息确认");
    expect(namesOf({ catalog: current, editions: [old, withoutItems] }).item("tax-registration")?.zh).toBe(
      "税务登记",
    );
    expect(department("tax")?.zh).toBe("国家税务总局蚌埠市税务局");
    expect([item(null), item("abolished"), department("abolished")]).toEqual([null, null, null]);
  });
});

describe("a period", () => {
  it("has one day at least and 400 at most, both ends counted", () => {
    expect(periodProblem("2026-10-01", "2026-10-01")).toBeNull();
    expect(periodProblem("2026-10-02", "2026-10-01")?.en).toMatch(/before it begins/);
    expect(periodProblem("2025-01-01", "2026-02-04")).toBeNull();
    expect(periodProblem("2025-01-01", "2026-02-05")?.zh).toBe("期间为401天，最长400天，请分段查询");
    expect(PERIOD_DAYS).toBe(400);
  });
});

describe("registerPages", () => {
  it("lets others have their turn between two pages", async () => {
    const { register } = makeRegister(october);
    const query = { register: "decision", from: "2026-10-01", to: "2026-10-31" } as const;
    let turns = 0;
    const turn = () => {
      turns += 1;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    const turnsByPage: number[] = [];

    for await (const _ of registerPages({ register }, query)) turnsByPage.push(turns);
    clearImmediate(timer);

    expect(turnsByPage.length).toBeGreaterThan(3);
    expect(new Set(turnsByPage).size).toBe(turnsByPage.length);
  });
});

describe("the columns of", () => {
  const names = namesOf(bengbuWorld);

  const lineOf = (entry: RegisterEntry): Record<string, string> => {
    const columns = registerColumns(entry.register as (typeof listedRegisters)[number], names);
    const [heads = [], cells = []] = readCsv(csvHead(columns).slice(1) + csvRows(columns, [entry]));
    expect(cells).toHaveLength(heads.length);
    return Object.fromEntries(heads.map((head, index) => [head.split(" / ")[0] ?? "", cells[index] ?? ""]));
  };

  it("decisions tell what was promised and taken", () => {
    expect(lineOf(decisionEntry({ outcome: "deemed", actualDays: 2.5 }))).toMatchObject({
      日期: "2026-10-20",
      办件编号: "3403002026102001000013\t",
      部门编号: "market-regulation",
      部门: "蚌埠市市场监督管理局 / Bengbu Administration for Market Regulation",
      事项: "公司设立登记 / company establishment registration",
      结果: "超时默许 / deemed",
      承诺时限: "3",
      承诺时限单位: "工作日 / working days",
      "实际用时(工作日)": "2.5",
      当场办结: "否 / no",
      按期: "是 / yes",
    });
  });

  it("closures, cards, records, ratings and duties tell theirs", () => {
    expect(lineOf(closureEntry({ promised: null }))).toMatchObject({
      结果: "核发 / issued",
      承诺时限: "",
      承诺时限单位: "",
      补正告知次数: "0",
    });
    expect(lineOf(cardEntry({ itemId: null }))).toMatchObject({
      级别: "黄牌 / yellow card",
      情形: "事项超承诺时限 / item past its promise",
      事项: "",
      责任人: "程若谷",
      状态: "已发 / issued",
    });
    expect(lineOf(accountabilityEntry())).toMatchObject({ 应办日期: "2026-10-19", 未结: "是 / yes" });
    expect(lineOf(ratingEntry({ level: 1, taskDueOn: "2026-11-10" }))).toMatchObject({
      等级: "1",
      评价: "非常不满意 / very dissatisfied",
      整改期限: "2026-11-10",
    });
    expect(lineOf(dutyEntry())).toMatchObject({ 待办: "撤销已办结果 / undo an approval", 完成日期: "" });
  });

  it("one register say nothing of an entry of another", () => {
    const heads = registerColumns("card", names);
    const cells = heads.map(({ cell }) => cell(ratingEntry()));

    expect(cells.slice(5).every((cell) => cell === null)).toBe(true);
  });

  it("every register and every kind of statistics have each name once", () => {
    const all = [
      ...listedRegisters.map((register) => registerColumns(register, names)),
      ...(["department", "item", "month"] as const).map((by) => statisticsColumns(by)),
    ].map((columns) => columns.map(({ head }) => `${head.zh} / ${head.en}`));

    for (const heads of all) {
      expect(new Set(heads.map((head) => head.split(" / ")[0])).size).toBe(heads.length);
      expect(new Set(heads.map((head) => head.split(" / ")[1])).size).toBe(heads.length);
    }
  });

  it("statistics end in the total", async () => {
    const { rows, total } = await makeCounted(october).counted();
    const columns = statisticsColumns("department");
    const lines = readCsv(csvRows(columns, [...rows, totalLine(total)])).map((line) => line.slice(0, 5));

    expect(lines).toEqual([
      [
        "market-regulation",
        "蚌埠市市场监督管理局 / Bengbu Administration for Market Regulation",
        "3",
        "3",
        "0",
      ],
      ["tax", "国家税务总局蚌埠市税务局 / Bengbu Tax Service, State Taxation Administration", "2", "1", "1"],
      ["", "合计 / total", "5", "4", "1"],
    ]);
  });
});
