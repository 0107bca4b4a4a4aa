import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { constructionDepartments } from "../../../functions/catalog/construction/departments.ts";
import { parseConnections, readConnections } from "../../../functions/runtime/connections.ts";

const folder = mkdtempSync(join(tmpdir(), "lianban-connections-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good: readonly Record<string, unknown>[] = [
  { department: "market-regulation", channel: "system", dialect: "json", url: "https://mr.example.cn/api/" },
  { department: "quality-supervision", channel: "system", dialect: "xml-gbk", url: "http://10.1.2.3:9000" },
  { department: "tax", channel: "system", dialect: "form-sm3", url: "https://tax.example.cn" },
  { department: "emergency-management", channel: "desk" },
  ...constructionDepartments.map(({ id }) => ({ department: id, channel: "desk" })),
];

/** The good list with one entry changed. */
const with1 = (index: number, change: Record<string, unknown>): unknown =>
  good.map((each, at) => (at === index ? { ...each, ...change } : each));

const faultOf = (value: unknown): string => {
  try {
    parseConnections(value, "list.json");
  } catch (error) {
    return String(error);
  }
  return "";
};

describe("parseConnections", () => {
  it("reads systems with their dialects, and desks that need neither dialect nor address", () => {
    const connections = parseConnections(good, "list.json");

    expect(
      connections.map(({ department, channel, dialect, url }) => [department, channel, dialect, url]),
    ).toEqual([
      ["market-regulation", "system", "json", "https://mr.example.cn/api"],
      ["quality-supervision", "system", "xml-gbk", "http://10.1.2.3:9000"],
      ["tax", "system", "form-sm3", "https://tax.example.cn"],
      ["emergency-management", "desk", "json", ""],
      ...constructionDepartments.map(({ id }) => [id, "desk", "json", ""]),
    ]);
  });

  it.each([
    [
      "an unknown department",
      with1(1, { department: "police" }),
      /entry 2 \(police\), department: .*use one of .*tax/,
    ],
    [
      "an unknown dialect",
      with1(2, { dialect: "soap" }),
      /entry 3 \(tax\), dialect: .*json, xml-gbk, form-sm3/,
    ],
    ["a department twice", [...good, good[0]], /entry 17 \(market-regulation\), department: .*remove one/],
    [
      "a system without an address",
      with1(0, { url: undefined }),
      /entry 1 \(market-regulation\), url: .*missing; add it/,
    ],
    [
      "a system without a dialect",
      with1(0, { dialect: undefined }),
      /entry 1 \(market-regulation\), dialect: .*missing/,
    ],
    [
      "an address that is not http",
      with1(0, { url: "ftp://mr.example.cn" }),
      /entry 1 .*url: .*http:\/\/ or https:\/\//,
    ],
    [
      "an unknown channel",
      with1(3, { channel: "fax" }),
      /entry 4 \(emergency-management\), channel: .*"system" or "desk"/,
    ],
    ["a field it does not know", with1(3, { uri: "x" }), /entry 4 \(emergency-management\).*: .*remove it/],
    ["a department left out", good.slice(0, 3), /the list: .*"emergency-management" .*add one/],
    ["something that is no list", { tax: {} }, /the list: .*must be a list/],
  ])("refuses %s, naming entry and remedy", (_, value, sentence) => {
    expect(faultOf(value)).toMatch(sentence);
  });
});

describe("readConnections", () => {
  it("reads a file", () => {
    const path = join(folder, "good.json");
    writeFileSync(path, JSON.stringify(good));

    expect(readConnections(path)).toHaveLength(good.length);
  });

  it("names a file that is not there and one that is no JSON", () => {
    const path = join(folder, "broken.json");
    writeFileSync(path, "[{");

    expect(() => readConnections(join(folder, "none.json"))).toThrow(/LIANBAN_CONNECTIONS: .*none\.json/);
    expect(() => readConnections(path)).toThrow(/LIANBAN_CONNECTIONS: .*broken\.json/);
  });
});
