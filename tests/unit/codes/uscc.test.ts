import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isOrganizationCode,
  organizationCodeSchema,
  syntheticOrganizationCode,
} from "../../../schemas/codes/organization-code.ts";
import {
  composeUscc,
  isUscc,
  organizationCodeOfUscc,
  usccCheckCharacter,
  usccSchema,
  usccWarnings,
} from "../../../schemas/codes/uscc.ts";

/** Codes that companies publish in their annual reports. */
const published = [
  "91440300708461136T",
  "9152000071430580XT",
  "914403001922038216",
  "91440400192548256N",
  "91440606722473344C",
  "91440300192317458F",
  "9144030027939873X7",
  "91440300192181490G",
  "9144030071526726XG",
  "9144030010001686XA",
];
const synthetic = [
  "91340300PDY00001XC",
  "91340300PDY000060P",
  "91340300PDY0001080",
  "91340302PDY001012W",
  "91340302PDY001020P",
  "92340303PDY001514T",
  "93340321PDY001717E",
];
const departmentCodes = [
  "0001088",
  "000124X",
  "000132Q",
  "000140K",
  "000159G",
  "000167B",
  "0001756",
  "0001831",
  "000191U",
  "000204H",
  "000212C",
  "0002207",
  "0002394",
  "000247Y",
  "000255R",
  "0001163",
].map((end) => `11340300PDY${end}`);

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const parts = fc.record({
  department: fc.constantFrom(..."123456789ANY"),
  category: fc.constantFrom(..."123459"),
  division: fc.stringMatching(/^[1-9]\d{5}$/),
  organizationCode: fc.integer({ min: 1, max: 99_999 }).map(syntheticOrganizationCode),
});

describe("usccCheckCharacter", () => {
  it("follows the standard's own example with 3", () => {
    expect(usccCheckCharacter("91350100M000100Y4")).toBe("3");
  });

  it("writes 0 where the sum is a multiple of 31", () => {
    expect(usccCheckCharacter("91340300PDY000108")).toBe("0");
  });

  it.each(["", "91350100M000100Y", "91350100M000100Y43", "91350100m000100y4", "9135O100M000100Y4"])(
    "has no answer for %j",
    (text) => {
      expect(usccCheckCharacter(text)).toBeUndefined();
    },
  );
});

