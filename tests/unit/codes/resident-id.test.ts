import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeCaseNumber } from "../../../schemas/codes/case-number.ts";
import {
  isResidentId,
  maskPhone,
  maskResidentId,
  maskResidentIdsIn,
  residentIdCheckCharacter,
  residentIdSchema,
} from "../../../schemas/codes/resident-id.ts";

/** Numbers that nobody was given: the sequence 000 is never issued, nor is the code of a whole city. */
const syntheticId = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
  .map((date) => `340300${date.toISOString().slice(0, 10).replaceAll("-", "")}000`)
  .map((first17) => `${first17}${residentIdCheckCharacter(first17)}`);

describe("residentIdCheckCharacter", () => {
  it.each([
    ["34030019900101000", "4"],
    ["34030019900102000", "X"],
  ])("follows %s with %s", (first17, check) => {
    expect(residentIdCheckCharacter(first17)).toBe(check);
  });

  it.each(["", "3403001990010100", "340300199001010004", "3403001990010100X"])(
    "has no answer for %j",
    (text) => {
      expect(residentIdCheckCharacter(text)).toBeUndefined();
    },
  );
});

describe("isResidentId", () => {
  it.each(["340300199001010004", "34030019900102000X"])("takes %s", (text) => {
    expect(isResidentId(text)).toBe(true);
  });

  it.each([
    ["a wrong check character", "340300199001010005"],
    ["a small x", "34030019900102000x"],
    ["15 digits", "340300900101000"],
    ["20 characters", "34030019900101000400"],
    ["a zero in front", "040300199001010004"],
    ["a space behind", "340300199001010004 "],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(isResidentId(text)).toBe(false);
  });

  it.each(["19900229", "19901301", "19900100", "19900431", "17900101", "21900101"])(
    "refuses the birth date %s under a right check character",
    (birthDate) => {
      const first17 = `340300${birthDate}000`;

      expect(isResidentId(`${first17}${residentIdCheckCharacter(first17)}`)).toBe(false);
    },
  );

  it("takes the leap day of 2000 and a birth date to come", () => {
    const ids = ["34030020000229000", "34030020991231000"].map(
      (it) => `${it}${residentIdCheckCharacter(it)}`,
    );

    expect(ids.map(isResidentId)).toEqual([true, true]);
  });

  it("detects every single wrong character", () => {
    const property = fc.property(
      syntheticId,
      fc.nat({ max: 17 }),
      fc.constantFrom(..."0123456789X"),
      (id, at, by) => {
        fc.pre(by !== id.charAt(at));

        return !isResidentId(`${id.slice(0, at)}${by}${id.slice(at + 1)}`);
      },
    );

    fc.assert(property, { numRuns: 3000 });
  });

  it("detects every swap of two neighbours", () => {
    const property = fc.property(syntheticId, fc.nat({ max: 16 }), (id, at) => {
      const [left, right] = [id.charAt(at), id.charAt(at + 1)];
      fc.pre(left !== right);

      return !isResidentId(`${id.slice(0, at)}${right}${left}${id.slice(at + 2)}`);
    });

    fc.assert(property, { numRuns: 2000 });
  });
});

describe("residentIdSchema", () => {
  it("reads a small x as a capital", () => {
    expect(residentIdSchema.parse("34030019900102000x")).toBe("34030019900102000X");
  });

  it("reads every synthetic number as it is", () => {
    fc.assert(fc.property(syntheticId, (id) => residentIdSchema.parse(id) === id));
  });

  it("says in Chinese and English what is wrong, once, without the number", () => {
    const issues = residentIdSchema.safeParse("340300199001010005").error?.issues;

    expect(issues).toHaveLength(1);
    expect(issues?.[0]?.message).toMatch(/^居民身份证号无效.* \/ Not a valid resident ID number/);
    expect(JSON.stringify(issues)).not.toContain("19900101");
  });
});

describe("maskResidentId", () => {
  it.each([
    ["340300199001010004", "3403**********0004"],
    ["34030019900102000X", "3403**********000X"],
    ["340300900101000", "3403*******1000"],
    ["34030019900101", "**************"],
    ["", ""],
  ])("shows %j as %j", (text, masked) => {
    expect(maskResidentId(text)).toBe(masked);
  });
});

describe("maskResidentIdsIn", () => {
  it.each([
    ["in a sentence", "申请人340300199001010004已提交", "申请人3403**********0004已提交"],
    ["beside letters", "id=34030019900102000x;", "id=3403**********000x;"],
    ["twice", "340300199001010004,34030019900102000X", "3403**********0004,3403**********000X"],
    ["in JSON", '{"id":"340300199001010004"}', '{"id":"3403**********0004"}'],
    ["in the tax number of an individual business", "34030019900101000401", "3403**********000401"],
    ["in such a number with X", "34030019900102000X00", "3403**********000X00"],
    ["of the old style", "旧号340300900101000。", "旧号3403*******1000。"],
    ["with a wrong check character", "340300199001010005", "3403**********0005"],
    ["with a wrong day", "340300199001320004", "3403**********0004"],
    ["with a wrong province", "990300199001010004", "9903**********0004"],
  ])("hides a number %s", (_, text, masked) => {
    expect(maskResidentIdsIn(text)).toBe(masked);
  });

  it.each([
    ["a unified social credit code", "914403001922038216"],
    ["a registration number", "340300000000019"],
    ["a published registration number", "440301103448669"],
    ["a telephone number", "13800138000"],
    ["an instant", "2026-02-12T09:30:00.000Z"],
    ["a row of 19 digits", "3403001990010100041"],
    ["nothing", ""],
  ])("leaves %s as it is", (_, text) => {
    expect(maskResidentIdsIn(text)).toBe(text);
  });

  it("leaves every case number as it is, though it begins with a division and a date", () => {
    const property = fc.property(fc.nat({ max: 999_999_999 }), (serial) => {
      const number = composeCaseNumber({ division: "340300", date: "2026-02-12", line: "01", serial });

      expect(maskResidentIdsIn(`办件${number}`)).toBe(`办件${number}`);
    });

    fc.assert(property);
  });

  it("lets no birth date through, whatever stands around the number", () => {
    const around = fc.string({ unit: "grapheme" }).filter((text) => !/\d/.test(text));
    const property = fc.property(around, syntheticId, around, (before, id, after) => {
      const masked = maskResidentIdsIn(`${before}${id}${after}`);

      expect(masked).toBe(`${before}${maskResidentId(id)}${after}`);
    });

    fc.assert(property);
  });

  it("hides a number with any one digit wrong, but for the century", () => {
    const property = fc.property(syntheticId, fc.nat({ max: 16 }), fc.nat({ max: 9 }), (id, at, by) => {
      fc.pre(at !== 6 && at !== 7 && !(at === 0 && by === 0));
      const wrong = `${id.slice(0, at)}${by}${id.slice(at + 1)}`;

      expect(maskResidentIdsIn(wrong)).toBe(maskResidentId(wrong));
    });

    fc.assert(property, { numRuns: 1000 });
  });
});

describe("maskPhone", () => {
  it.each([
    ["13800138000", "138****8000"],
    ["+8613800138000", "+86138****8000"],
    ["+86 13800138000", "+86 138****8000"],
    ["8613800138000", "86138****8000"],
    ["0552-2040123", "********0123"],
    ["2040123", "*******"],
    ["", ""],
  ])("shows %j as %j", (text, masked) => {
    expect(maskPhone(text)).toBe(masked);
  });
});
