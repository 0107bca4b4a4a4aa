import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NamedRow } from "../../functions/application/statistics.ts";
import type { Page } from "../../functions/ports/case-store.ts";
import type { Problem } from "../../schemas/problem.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { readCsv } from "../support/read-csv.ts";
import {
  accountabilityEntry,
  cardEntry,
  closureEntry,
  decisionEntry,
  dutyEntry,
  ratingEntry,
} from "../support/register-entries.ts";

const october = "from=2026-10-01&to=2026-10-31";
const tax = { department: "tax" };

/** More than are read at a time. */
const MANY = 1_100;

const entries = [
  ...Array.from({ length: MANY }, (_, n) =>
    decisionEntry({ actualDays: n % 4 }, { caseId: `34030020261020${String(n).padStart(8, "0")}` }),
  ),
  decisionEntry({ itemId: "tax-registration", outcome: "rejected", onTime: false }, tax),
  decisionEntry({}, { on: "2026-11-01" }),
  closureEntry(),
  cardEntry({ level: "red", responsible: { department: "tax", post: "=1+1", person: "@SUM(A1)" } }, tax),
  cardEntry(),
  accountabilityEntry(),
  accountabilityEntry({ status: "revoked" }, { isOpen: false }),
  accountabilityEntry({}, tax),
  ratingEntry({ level: 2 }),
  dutyEntry(),
];

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
  for (let from = 0; from < entries.length; from += 25)
    await harness.hub.hub.store.enter(entries.slice(from, from + 25));
});

afterAll(() => harness.stop());

const statusOf = async (person: string | null, path: string) => (await harness.as(person, path)).status;

