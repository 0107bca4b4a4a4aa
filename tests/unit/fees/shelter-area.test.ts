import { describe, expect, it } from "vitest";
import { missingShelter, shelterDuties } from "../../../functions/case/fees/shelter-area.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import { projectUse } from "../../../schemas/fee-facts.ts";
import { buildingOf, projectOf } from "./fee-projects.ts";

type Building = Parameters<typeof buildingOf>[0];

/** Which row decided each building, and the square metres it must have. */
const duties = (buildings: Omit<Building, "id">[], inPark = false): [string, number][] =>
  shelterDuties(
    projectOf({
      inPark,
      buildings: buildings.map((each, index) => buildingOf({ ...each, id: `${index + 1}#` })),
    }),
    demonstrationFees,
  ).map(({ ruleId, requiredSquareDecimetres }) => [ruleId, requiredSquareDecimetres / 100]);

const house = { use: "residential", storeys: 6, ground: 400, above: 2_400, floor: 2_400 } as const;
const office = { use: "office", storeys: 4, ground: 500, above: 2_000, floor: 2_000 } as const;

describe("shelterDuties", () => {
  it.each([
    ["nine storeys", { ...house, storeys: 9 }, "other-housing"],
    ["ten storeys", { ...house, storeys: 10 }, "tall-or-deep"],
    ["a foundation of 2.999 m", { ...house, foundation: 2.999 }, "other-housing"],
    ["a foundation of 3 m", { ...house, foundation: 3 }, "tall-or-deep"],
  ])("asks a house of %s for its ground floor", (_, building, row) => {
    expect(duties([building])).toEqual([[row, 400]]);
  });

  it("gives a low house grade 6B, and a tall one grade 6", () => {
    const grades = (storeys: number) =>
      shelterDuties(
        projectOf({ buildings: [buildingOf({ ...house, id: "1#", storeys })] }),
        demonstrationFees,
      ).map(({ grade }) => grade);

    expect(grades(6)).toEqual(["6B"]);
    expect(grades(10)).toEqual(["6"]);
  });

  it("asks other civil buildings for a share from 2 000 m² in all", () => {
    expect(duties([office])).toEqual([["other-civil", 60]]);
    expect(duties([{ ...office, above: 1_999.99 }])).toEqual([]);
    expect(
      duties([
        { ...office, above: 1_200 },
        { ...office, use: "commercial", above: 800 },
      ]),
    ).toEqual([
      ["other-civil", 36],
      ["other-civil", 24],
    ]);
  });

  it("does not count towards the 2 000 m² what an earlier row decides", () => {
    expect(
      duties([
        { ...office, above: 1_200 },
        { ...office, storeys: 10, above: 5_000 },
      ]),
    ).toEqual([["tall-or-deep", 500]]);
  });

  it("asks other civil buildings of a park for a share without a minimum", () => {
    expect(duties([{ ...office, above: 100 }], true)).toEqual([["park-civil", 3]]);
    expect(duties([{ ...office, above: 100 }], false)).toEqual([]);
    expect(duties([house], true)).toEqual([["other-housing", 400]]);
  });

  it("asks nothing of what is no civil building", () => {
    const tall = { storeys: 12, foundation: 9, ground: 900, above: 9_000, floor: 9_000 } as const;
    const asked = projectUse.options.filter((use) => duties([{ ...tall, use }], true).length > 0);

    expect(asked).toEqual([
      "residential",
      "affordable-housing",
      "kindergarten",
      "school",
      "hospital",
      "nursing-home",
      "welfare-home",
      "disabled-service",
      "community-care",
      "office",
      "commercial",
      "other-civil",
    ]);
  });

  it("rounds a share half up to a square decimetre", () => {
    expect(duties([{ ...office, above: 2_000.5 }])).toEqual([["other-civil", 60.02]]);
    expect(duties([{ ...office, above: 2_000.49 }])).toEqual([["other-civil", 60.01]]);
  });

  it("applies the share the city chose of what its class may ask for", () => {
    const { shelter } = demonstrationFees;
    const chosen = (cityClass: 1 | 2 | 3, thousandths: number) =>
      makeFeeTable({
        ...demonstrationFees,
        shelter: {
          cityClass,
          rules: shelter.rules.map((row) =>
            row.area.kind === "share" ? { ...row, area: { kind: "share", thousandths } } : row,
          ),
        },
      });
    const facts = projectOf({ buildings: [buildingOf({ ...office, id: "1#" })] });

    expect(shelterDuties(facts, chosen(1, 50))[0]?.requiredSquareDecimetres).toBe(10_000);
    expect(shelterDuties(facts, chosen(3, 20))[0]?.requiredSquareDecimetres).toBe(4_000);
    for (const [cityClass, share] of [
      [1, 39],
      [1, 51],
      [2, 29],
      [2, 41],
      [3, 19],
      [3, 31],
    ] as const)
      expect(() => chosen(cityClass, share)).toThrow(`class ${cityClass}`);
  });
});

describe("missingShelter", () => {
  const duty = { building: "1#", ruleId: "other-housing", grade: "6B", requiredSquareDecimetres: 40_000 };

  it.each([
    [0, 40_000],
    [15_000, 25_000],
    [40_000, 0],
    [50_000, 0],
  ])("is what is not built when %d is", (builtSquareDecimetres, missing) => {
    expect(missingShelter({ ...duty, builtSquareDecimetres })).toBe(missing);
  });
});
