import { describe, expect, it } from "vitest";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeRule } from "../../../functions/catalog/fees/fee-rows.ts";
import { type FeeTable, makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import type { FeeFacts, ProjectUse } from "../../../schemas/fee-facts.ts";
import { buildingOf, institutions, landOf, payable, projectOf, roadOf, serviceOf } from "./fee-projects.ts";

const today = "2026-11-23";
const industrial = { projectClass: "industrial" } as const;

const service = (code: string, facts: Partial<FeeFacts>, agreed?: number): FeeFacts =>
  projectOf({ ...facts, services: [serviceOf(code, institutions.environment, 10_000, agreed)] });

/** One building that owes 100 m² of shelter, ¥200 000 at the demonstration rate. */
const sheltered = (
  use: ProjectUse,
  nature: "new" | "temporary" | "dangerous-rebuilt" | "disaster-repaired",
  facts: Partial<FeeFacts> = {},
): FeeFacts =>
  projectOf({
    shelterObstacle: "ground",
    buildings: [buildingOf({ id: "1#", use, nature, storeys: 10, ground: 100, above: 1_000, floor: 1_000 })],
    ...facts,
  });

/** A thousand square metres of land, ¥1 500 at the demonstration rate. */
const onLand = (use: ProjectUse): FeeFacts => projectOf({ inErosionArea: true, land: [landOf(use, 1_000)] });

type Decision = [
  project: string,
  facts: FeeFacts,
  feeCode: string,
  on: string,
  payable: number,
  rule: string | null,
];

const precondition = "environmental-report";
const other = "cost-consulting";
const digging = (facts: Partial<FeeFacts>) => projectOf({ road: roadOf(0, 0, 10), ...facts });

const decisions: Decision[] = [
  // R1: everybody.
  ["anybody's occupied road", projectOf({ road: roadOf(10, 10, 0) }), "road-occupation", today, 0, "R1"],
  [
    "an occupied road before R1",
    projectOf({ road: roadOf(10, 10, 0) }),
    "road-occupation",
    "2012-12-31",
    50,
    null,
  ],
  [
    "an occupied road on R1's first day",
    projectOf({ road: roadOf(10, 10, 0) }),
    "road-occupation",
    "2013-01-01",
    0,
    "R1",
  ],
  // R2: industry in parks, both.
  ["industry in a park", digging({ ...industrial, inPark: true }), "road-excavation", today, 0, "R2"],
  [
    "industry outside a park",
    digging({ ...industrial, inPark: false }),
    "road-excavation",
    today,
    3_000,
    null,
  ],
  [
    "commerce in a park",
    digging({ projectClass: "commercial", inPark: true }),
    "road-excavation",
    today,
    3_000,
    null,
  ],
  // R3 and R4: preconditions of an approval only. The worked example of 10 000.
  ["an ordinary project", service(precondition, {}), precondition, today, 8_500, "R3"],
  [
    "industry, class A",
    service(precondition, { ...industrial, industrialClass: "A" }),
    precondition,
    today,
    2_000,
    "R4-A",
  ],
  [
    "industry, class B",
    service(precondition, { ...industrial, industrialClass: "B" }),
    precondition,
    today,
    5_000,
    "R4-B",
  ],
  ["industry without a class", service(precondition, industrial), precondition, today, 8_500, "R3"],
  [
    "industry, class A, in a park",
    service(precondition, { ...industrial, industrialClass: "A", inPark: true }),
    precondition,
    today,
    2_000,
    "R4-A",
  ],
  ["a service that is no precondition", service(other, {}), other, today, 10_000, null],
  [
    "the same for industry, class A",
    service(other, { ...industrial, industrialClass: "A" }),
    other,
    today,
    10_000,
    null,
  ],
  // A contract is a ceiling of its own, and never stacks on a rule.
  ["a contract below the rule", service(precondition, {}, 8_000), precondition, today, 8_000, "agreed"],
  ["a contract at the rule", service(precondition, {}, 8_500), precondition, today, 8_500, "R3"],
  ["a contract above the rule", service(precondition, {}, 9_900), precondition, today, 8_500, "R3"],
  ["a contract above the standard", service(other, {}, 12_000), other, today, 10_000, null],
  // 计价格〔2000〕474号.
  ["new flats", sheltered("residential", "new"), "shelter-relocation", today, 200_000, null],
  [
    "a temporary building",
    sheltered("residential", "temporary"),
    "shelter-relocation",
    today,
    0,
    "shelter-temporary",
  ],
  [
    "a rebuilt dangerous house",
    sheltered("residential", "dangerous-rebuilt"),
    "shelter-relocation",
    today,
    0,
    "shelter-rebuilt",
  ],
  [
    "mended disaster damage",
    sheltered("commercial", "disaster-repaired"),
    "shelter-relocation",
    today,
    0,
    "shelter-disaster",
  ],
  [
    "a kindergarten",
    sheltered("kindergarten", "new"),
    "shelter-relocation",
    today,
    100_000,
    "shelter-halved",
  ],
  ["a teaching building", sheltered("school", "new"), "shelter-relocation", today, 100_000, "shelter-halved"],
  [
    "services for the disabled",
    sheltered("disabled-service", "new"),
    "shelter-relocation",
    today,
    100_000,
    "shelter-halved",
  ],
  ["an office", sheltered("office", "new"), "shelter-relocation", today, 200_000, null],
  // Halved first, exempt from 2007-08-07.
  [
    "affordable housing in 2006",
    sheltered("affordable-housing", "new"),
    "shelter-relocation",
    "2006-05-08",
    100_000,
    "shelter-affordable",
  ],
  [
    "affordable housing since",
    sheltered("affordable-housing", "new"),
    "shelter-relocation",
    today,
    0,
    "affordable-housing",
  ],
  [
    "affordable housing, a fund",
    sheltered("affordable-housing", "new"),
    "infrastructure",
    today,
    0,
    "affordable-housing",
  ],
  // 财税〔2014〕77号: by who runs it, from 2015.
  [
    "a nursing home in 2014",
    sheltered("nursing-home", "new", { isNonProfit: true }),
    "shelter-relocation",
    "2014-12-31",
    100_000,
    "shelter-halved",
  ],
  [
    "a non-profit nursing home",
    sheltered("nursing-home", "new", { isNonProfit: true }),
    "shelter-relocation",
    "2015-01-01",
    0,
    "care-non-profit",
  ],
  [
    "a nursing home for profit",
    sheltered("nursing-home", "new"),
    "shelter-relocation",
    today,
    100_000,
    "care-for-profit",
  ],
  [
    "a hospital for profit",
    sheltered("hospital", "new"),
    "shelter-relocation",
    today,
    100_000,
    "care-for-profit",
  ],
  ["a hospital in 2014", sheltered("hospital", "new"), "shelter-relocation", "2014-12-31", 200_000, null],
  // 公告2019年第76号: until the end of 2025, and both fees.
  [
    "community care before",
    sheltered("community-care", "new"),
    "infrastructure",
    "2019-05-31",
    115_000,
    null,
  ],
  [
    "community care on the first day",
    sheltered("community-care", "new"),
    "infrastructure",
    "2019-06-01",
    0,
    "community-care",
  ],
  [
    "community care on the last day",
    sheltered("community-care", "new"),
    "shelter-relocation",
    "2025-12-31",
    0,
    "community-care",
  ],
  [
    "community care after",
    sheltered("community-care", "new"),
    "shelter-relocation",
    "2026-01-01",
    200_000,
    null,
  ],
  // 财综〔2014〕8号第十一条: by what the land is for.
  ...(
    [
      "school",
      "kindergarten",
      "hospital",
      "nursing-home",
      "welfare-home",
      "farmhouse",
      "farmland-water",
      "municipal-ecology",
      "military",
      "soil-conservation",
    ] as const
  ).map((use): Decision => [`land of ${use}`, onLand(use), "soil-conservation", today, 0, "soil-public"]),
  // Two rules exempt this land; the one whose id sorts first is named, whatever their order.
  [
    "land of affordable housing",
    onLand("affordable-housing"),
    "soil-conservation",
    today,
    0,
    "affordable-housing",
  ],
  ["land of flats", onLand("residential"), "soil-conservation", today, 1_500, null],
  ["land of a workshop", onLand("production"), "soil-conservation", today, 1_500, null],
];

describe("the rules of the demonstration table", () => {
  it.each(decisions)("%s", (_, facts, feeCode, on, fen, rule) => {
    expect(payable(facts, feeCode, { on })).toEqual([fen, rule]);
  });

  it("leaves no rule of the table out", () => {
    const won = new Set(decisions.map(([, , , , , rule]) => rule));
    expect(demonstrationFees.rules.map(({ ruleId }) => ruleId).filter((id) => !won.has(id))).toEqual([]);
  });
});

const reference: FeeRule = {
  ruleId: "X",
  title: { zh: "试", en: "trial" },
  fees: { kind: "codes", codes: ["road-excavation"] },
  scope: { kind: "everybody" },
  effect: { kind: "factor", numerator: 85, denominator: 100 },
  basisDoc: "试行办法",
  validFrom: "2001-03-07",
  validTo: null,
};
const rule = (ruleId: string, percent: number, more: Partial<FeeRule> = {}): FeeRule => ({
  ...reference,
  ruleId,
  effect: percent === 0 ? { kind: "exempt" } : { kind: "factor", numerator: percent, denominator: 100 },
  ...more,
});
const withRules = (...rules: FeeRule[]): FeeTable => makeFeeTable({ ...demonstrationFees, rules });
const dug = projectOf({ road: roadOf(0, 0, 10) });
const paysUnder = (...rules: FeeRule[]) => payable(dug, "road-excavation", { table: withRules(...rules) });

describe("the most favourable rule", () => {
  it.each([
    ["0 before 20 %", [rule("A", 20), rule("B", 0)], 0, "B"],
    ["20 % before 50 %", [rule("A", 50), rule("B", 20)], 600, "B"],
    ["50 % before 85 %", [rule("A", 85), rule("B", 50)], 1_500, "B"],
    [
      "one of all four, and nothing stacks",
      [rule("A", 85), rule("B", 50), rule("C", 20), rule("D", 0)],
      0,
      "D",
    ],
    ["85 % and 50 % are 50 %, not 42.5 %", [rule("A", 85), rule("B", 50)], 1_500, "B"],
    ["the id that sorts first of two alike", [rule("B", 50), rule("A", 50)], 1_500, "A"],
    [
      "1/2 and 50/100 are alike",
      [rule("B", 50, { effect: { kind: "factor", numerator: 1, denominator: 2 } }), rule("A", 50)],
      1_500,
      "A",
    ],
    ["no rule, the standard", [], 3_000, null],
  ] as const)("is %s", (_, rules, expected, winner) => {
    expect(paysUnder(...rules)).toEqual([expected, winner]);
    expect(paysUnder(...rules.toReversed())).toEqual([expected, winner]);
  });

  it("is one of the collector it names, on the day", () => {
    const byTax = rule("A", 50, {
      fees: { kind: "codes", codes: ["shelter-relocation"] },
      collector: "tax",
    });
    const on = (day: string) =>
      payable(sheltered("residential", "new"), "shelter-relocation", { table: withRules(byTax), on: day });

    expect(on("2020-12-31")).toEqual([200_000, null]);
    expect(on("2021-01-01")).toEqual([100_000, "A"]);
  });

  it("counts on its last day, and not on the day after", () => {
    const ending = rule("A", 0, { validTo: "2026-11-23" });
    const on = (day: string) => payable(dug, "road-excavation", { table: withRules(ending), on: day });

    expect(on("2026-11-23")).toEqual([0, "A"]);
    expect(on("2026-11-24")).toEqual([3_000, null]);
  });

  it("takes off at least its share, to the fen", () => {
    const tiny = (standard: number) =>
      payable(
        projectOf({ services: [serviceOf(precondition, institutions.environment, standard)] }),
        precondition,
      );

    expect(tiny(100.01)).toEqual([85, "R3"]);
    expect(tiny(100.01)[0]).toBeLessThanOrEqual(100.01 * 0.85);
    expect(tiny(0.01)).toEqual([0, "R3"]);
  });

  it.each([
    ["any", { kind: "any", of: [{ kind: "park" }, { kind: "non-profit" }] }, [false, true, true, true]],
    ["all", { kind: "all", of: [{ kind: "park" }, { kind: "non-profit" }] }, [false, false, false, true]],
    ["not", { kind: "not", of: { kind: "park" } }, [true, true, false, false]],
    ["shelter-impossible", { kind: "shelter-impossible" }, [false, false, false, false]],
    ["a use of the project as a whole", { kind: "use", in: ["road"] }, [false, false, false, false]],
    ["a nature of the project as a whole", { kind: "nature", in: ["new"] }, [false, false, false, false]],
  ] as const)("reads %s", (_, scope, expected) => {
    const table = withRules(rule("A", 0, { scope: structuredClone(scope) as FeeRule["scope"] }));
    const favoured = [false, true].flatMap((inPark) =>
      [false, true].map(
        (isNonProfit) => payable(digging({ inPark, isNonProfit }), "road-excavation", { table })[1] === "A",
      ),
    );
    expect(favoured).toEqual(expected);
  });
});
