import { describe, expect, it } from "vitest";
import {
  type CodeParts,
  composeCodes,
  problemsOfCodes,
  usualCodeRules,
} from "../../../functions/catalog/guide-codes.ts";
import {
  bodyTypeCodes,
  centreStatuses,
  itemKindCodes,
  limitUnitCodes,
  nationalCategories,
  nationalStates,
  parallelApprovalCategories,
} from "../../../functions/catalog/national-codes.ts";

/** The demonstration code of the standard's fact sheet: 18 + 1 + 12 characters. */
const parts: CodeParts = {
  body: "11340300PDY0001756",
  level: "municipal",
  basicCode: "340117999000",
  handlingItem: null,
};

describe("composeCodes", () => {
  it("makes the implementing code of the body's code, its level and the basic code", () => {
    const { implementing, handling } = composeCodes(parts);

    expect(implementing).toBe("11340300PDY00017563340117999000");
    expect(implementing).toHaveLength(31);
    expect(handling).toBeNull();
  });

  it("adds two digits for an item that is handled in several ways", () => {
    expect(composeCodes({ ...parts, handlingItem: "01" }).handling).toBe("11340300PDY0001756334011799900001");
  });

  it.each([
    ["national", "1"],
    ["provincial", "2"],
    ["municipal", "3"],
    ["county", "4"],
    ["township", "5"],
    ["village", "6"],
  ] as const)("writes the level %s as %s", (level, digit) => {
    expect(composeCodes({ ...parts, level }).implementing.at(18)).toBe(digit);
  });

  it("writes levels as a province's own rules have them", () => {
    const rules = { ...usualCodeRules, levels: { ...usualCodeRules.levels, municipal: "C" } };

    expect(composeCodes(parts, rules).implementing.at(18)).toBe("C");
  });
});

describe("problemsOfCodes", () => {
  it.each<[string, Partial<CodeParts>]>([
    ["the demonstration code", {}],
    ["an item that has sub-items", { basicCode: "34011799900Y" }],
    ["a sub-item", { basicCode: "340117999001" }],
    ["an item of the state's own list", { basicCode: "000117999000" }],
    ["a handling item", { handlingItem: "12" }],
  ])("takes %s", (_, change) => {
    expect(problemsOfCodes({ ...parts, ...change })).toEqual([]);
  });

  it.each<[string, Partial<CodeParts>, string]>([
    ["a basic code of 11 characters", { basicCode: "34011799900" }, "basicCode"],
    ["a basic code of 13 characters", { basicCode: "3401179990000" }, "basicCode"],
    ["a letter where none may be", { basicCode: "3401179990Y0" }, "basicCode"],
    ["a body whose check character is wrong", { body: "11340300PDY0001755" }, "body"],
    ["a body without a code", { body: "" }, "body"],
    ["a handling item of one digit", { handlingItem: "1" }, "handlingItem"],
  ])("finds %s", (_, change, path) => {
    expect(problemsOfCodes({ ...parts, ...change })).toEqual([expect.objectContaining({ path })]);
  });

  it("finds both when body and basic code are wrong", () => {
    expect(problemsOfCodes({ ...parts, body: "1", basicCode: "1" }).map(({ path }) => path)).toEqual([
      "basicCode",
      "body",
    ]);
  });

  it("judges by a province's own patterns", () => {
    const rules = { ...usualCodeRules, implementing: /^\d{40}$/ };

    expect(problemsOfCodes(parts, rules)).toEqual([expect.objectContaining({ path: "level" })]);
  });
});

describe("the tables of codes", () => {
  it("map the ten categories of the centre to the national set, planning among other power", () => {
    expect(nationalCategories.codes).toEqual({
      approval: "01",
      penalty: "02",
      compulsion: "03",
      levy: "04",
      payment: "05",
      confirmation: "07",
      reward: "08",
      adjudication: "09",
      planning: "10",
      other: "10",
    });
    expect(parallelApprovalCategories.codes).toMatchObject({ approval: "01", planning: "20", other: "20" });
  });

  it("map the seven outcomes of a clean-up to the centre's own words and to the three national states", () => {
    expect(Object.values(centreStatuses.codes).sort()).toEqual(
      ["CANCEL", "DELEGATE", "FREEZE", "MERGE", "RETAIN", "TRANSFORM", "WAIVE_TEMP"].sort(),
    );
    expect(Object.entries(nationalStates.codes).filter(([, code]) => code === "1")).toEqual([
      ["retained", "1"],
    ]);
    expect(Object.entries(nationalStates.codes).filter(([, code]) => code === "2")).toEqual([
      ["suspended", "2"],
      ["frozen", "2"],
    ]);
  });

  it("give every kind and every unit a code of its own", () => {
    for (const { codes } of [itemKindCodes, limitUnitCodes, centreStatuses, bodyTypeCodes])
      expect(new Set(Object.values(codes)).size).toBe(Object.keys(codes).length);
  });

  it("name where they come from", () => {
    for (const { source } of [
      nationalCategories,
      parallelApprovalCategories,
      centreStatuses,
      nationalStates,
      itemKindCodes,
    ])
      expect(source).not.toBe("");
  });
});
