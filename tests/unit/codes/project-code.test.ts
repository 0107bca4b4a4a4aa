import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProjectCode, parseProjectCode, projectCodeSchema } from "../../../schemas/codes/project-code.ts";
import { splitMessage } from "../../../schemas/message.ts";

const CODE = "2611-340300-04-01-123456";

describe("parseProjectCode", () => {
  it("takes a code of the national standard apart", () => {
    expect(parseProjectCode(CODE)).toEqual({
      format: "year-month",
      year: 2026,
      month: 11,
      division: "340300",
      sector: "04",
      type: "01",
      serial: "12345",
      check: "6",
    });
  });

  it("takes a code of 2016 to 2020 apart", () => {
    expect(parseProjectCode("2018-340300-47-03-012345")).toEqual({
      format: "year",
      year: 2018,
      month: null,
      division: "340300",
      sector: "47",
      type: "03",
      serial: "01234",
      check: "5",
    });
  });

  it.each([
    ["1611", undefined, undefined, undefined],
    ["1912", undefined, undefined, undefined],
    ["2000", undefined, undefined, undefined],
    ["2001", "year-month", 2020, 1],
    ["2004", "year-month", 2020, 4],
    ["2012", "year-month", 2020, 12],
    ["2013", undefined, undefined, undefined],
    ["2014", undefined, undefined, undefined],
    ["2015", "year", 2015, null],
    ["2016", "year", 2016, null],
    ["2020", "year", 2020, null],
    ["2021", undefined, undefined, undefined],
    ["2100", undefined, undefined, undefined],
    ["2101", "year-month", 2021, 1],
    ["2112", "year-month", 2021, 12],
    ["2113", undefined, undefined, undefined],
    ["9912", "year-month", 2099, 12],
  ])("reads %s as format %s, year %s, month %s", (time, format, year, month) => {
    const parts = parseProjectCode(`${time}-340300-04-01-123456`);

    expect([parts?.format, parts?.year, parts?.month]).toEqual([format, year, month]);
  });

  it("takes every text of its shape in one format at most, and says which by the month", () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
    fc.assert(
      fc.property(digits(4), digits(6), digits(2), digits(6), (time, division, pair, serial) => {
        const parts = parseProjectCode(`${time}-${division}-${pair}-${pair}-${serial}`);
        const month = Number(time.slice(2));
        const isOld = time >= "2015" && time <= "2020";
        const isNew = time >= "2001" && month >= 1 && month <= 12;
        expect(parts?.format).toBe(isOld ? "year" : isNew ? "year-month" : undefined);
        if (parts !== undefined) expect(`${parts.serial}${parts.check}`).toBe(serial);
      }),
      { numRuns: 400, seed: 20_261_124 },
    );
  });
});

describe("isProjectCode", () => {
  it.each([
    "",
    "261134030004011234567890",
    "2611-340300-04-01-12345",
    "2611-340300-04-01-1234567",
    "2611-34030-004-01-123456",
    "2611-340300-04-01-12345X",
    "2611—340300—04—01—123456",
    " 2611-340300-04-01-123456",
    "2611-340300-04-01-123456\n",
    "２６１１-340300-04-01-123456",
  ])("is false for %j", (text) => {
    expect(isProjectCode(text)).toBe(false);
  });
});

describe("projectCodeSchema", () => {
  it("drops blanks around a code", () => {
    expect(projectCodeSchema.parse(` ${CODE} `)).toBe(CODE);
  });

  it.each([
    ["no code", undefined],
    ["an empty one", " "],
    ["one that is no text", 2611],
    ["one that does not verify", "2613-340300-04-01-123456"],
    ["one that tells a month before any code did", "1611-340300-04-01-123456"],
  ])("says of %s what to do, in both languages", (_, input) => {
    const issues = projectCodeSchema.safeParse(input).error?.issues ?? [];
    const { zh, en } = splitMessage(issues[0]?.message ?? "");

    expect(issues).toHaveLength(1);
    expect(zh).toMatch(/不得受理.*投资项目在线审批监管平台/);
    expect(en).toMatch(/nothing may be accepted.*which alone issues it/);
  });
});
