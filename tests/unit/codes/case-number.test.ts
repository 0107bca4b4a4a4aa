import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  caseNumberSchema,
  composeCaseNumber,
  isCaseNumber,
  parseCaseNumber,
} from "../../../schemas/codes/case-number.ts";
import { mod1110CheckDigit } from "../../../schemas/codes/mod-11-10.ts";

const parts = fc.record({
  division: fc.constantFrom("340300", "340302", "340321", "110101"),
  date: fc
    .date({ min: new Date("2001-03-07"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  line: fc.stringMatching(/^\d{2}$/),
  serial: fc.nat({ max: 999_999_999 }),
});
const checked = (body: string): string => `${body}${mod1110CheckDigit(body)}`;
const sample = { division: "340300", date: "2026-02-12", line: "01", serial: 17 };

describe("composeCaseNumber", () => {
  it("writes division, date, line, a serial of five digits and the check digit", () => {
    expect(composeCaseNumber(sample)).toBe("3403002026021201000179");
  });

  it.each([
    [0, "00000"],
    [99_999, "99999"],
    [100_000, "100000"],
    [999_999_999, "999999999"],
  ])("writes the serial %i as %s", (serial, written) => {
    expect(composeCaseNumber({ ...sample, serial })).toBe(checked(`3403002026021201${written}`));
  });

  it("makes numbers that parseCaseNumber takes apart again", () => {
    const property = fc.property(parts, (given) => {
      expect(parseCaseNumber(composeCaseNumber(given))).toEqual(given);
    });

    fc.assert(property, { numRuns: 1000 });
  });

  it.each([
    { ...sample, division: "34030" },
    { ...sample, date: "2026-02-29" },
    { ...sample, date: "20260212" },
    { ...sample, line: "1" },
    { ...sample, line: "001", serial: 17 },
    { ...sample, serial: -1 },
    { ...sample, serial: 1.5 },
    { ...sample, serial: 1_000_000_000 },
  ])("throws a RangeError naming %o", (given) => {
    expect(() => composeCaseNumber(given)).toThrow(RangeError);
    expect(() => composeCaseNumber(given)).toThrow(JSON.stringify(given));
  });
});

describe("isCaseNumber", () => {
  it("takes what composeCaseNumber makes", () => {
    fc.assert(fc.property(parts, (given) => isCaseNumber(composeCaseNumber(given))));
  });

  it.each([
    ["a wrong check digit", "3403002026021201000178"],
    ["a date that is none", checked("340300202602290100017")],
    ["a serial of four digits", checked("34030020260212010017")],
    ["a serial of six digits with a zero in front", checked("3403002026021201000017")],
    ["a serial of ten digits", checked("34030020260212011000000000")],
    ["a letter", "340300202602120100017X"],
    ["a space behind", "3403002026021201000179 "],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(isCaseNumber(text)).toBe(false);
  });

  it("detects every single wrong digit", () => {
    const property = fc.property(parts, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, at, by) => {
      const number = composeCaseNumber(given);
      const position = at % number.length;
      const wrong = (Number(number.charAt(position)) + by) % 10;

      return !isCaseNumber(`${number.slice(0, position)}${wrong}${number.slice(position + 1)}`);
    });

    fc.assert(property, { numRuns: 2000 });
  });
});

describe("caseNumberSchema", () => {
  it("reads a number as it is", () => {
    expect(caseNumberSchema.parse("3403002026021201000179")).toBe("3403002026021201000179");
  });

  it.each(["3403002026021201000178", "x", null])("refuses %j with one message", (value) => {
    expect(caseNumberSchema.safeParse(value).error?.issues).toHaveLength(1);
  });

  it("says in Chinese and English what is wrong", () => {
    const message = caseNumberSchema.safeParse("3403002026021201000178").error?.issues[0]?.message;

    expect(message).toMatch(/^办件编号无效.* \/ Not a valid case number/);
  });
});