const read = async <T>(person: string, path: string): Promise<T> => {
  const response = await harness.as(person, path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

const tableOf = async (response: Response): Promise<string[][]> =>
  readCsv(new TextDecoder("utf-8").decode(await response.arrayBuffer()));

const listed = (person: string, path: string) => read<Page<RegisterEntry>>(person, path);

describe("/v1/statistics", () => {
  it("tells the figures of a period by department, and their total", async () => {
    const { rows, total, ...query } = await read<{ rows: NamedRow[]; total: NamedRow }>(
      "supervisor",
      `/v1/statistics?${october}`,
    );

    expect(query).toMatchObject({ from: "2026-10-01", to: "2026-10-31", by: "department", department: null });
    expect(rows.map(({ key, name, decisions }) => [key, name?.zh, decisions.decided])).toEqual([
      ["market-regulation", "蚌埠市市场监督管理局", MANY],
      ["tax", "国家税务总局蚌埠市税务局", 1],
    ]);
    expect(total.decisions).toEqual({ decided: MANY + 1, approved: MANY, rejected: 1, deemed: 0 });
    expect(total.days.promised.average).toBe(3);
    expect(total.days.promisedCompressionPercent).toBe(85);
    expect(total.onTime).toEqual({ counted: MANY + 1, met: MANY, percent: 99.91 });
    expect(total.cards).toEqual({ warning: 0, yellow: 1, red: 1, revoked: 0 });
    expect(total.accountability).toEqual({ open: 2, appealed: 0, upheld: 0, revoked: 1 });
    expect(total.closures.closed).toBe(1);
  });

  it("tells them by item or month, and of one department", async () => {
    const keys = async (query: string) =>
      (await read<{ rows: NamedRow[] }>("admin", `/v1/statistics?${query}`)).rows.map(({ key }) => key);

    expect(await keys(`${october}&by=item`)).toEqual(["enterprise-registration", "tax-registration", null]);
    expect(await keys("from=2026-10-01&to=2026-11-30&by=month")).toEqual(["2026-10", "2026-11"]);
    expect(await keys(`${october}&by=item&department=tax`)).toEqual([
      "enterprise-registration",
      "tax-registration",
    ]);
    expect(await keys(`${october}&department=`)).toEqual(["market-regulation", "tax"]);
  });

  it("is a table for spreadsheets, by its name or by what is accepted", async () => {
    const named = await harness.as("supervisor", `/v1/statistics.csv?${october}`);
    const accepted = await harness.as("supervisor", `/v1/statistics?${october}`, {
      headers: { accept: "text/csv, application/json;q=0.5" },
    });
    const browsed = await harness.as("supervisor", `/v1/statistics?${october}`, {
      headers: { accept: "text/html,*/*;q=0.8" },
    });
    const bytes = new Uint8Array(await named.clone().arrayBuffer());
    const table = await tableOf(named);

    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(named.headers.get("content-disposition")).toBe(
      'attachment; filename="statistics-by-department-2026-10-01-2026-10-31.csv"',
    );
    expect(table[0]?.slice(0, 3)).toEqual([
      "部门编号 / department id",
      "名称 / name",
      "办结事项 / items decided",
    ]);
    expect(table.slice(1).map(([key, , decided]) => [key, decided])).toEqual([
      ["market-regulation", String(MANY)],
      ["tax", "1"],
      ["", String(MANY + 1)],
    ]);
    expect(await tableOf(accepted)).toEqual(table);
    expect(browsed.headers.get("content-type")).toBe("application/json");
    expect(browsed.headers.get("vary")).toMatch(/accept/i);
  });

  it("says which part of a period or query is wrong", async () => {
    const problemOf = async (query: string) => {
      const response = await harness.as("supervisor", `/v1/statistics?${query}`);
      const { errors } = (await response.json()) as Problem;
      return [response.status, ...(errors ?? []).map(({ path }) => path)];
    };

    expect(await problemOf("from=2026-10-31&to=2026-10-01")).toEqual([422, "to"]);
    expect(await problemOf("from=2025-01-01&to=2026-12-31")).toEqual([422, "to"]);
    expect(await problemOf("from=2026-02-30&to=2026-03-01")).toEqual([422, "from"]);
    expect(await problemOf("to=2026-03-01")).toEqual([422, "from"]);
    expect(await problemOf(`${october}&by=window`)).toEqual([422, "by"]);
    expect(await statusOf("supervisor", "/v1/statistics.csv?from=2026-10-31&to=2026-10-01")).toBe(422);
  });

  it("is nobody's business but the supervisors'", async () => {
    for (const path of [`/v1/statistics?${october}`, `/v1/statistics.csv?${october}`]) {
      const people = ["supervisor", "admin", "chief-market", "officer-market", "zhang-san", null];
      expect(await Promise.all(people.map((person) => statusOf(person, path)))).toEqual([
        200, 200, 403, 403, 403, 401,
      ]);
    }
  });
});

describe("/v1/registers", () => {
  it("list a register page by page, each entry once", async () => {
    const first = await listed("supervisor", `/v1/registers/accountability?${october}&limit=2`);
    const next = `/v1/registers/accountability?${october}&limit=2&cursor=${encodeURIComponent(first.cursor ?? "")}`;
    const second = await listed("supervisor", next);
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);

    expect(first.rows).toHaveLength(2);
    expect(second.cursor).toBeNull();
    expect(new Set(ids).size).toBe(3);
    expect([...first.rows, ...second.rows].every(({ data }) => data.kind === "accountability")).toBe(true);
  });

  it("list the open ones alone if asked", async () => {
    const all = await listed("supervisor", `/v1/registers/accountability?${october}`);
    const open = await listed("supervisor", `/v1/registers/accountability?${october}&onlyOpen=true`);

    expect([all.rows.length, open.rows.length]).toEqual([3, 2]);
  });

  it("show a department its own and nothing else", async () => {
    const path = `/v1/registers/accountability?${october}`;
    const departments = async (person: string, query = "") =>
      (await listed(person, `${path}${query}`)).rows.map(({ department }) => department);

    const own = ["market-regulation", "market-regulation"];
    expect(await departments("officer-market")).toEqual(own);
    expect(await departments("chief-market", "&department=market-regulation")).toEqual(own);
    expect(await departments("supervisor", "&department=tax")).toEqual(["tax"]);
    expect(await statusOf("officer-market", `${path}&department=tax`)).toBe(403);
    expect(await statusOf("window-01", path)).toBe(403);
    expect(await statusOf("zhang-san", path)).toBe(403);
    expect(await statusOf(null, path)).toBe(401);
  });

  it("are tables for spreadsheets, sent as they are read", async () => {
    const response = await harness.as("supervisor", `/v1/registers/decision.csv?${october}`);
    const pieces: Uint8Array[] = [];
    for await (const piece of response.body ?? []) pieces.push(piece);
    const table = readCsv(new TextDecoder("utf-8").decode(Buffer.concat(pieces)));

    expect(response.headers.get("content-disposition")).toContain("decision-2026-10-01-2026-10-31.csv");
    expect(pieces.length).toBeGreaterThan(3);
    expect(table).toHaveLength(1 + MANY + 1);
    expect(new Set(table.slice(1, -1).map(([, caseId]) => caseId)).size).toBe(MANY);
    expect(table[1]?.[1]).toMatch(/^\d{22}\t$/);
  });

  it("put nothing into a spreadsheet that it would run", async () => {
    const response = await harness.as("supervisor", `/v1/registers/card.csv?${october}&department=tax`);
    const [, [...cells] = []] = await tableOf(response);

    expect(cells).toEqual(expect.arrayContaining(["'=1+1", "'@SUM(A1)", "红牌 / red card"]));
  });

  it("show a department its own table and nothing else", async () => {
    const path = `/v1/registers/card.csv?${october}`;
    const own = await tableOf(await harness.as("officer-market", path));

    expect(own.slice(1).map(([, , department]) => department)).toEqual(["market-regulation"]);
    expect(await statusOf("officer-market", `${path}&department=tax`)).toBe(403);
    expect(await statusOf(null, path)).toBe(401);
  });

  it("are those of supervision: who looked at whose case is not listed, nor what is no register", async () => {
    const registers = ["accountability", "card", "duty", "rating", "decision", "closure", "access", "cases"];
    const statuses = await Promise.all(
      registers.flatMap((register) => [
        statusOf("supervisor", `/v1/registers/${register}?${october}`),
        statusOf("supervisor", `/v1/registers/${register}.csv?${october}`),
      ]),
    );

    expect(statuses).toEqual([...Array(12).fill(200), 422, 422, 422, 422]);
  });

  it("refuse a period that is backwards or too long", async () => {
    const paths = ["card", "card.csv"].map((name) => `/v1/registers/${name}`);
    for (const path of paths) {
      expect(await statusOf("supervisor", `${path}?from=2026-10-31&to=2026-10-01`)).toBe(422);
      expect(await statusOf("supervisor", `${path}?from=2025-01-01&to=2026-12-31`)).toBe(422);
    }
  });
});

describe("/v1/power-list/figures", () => {
  it("tells everybody how many items the list has and what they promise", async () => {
    const figures = (await (await harness.as(null, "/v1/power-list/figures")).json()) as {
      total: number;
      departments: number;
      byCategory: Record<string, number>;
      byStatus: Record<string, number>;
      approvals: { total: number };
      limits: { promised: { counted: number; total: number }; compressionPercent: number };
    };
    const { items } = harness.hub.hub.world.catalog;
    const promised = [...items.values()].flatMap(({ limits }) =>
      limits.promised?.unit === "working-day" ? [limits.promised.value] : [],
    );

    expect(figures.total).toBe(items.size);
    expect(figures.departments).toBe(new Set([...items.values()].map(({ department }) => department)).size);
    expect(Object.values(figures.byCategory).reduce((sum, count) => sum + count, 0)).toBe(items.size);
    expect(Object.values(figures.byStatus).reduce((sum, count) => sum + count, 0)).toBe(items.size);
    expect(figures.approvals.total).toBe(figures.byCategory.approval);
    expect(figures.limits.promised).toMatchObject({
      counted: promised.length,
      total: promised.reduce((sum, days) => sum + days, 0),
    });
    expect(figures.limits.compressionPercent).toBeGreaterThan(0);
  });
});

describe("/openapi.json", () => {
  it("describes the statistics, the registers and the power list", async () => {
    const { paths } = (await (await harness.as(null, "/openapi.json")).json()) as {
      paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, unknown> }> } }>;
    };
    const mediaTypes = (path: string) => Object.keys(paths[path]?.get?.responses["200"]?.content ?? {});

    expect(mediaTypes("/v1/statistics")).toEqual(["application/json", "text/csv"]);
    expect(mediaTypes("/v1/statistics.csv")).toEqual(["text/csv"]);
    expect(mediaTypes("/v1/registers/{register}")).toEqual(["application/json"]);
    expect(mediaTypes("/v1/registers/closure.csv")).toEqual(["text/csv"]);
    expect(mediaTypes("/v1/power-list/figures")).toEqual(["application/json"]);
  });
});
