import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  composeRegistrationNumber,
  isRegistrationNumber,
  type RegistrantKind,
  registrantKindOf,
  registrationNumberSchema,
} from "../../../schemas/codes/registration-number.ts";

/** Numbers that companies publish. */
const published = ["440301103448669", "440301103097413", "110108012660422", "330100400013364"];
const synthetic = ["340300000000019", "340300400000010", "340300600000014", "340300000000060"];
const starts: Record<RegistrantKind, number> = {
  domestic: 0,
  "foreign-invested": 40_000_000,
  individual: 60_000_000,
};
const parts = fc.record({
  authority: fc.stringMatching(/^[1-9]\d{5}$/),
  kind: fc.constantFrom<RegistrantKind>("domestic", "foreign-invested", "individual"),
  sequence: fc.integer({ min: 1, max: 19_999_999 }),
});

describe("isRegistrationNumber", () => {
  it.each([...published, ...synthetic])("takes %s", (text) => {
    expect(isRegistrationNumber(text)).toBe(true);
  });

  it.each([
    ["a wrong check digit", "440301103448668"],
    ["two digits swapped", "440301103446889"],
    ["a missing digit", "34030000000001"],
    ["a digit too many", "3403000000000190"],
    ["a letter", "34030000000001X"],
    ["a zero in front", "040300000000013"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(isRegistrationNumber(text)).toBe(false);
  });

  it("detects every single wrong digit", () => {
    const property = fc.property(parts, fc.nat({ max: 14 }), fc.nat({ max: 9 }), (given, at, by) => {
      const number = composeRegistrationNumber(given);
      fc.pre(String(by) !== number.charAt(at));

      return !isRegistrationNumber(`${number.slice(0, at)}${by}${number.slice(at + 1)}`);
    });

    fc.assert(property, { numRuns: 2000 });
  });
});

describe("registrationNumberSchema", () => {
  it("reads a number as it is", () => {
    expect(registrationNumberSchema.parse("340300000000019")).toBe("340300000000019");
  });

  it.each(["340300000000018", "34030000000001X", "", 340300000000019])(
    "refuses %j with one message",
    (value) => {
      expect(registrationNumberSchema.safeParse(value).error?.issues).toHaveLength(1);
    },
  );

  it("says in Chinese and English what is wrong", () => {
    const message = registrationNumberSchema.safeParse("340300000000018").error?.issues[0]?.message;

    expect(message).toMatch(/^工商注册号无效.* \/ Not a valid business registration number/);
  });
});

describe("composeRegistrationNumber", () => {
  it.each([
    ["domestic", 1, "340300000000019"],
    ["foreign-invested", 1, "340300400000010"],
    ["individual", 1, "340300600000014"],
    ["domestic", 6, "340300000000060"],
  ] as const)("makes number %s %i into %s", (kind, sequence, number) => {
    expect(composeRegistrationNumber({ authority: "340300", kind, sequence })).toBe(number);
  });

  it("makes numbers that hold the parts they were made of", () => {
    const property = fc.property(parts, (given) => {
      const number = registrationNumberSchema.parse(composeRegistrationNumber(given));
      const kind = registrantKindOf(number);

      expect({
        authority: number.slice(0, 6),
        kind,
        sequence: Number(number.slice(6, 14)) - starts[kind],
      }).toEqual(given);
    });

    fc.assert(property);
  });

  it.each([
    ["domestic", 39_999_999],
    ["foreign-invested", 19_999_999],
    ["individual", 39_999_999],
  ] as const)("numbers %s up to %i and no further", (kind, last) => {
    const number = composeRegistrationNumber({ authority: "340300", kind, sequence: last });

    expect(registrantKindOf(number)).toBe(kind);
    expect(() => composeRegistrationNumber({ authority: "340300", kind, sequence: last + 1 })).toThrow(
      new RangeError(`A sequence of kind ${kind} runs from 1 to ${last}, got ${last + 1}`),
    );
  });

  it.each([0, -1, 1.5])("throws a RangeError naming the sequence %d", (sequence) => {
    expect(() => composeRegistrationNumber({ authority: "340300", kind: "domestic", sequence })).toThrow(
      new RangeError(`A sequence of kind domestic runs from 1 to 39999999, got ${sequence}`),
    );
  });

  it("throws a RangeError naming a wrong authority", () => {
    expect(() => composeRegistrationNumber({ authority: "34030", kind: "domestic", sequence: 1 })).toThrow(
      new RangeError("A registration authority has six digits, got 34030"),
    );
  });
});

describe("registrantKindOf", () => {
  it.each([
    ["440301103448669", "domestic"],
    ["330100400013364", "foreign-invested"],
    ["340300600000014", "individual"],
  ])("reads %s as %s", (number, kind) => {
    expect(registrantKindOf(registrationNumberSchema.parse(number))).toBe(kind);
  });
});
