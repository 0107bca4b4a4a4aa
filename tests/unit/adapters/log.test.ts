import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePowertoolsLog } from "../../../functions/adapters/aws/log.ts";
import { makeLineLog } from "../../../functions/adapters/embedded/log.ts";
import type { Log } from "../../../functions/ports/log.ts";
import { type LogCode, type LogFacts, logCodes, logFacts } from "../../../functions/ports/log-codes.ts";

/** Names that a personal datum goes by in forms, tokens and records. */
const personal =
  /name|title|phone|mobile|contact|address|mail|birth|sex|nation|passport|identity|resident|idNumber|person|holder|applicant|owner|officer|actor|sub$|subject|form|material|document|opinion|reason|token|secret|signature|body|header|query|ip$|url/i;

const sets: readonly [string, (options: { verbose: boolean }) => Log][] = [
  ["makeLineLog", makeLineLog],
  ["makePowertoolsLog", makePowertoolsLog],
];

describe("logCodes", () => {
  it("are short and stable, and each says what it means in one sentence", () => {
    for (const [code, { level, meaning }] of Object.entries(logCodes)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(["info", "warn", "error"]).toContain(level);
      expect(meaning).toMatch(/^[a-z][^\n.]{20,160}$/);
    }
  });

  it("stand in the order of the alphabet, each once", () => {
    expect(Object.keys(logCodes)).toEqual(Object.keys(logCodes).toSorted());
  });
});

describe("logFacts", () => {
  it("have no name that a personal datum goes by", () => {
    expect(Object.keys(logFacts).length).toBeGreaterThan(3);
    expect(Object.keys(logFacts).filter((name) => personal.test(name))).toEqual([]);
  });
});

describe.each(sets)("%s", (_, makeLog) => {
  let lines: Record<string, unknown>[];
  let text: string;

  beforeEach(() => {
    lines = [];
    text = "";
    const take = (chunk: string | Uint8Array): boolean => {
      text += String(chunk);
      lines = text
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line));
      return true;
    };
    vi.spyOn(process.stderr, "write").mockImplementation(take);
    vi.spyOn(process.stdout, "write").mockImplementation(take);
  });
  afterEach(() => vi.restoreAllMocks());

  it("writes one JSON line with level, code and facts", () => {
    makeLog({ verbose: false }).error("request-failed", { requestId: "r-1", path: "/v1/cases", error: "no" });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      code: "request-failed",
      requestId: "r-1",
      path: "/v1/cases",
      error: "no",
    });
    expect(String(lines[0]?.level).toLowerCase()).toBe("error");
  });

  it("writes each level under its own name, whether verbose or not", () => {
    for (const verbose of [false, true]) makeLog({ verbose }).warn("calendar-missing", { year: 2027 });

    expect(lines.map(({ level, year }) => [String(level).toLowerCase(), year])).toEqual([
      ["warn", 2027],
      ["warn", 2027],
    ]);
  });

  it("writes what is merely information only when it is wanted", () => {
    for (const verbose of [false, true]) {
      const info = makeLog({ verbose }).info as (code: LogCode, facts: LogFacts) => void;
      info("watch-failed", { path: `verbose: ${verbose}` });
    }

    expect(lines.map(({ path }) => path)).toEqual(["verbose: true"]);
  });

  it.each(Object.keys(logFacts))("masks an identity number in %s, whatever stands around it", (name) => {
    const log = makeLog({ verbose: false });
    const facts = [
      "340300199001010004",
      "no row for 340300199001010004",
      "持有人340300199001010004未找到",
      '"340300900101001"',
      340_300_900_101_001,
    ].map((value): LogFacts => ({ [name]: value }));

    for (const each of facts) log.error("watch-failed", each);

    expect(lines).toHaveLength(facts.length);
    expect(text).not.toContain("19900101");
    expect(text).not.toContain("00900101");
    for (const line of lines) expect(line[name]).toContain("3403");
  });

  it("leaves case numbers and every other fact as it is", () => {
    const facts = {
      caseId: "3403002026112401000017",
      year: 2026,
      error: "no 13-digit 1764223200000",
      path: "/v1/cases",
    };

    makeLog({ verbose: false }).error("watch-case-failed", facts);

    expect(lines[0]).toMatchObject(facts);
  });
});

describe("makePowertoolsLog", () => {
  afterEach(() => vi.restoreAllMocks());

  it("says what a code means, for who reads the line without the catalogue", () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);

    makePowertoolsLog({ verbose: false }).error("watch-failed");

    expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toMatchObject({
      message: logCodes["watch-failed"].meaning,
    });
  });
});