describe("isUscc", () => {
  it.each([...published, ...synthetic, ...departmentCodes, "91350100M000100Y43"])("takes %s", (text) => {
    expect(isUscc(text)).toBe(true);
  });

  it.each([
    ["a wrong check character", "91440300708461136Q"],
    ["two characters swapped in the organisation code", "91440300780461136T"],
    ["two characters swapped at its end", "91440300708461163T"],
    ["the letter O for a zero", "9144O300708461136T"],
    ["a small letter", "91440300708461136t"],
    ["a digit for the check letter", "914403007084611367"],
    ["a missing character", "91440300708461136"],
    ["a space behind", "91440300708461136T "],
    ["a line break behind", "91440300708461136T\n"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(isUscc(text)).toBe(false);
  });

  it("refuses a right check character over a wrong organisation code", () => {
    const first17 = "91340300PDY000011";
    const text = `${first17}${usccCheckCharacter(first17)}`;

    expect(isOrganizationCode(first17.slice(8))).toBe(false);
    expect(isUscc(text)).toBe(false);
  });

  it("detects every single wrong character, organisation code included", () => {
    const anyCharacter = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZaoz-");
    const property = fc.property(parts, fc.nat({ max: 17 }), anyCharacter, (given, at, by) => {
      const uscc = composeUscc(given);
      fc.pre(by !== uscc.charAt(at));

      return !isUscc(`${uscc.slice(0, at)}${by}${uscc.slice(at + 1)}`);
    });

    fc.assert(property, { numRuns: 5000 });
  });

  it("detects every swap of two neighbours", () => {
    const property = fc.property(parts, fc.nat({ max: 16 }), (given, at) => {
      const uscc = composeUscc(given);
      const [left, right] = [uscc.charAt(at), uscc.charAt(at + 1)];
      fc.pre(left !== right);

      return !isUscc(`${uscc.slice(0, at)}${right}${left}${uscc.slice(at + 2)}`);
    });

    fc.assert(property, { numRuns: 2000 });
  });

  it("takes one check character and no other", () => {
    const taken = [...alphabet].filter((check) => isUscc(`91340300PDY00001X${check}`));

    expect(taken).toEqual(["C"]);
  });
});

describe("usccSchema", () => {
  it("reads a code as it is", () => {
    expect(usccSchema.parse("91340300PDY00001XC")).toBe("91340300PDY00001XC");
  });

  it.each(["91340300PDY00001XD", "91340300pdy00001xc", "", null])("refuses %j with one message", (value) => {
    expect(usccSchema.safeParse(value).error?.issues).toHaveLength(1);
  });

  it("says in Chinese and English what is wrong", () => {
    const message = usccSchema.safeParse("91340300PDY00001XD").error?.issues[0]?.message;

    expect(message).toMatch(/^统一社会信用代码无效.* \/ Not a valid unified social credit code/);
  });
});

describe("organizationCodeOfUscc", () => {
  it.each([...published, ...synthetic])("takes a legal organisation code out of %s", (text) => {
    const code = organizationCodeOfUscc(usccSchema.parse(text));

    expect(code).toBe(text.slice(8, 17));
    expect(organizationCodeSchema.parse(code)).toBe(code);
  });
});

describe("composeUscc", () => {
  it("adds the check character", () => {
    const given = { department: "9", category: "1", division: "340300", organizationCode: "PDY00001X" };

    expect(composeUscc(given)).toBe("91340300PDY00001XC");
  });

  it("makes codes that hold the parts they were made of", () => {
    const property = fc.property(parts, (given) => {
      const uscc = usccSchema.parse(composeUscc(given));

      expect({
        department: uscc.charAt(0),
        category: uscc.charAt(1),
        division: uscc.slice(2, 8),
        organizationCode: organizationCodeOfUscc(uscc),
      }).toEqual(given);
    });

    fc.assert(property);
  });

  it.each([
    { department: "O", category: "1", division: "340300", organizationCode: "PDY00001X" },
    { department: "91", category: "", division: "340300", organizationCode: "PDY00001X" },
    { department: "9", category: "1", division: "34030", organizationCode: "PDY00001X" },
    { department: "9", category: "1", division: "340300", organizationCode: "PDY000011" },
    { department: "9", category: "1", division: "340300", organizationCode: "PDY00001-X" },
  ])("throws a RangeError naming %o", (given) => {
    expect(() => composeUscc(given)).toThrow(RangeError);
    expect(() => composeUscc(given)).toThrow(JSON.stringify(given));
  });
});

describe("usccWarnings", () => {
  it.each([...published, ...synthetic, ...departmentCodes])("finds nothing unusual in %s", (text) => {
    expect(usccWarnings(usccSchema.parse(text))).toEqual([]);
  });

  const warningsOf = (department: string, category: string): string[] =>
    usccWarnings(composeUscc({ department, category, division: "340300", organizationCode: "PDY00001X" }));

  it("warns of a category that its department does not give, and takes the code", () => {
    expect(warningsOf("9", "5")).toEqual([
      "机构类别代码“5”不属于登记管理部门“9 市场监管” / Category code 5 is not one of department 9 (market regulation)",
    ]);
  });

  it("warns of a department that the standard does not name, and takes the code", () => {
    expect(warningsOf("B", "1")).toEqual([
      "登记管理部门代码“B”不在国家标准中 / Department code B is not in the standard",
    ]);
  });

  it("knows the pairs of department and category that the standard names, and no other", () => {
    const usual = [...alphabet].flatMap((department) => {
      const categories = [...alphabet].filter((category) => warningsOf(department, category).length === 0);
      return categories.length > 0 ? [`${department}:${categories.join("")}`] : [];
    });

    expect(usual).toEqual(
      "1:1239 2:19 3:123459 4:19 5:1239 6:129 7:129 8:19 9:123 A:19 N:1239 Y:1".split(" "),
    );
  });
});
