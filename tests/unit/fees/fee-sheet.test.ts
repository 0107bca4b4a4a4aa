import { describe, expect, it } from "vitest";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { linesOf } from "../../../functions/case/fees/split.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import { type FeeSheet, feeSheet as feeSheetShape } from "../../../schemas/fees.ts";
import { cityRoad, factoryA, factoryB, highRise, institutions, mall, school } from "./fee-projects.ts";

const { drawings, environment, survey, consulting } = institutions;
const today = "2026-11-23";

type Row = [fee: string, cause: string, standard: string, rule: string, reduction: string, payable: string];

const written = (fen: number): string => (fen / 100).toLocaleString("en", { minimumFractionDigits: 2 });

const tableOf = (sheet: FeeSheet): Row[] => {
  const lines = linesOf(sheet);
  return lines.flatMap((line): Row[] => {
    if (line.kind !== "charge") return [];
    const reduction = lines.find((each) => each.kind === "reduction" && each.of === line.key);
    const by = reduction?.kind === "reduction" ? reduction.by : null;
    const rule = by?.kind === "rule" ? by.ruleId : (by?.kind ?? "-");
    return [
      [
        line.feeCode,
        line.cause,
        written(line.amountFen),
        rule,
        written(reduction?.amountFen ?? 0),
        written(line.payableFen),
      ],
    ];
  });
};

const sums = ({ standardFen, reliefFen, discountFen, payableFen }: FeeSheet | FeeSheet["services"]) =>
  [standardFen, reliefFen, discountFen, payableFen].map(written);

const splitTable = (sheet: FeeSheet) =>
  sheet.split.map(({ collector, part, amountFen }) => [collector, part, written(amountFen)]);

/** What a clerk works out with pencil and paper, in yuan. */
interface Worked {
  name: string;
  facts: FeeFacts;
  on: string;
  rows: Row[];
  administrative: string[];
  fund: string[];
  services: string[];
  bill: string[];
  split: string[][];
}

const worked: Worked[] = [
  {
    name: "a residential high-rise with a kindergarten",
    facts: highRise,
    on: today,
    rows: [
      // 1#: 720.50 m² of ground floor less 300 m² built; 2#: 480 m² of ground floor; 900.50 m² × ¥2 000.
      ["shelter-relocation", "residential", "1,801,000.00", "-", "0.00", "1,801,000.00"],
      ["soil-conservation", "kindergarten", "4,800.00", "soil-public", "-4,800.00", "0.00"],
      // 28 000.40 m² count as 28 001.
      ["soil-conservation", "residential", "42,001.50", "-", "0.00", "42,001.50"],
      ["road-occupation", "project", "900.00", "R1", "-900.00", "0.00"],
      ["road-excavation", "project", "13,650.00", "-", "0.00", "13,650.00"],
      ["infrastructure", "kindergarten", "224,336.25", "-", "0.00", "224,336.25"],
      // 17 130.35 m² × ¥115.
      ["infrastructure", "residential", "1,969,990.25", "-", "0.00", "1,969,990.25"],
      ["drawing-review", drawings.code, "116,000.00", "R3", "-17,400.00", "98,600.00"],
      // The contract asks 75 000, more than the 68 000 the rule leaves.
      ["environmental-report", environment.code, "80,000.00", "R3", "-12,000.00", "68,000.00"],
      ["cost-consulting", consulting.code, "50,000.00", "agreed", "-5,000.00", "45,000.00"],
    ],
    administrative: ["1,862,351.50", "5,700.00", "0.00", "1,856,651.50"],
    fund: ["2,194,326.50", "0.00", "0.00", "2,194,326.50"],
    services: ["246,000.00", "29,400.00", "5,000.00", "211,600.00"],
    bill: ["4,302,678.00", "35,100.00", "5,000.00", "4,262,578.00"],
    split: [
      ["tax", "treasury", "1,843,001.50"],
      ["urban-management", "treasury", "13,650.00"],
      ["housing-construction", "treasury", "2,194,326.50"],
      [drawings.code, "service", "98,600.00"],
      [environment.code, "service", "68,000.00"],
      [consulting.code, "service", "45,000.00"],
    ],
  },
  {
    name: "a factory in a park, class A",
    facts: factoryA,
    on: today,
    rows: [
      // The workshop is no civil building; the office needs 3 % of 1 600.55 m², 48.02 m² × ¥2 000.
      ["shelter-relocation", "office", "96,040.00", "-", "0.00", "96,040.00"],
      ["soil-conservation", "production", "60,000.00", "-", "0.00", "60,000.00"],
      ["road-occupation", "project", "102.50", "R1", "-102.50", "0.00"],
      ["road-excavation", "project", "36,099.00", "R2", "-36,099.00", "0.00"],
      ["infrastructure", "office", "184,063.25", "-", "0.00", "184,063.25"],
      // A fund is no administrative fee, so R2 leaves it alone.
      ["infrastructure", "production", "1,725,000.00", "-", "0.00", "1,725,000.00"],
      ["drawing-review", drawings.code, "60,000.00", "R4-A", "-48,000.00", "12,000.00"],
      ["environmental-report", environment.code, "10,000.00", "R4-A", "-8,000.00", "2,000.00"],
      ["geological-survey", survey.code, "33,333.33", "agreed", "-28,333.33", "5,000.00"],
      // Supervision of the works is no precondition of an approval.
      ["construction-supervision", consulting.code, "200,000.00", "-", "0.00", "200,000.00"],
    ],
    administrative: ["192,241.50", "36,201.50", "0.00", "156,040.00"],
    fund: ["1,909,063.25", "0.00", "0.00", "1,909,063.25"],
    services: ["303,333.33", "56,000.00", "28,333.33", "219,000.00"],
    bill: ["2,404,638.08", "92,201.50", "28,333.33", "2,284,103.25"],
    split: [
      ["tax", "treasury", "156,040.00"],
      ["housing-construction", "treasury", "1,909,063.25"],
      [drawings.code, "service", "12,000.00"],
      [environment.code, "service", "2,000.00"],
      [survey.code, "service", "5,000.00"],
      [consulting.code, "service", "200,000.00"],
    ],
  },
  {
    name: "the same factory, class B",
    facts: factoryB,
    on: today,
    rows: [
      ["shelter-relocation", "office", "96,040.00", "-", "0.00", "96,040.00"],
      ["soil-conservation", "production", "60,000.00", "-", "0.00", "60,000.00"],
      ["road-occupation", "project", "102.50", "R1", "-102.50", "0.00"],
      ["road-excavation", "project", "36,099.00", "R2", "-36,099.00", "0.00"],
      ["infrastructure", "office", "184,063.25", "-", "0.00", "184,063.25"],
      ["infrastructure", "production", "1,725,000.00", "-", "0.00", "1,725,000.00"],
      ["drawing-review", drawings.code, "60,000.00", "R4-B", "-30,000.00", "30,000.00"],
      ["environmental-report", environment.code, "10,000.00", "R4-B", "-5,000.00", "5,000.00"],
      ["geological-survey", survey.code, "33,333.33", "agreed", "-28,333.33", "5,000.00"],
      ["construction-supervision", consulting.code, "200,000.00", "-", "0.00", "200,000.00"],
    ],
    administrative: ["192,241.50", "36,201.50", "0.00", "156,040.00"],
    fund: ["1,909,063.25", "0.00", "0.00", "1,909,063.25"],
    services: ["303,333.33", "35,000.00", "28,333.33", "240,000.00"],
    bill: ["2,404,638.08", "71,201.50", "28,333.33", "2,305,103.25"],
    split: [
      ["tax", "treasury", "156,040.00"],
      ["housing-construction", "treasury", "1,909,063.25"],
      [drawings.code, "service", "30,000.00"],
      [environment.code, "service", "5,000.00"],
      [survey.code, "service", "5,000.00"],
      [consulting.code, "service", "200,000.00"],
    ],
  },
  {
    name: "a mall outside the erosion areas",
    facts: mall,
    on: today,
    rows: [
      // The shop alone is below 2 000 m²; the mall owes its ground floor, 5 000 m² × ¥2 000.
      ["shelter-relocation", "commercial", "10,000,000.00", "-", "0.00", "10,000,000.00"],
      ["infrastructure", "commercial", "6,554,998.85", "-", "0.00", "6,554,998.85"],
      ["drawing-review", drawings.code, "400,000.00", "R3", "-60,000.00", "340,000.00"],
      // 15 % of 56 999.99 is 8 549.9985: at least that much comes off.
      ["completion-mapping", survey.code, "56,999.99", "R3", "-8,550.00", "48,449.99"],
    ],
    administrative: ["10,000,000.00", "0.00", "0.00", "10,000,000.00"],
    fund: ["6,554,998.85", "0.00", "0.00", "6,554,998.85"],
    services: ["456,999.99", "68,550.00", "0.00", "388,449.99"],
    bill: ["17,011,998.84", "68,550.00", "0.00", "16,943,448.84"],
    split: [
      ["tax", "treasury", "10,000,000.00"],
      ["housing-construction", "treasury", "6,554,998.85"],
      [drawings.code, "service", "340,000.00"],
      [survey.code, "service", "48,449.99"],
    ],
  },
  {
    name: "a school with a temporary classroom",
    facts: school,
    on: today,
    rows: [
      // 3 % of 10 500.05 m² is 315.00 m²; a teaching building pays half.
      ["shelter-relocation", "school", "630,000.00", "shelter-halved", "-315,000.00", "315,000.00"],
      ["shelter-relocation", "school.temporary", "18,000.00", "shelter-temporary", "-18,000.00", "0.00"],
      ["soil-conservation", "school", "45,001.50", "soil-public", "-45,001.50", "0.00"],
      ["infrastructure", "school", "1,207,505.75", "-", "0.00", "1,207,505.75"],
      ["infrastructure", "school.temporary", "34,500.00", "-", "0.00", "34,500.00"],
      ["environmental-report", environment.code, "60,000.00", "R3", "-9,000.00", "51,000.00"],
    ],
    administrative: ["693,001.50", "378,001.50", "0.00", "315,000.00"],
    fund: ["1,242,005.75", "0.00", "0.00", "1,242,005.75"],
    services: ["60,000.00", "9,000.00", "0.00", "51,000.00"],
    bill: ["1,995,007.25", "387,001.50", "0.00", "1,608,005.75"],
    split: [
      ["tax", "treasury", "315,000.00"],
      ["housing-construction", "treasury", "1,242,005.75"],
      [environment.code, "service", "51,000.00"],
    ],
  },
  {
    name: "a city road",
    facts: cityRoad,
    on: today,
    rows: [
      ["soil-conservation", "municipal-ecology", "6,000.00", "soil-public", "-6,000.00", "0.00"],
      ["soil-conservation", "road", "78,000.00", "-", "0.00", "78,000.00"],
      ["road-occupation", "project", "54,000.00", "R1", "-54,000.00", "0.00"],
      ["road-excavation", "project", "240,000.00", "-", "0.00", "240,000.00"],
      ["geological-survey", survey.code, "120,000.00", "R3", "-18,000.00", "102,000.00"],
    ],
    administrative: ["378,000.00", "60,000.00", "0.00", "318,000.00"],
    fund: ["0.00", "0.00", "0.00", "0.00"],
    services: ["120,000.00", "18,000.00", "0.00", "102,000.00"],
    bill: ["498,000.00", "78,000.00", "0.00", "420,000.00"],
    split: [
      ["tax", "treasury", "78,000.00"],
      ["urban-management", "treasury", "240,000.00"],
      [survey.code, "service", "102,000.00"],
    ],
  },
  {
    name: "the high-rise as of 2014, with the fees that were abolished since",
    facts: highRise,
    on: "2014-06-03",
    rows: [
      ["shelter-relocation", "residential", "1,801,000.00", "-", "0.00", "1,801,000.00"],
      ["soil-conservation", "kindergarten", "7,040.00", "soil-public", "-7,040.00", "0.00"],
      ["soil-conservation", "residential", "61,602.20", "-", "0.00", "61,602.20"],
      ["road-occupation", "project", "900.00", "R1", "-900.00", "0.00"],
      ["road-excavation", "project", "13,650.00", "-", "0.00", "13,650.00"],
      ["termite-prevention", "kindergarten", "3,901.50", "R1", "-3,901.50", "0.00"],
      ["termite-prevention", "residential", "34,260.70", "R1", "-34,260.70", "0.00"],
      ["infrastructure", "kindergarten", "224,336.25", "-", "0.00", "224,336.25"],
      ["infrastructure", "residential", "1,969,990.25", "-", "0.00", "1,969,990.25"],
      ["wall-materials", "kindergarten", "19,507.50", "-", "0.00", "19,507.50"],
      ["wall-materials", "residential", "171,303.50", "-", "0.00", "171,303.50"],
      ["bulk-cement", "kindergarten", "2,926.13", "-", "0.00", "2,926.13"],
      // 17 130.35 m² × ¥1.50 is 25 695.525, half a fen up; 1 950.75 × 1.50 is 2 926.125.
      ["bulk-cement", "residential", "25,695.53", "-", "0.00", "25,695.53"],
      ["drawing-review", drawings.code, "116,000.00", "R3", "-17,400.00", "98,600.00"],
      ["environmental-report", environment.code, "80,000.00", "R3", "-12,000.00", "68,000.00"],
      ["cost-consulting", consulting.code, "50,000.00", "agreed", "-5,000.00", "45,000.00"],
    ],
    administrative: ["1,922,354.40", "46,102.20", "0.00", "1,876,252.20"],
    fund: ["2,413,759.16", "0.00", "0.00", "2,413,759.16"],
    services: ["246,000.00", "29,400.00", "5,000.00", "211,600.00"],
    bill: ["4,582,113.56", "75,502.20", "5,000.00", "4,501,611.36"],
    split: [
      ["civil-air-defence", "treasury", "1,801,000.00"],
      ["water-resources", "treasury", "61,602.20"],
      ["urban-management", "treasury", "13,650.00"],
      ["housing-construction", "treasury", "2,413,759.16"],
      [drawings.code, "service", "98,600.00"],
      [environment.code, "service", "68,000.00"],
      [consulting.code, "service", "45,000.00"],
    ],
  },
];

describe("feeSheet", () => {
  it.each(worked)("charges $name", ({ facts, on, rows, split, ...totals }) => {
    const sheet = feeSheet(facts, demonstrationFees, on);

    expect(tableOf(sheet)).toEqual(rows);
    expect(sums(sheet.treasury.administrative)).toEqual(totals.administrative);
    expect(sums(sheet.treasury.fund)).toEqual(totals.fund);
    expect(sums(sheet.services)).toEqual(totals.services);
    expect(sums(sheet)).toEqual(totals.bill);
    expect(splitTable(sheet)).toEqual(split);
    expect(feeSheetShape.parse(sheet)).toEqual(sheet);
  });

  it("keeps prices of intermediaries off the part of the treasury", () => {
    const { treasury, services } = feeSheet(highRise, demonstrationFees, today);

    const publicLines = [...treasury.administrative.lines, ...treasury.fund.lines];
    expect(publicLines.map(({ feeKind }) => feeKind)).not.toContain("service");
    expect(new Set(services.lines.map(({ feeKind }) => feeKind))).toEqual(new Set(["service"]));
    expect(treasury.payableFen).toBe(405_097_800);
  });

  it("names the basis of every fee and rule, and that the rates are examples", () => {
    const sheet = feeSheet(factoryA, demonstrationFees, today);

    expect(sheet.table).toEqual({ version: "demonstration-2026-11", isDemonstration: true });
    for (const line of linesOf(sheet))
      if (line.kind === "charge") {
        expect(line.legalBasis).toMatch(/法|条例|号/);
        expect(line.rateBasis).toContain("示例费率");
      } else if (line.by.kind === "rule") expect(line.by.basisDoc).toMatch(/规定|号/);
  });

  it("says for each building how large a shelter it must have, by which row", () => {
    const [line] = feeSheet(highRise, demonstrationFees, today).treasury.administrative.lines;

    expect(line).toMatchObject({
      measure: {
        squareDecimetres: 90_050,
        rateFenPerSquareMetre: 200_000,
        shelter: [
          {
            building: "1#",
            ruleId: "tall-or-deep",
            grade: "6",
            requiredSquareDecimetres: 72_050,
            builtSquareDecimetres: 30_000,
          },
          { building: "2#", ruleId: "other-housing", grade: "6B", requiredSquareDecimetres: 48_000 },
        ],
      },
    });
  });

  it("makes keys of case, fee and cause, and the rule for a reduction", () => {
    const keys = linesOf(feeSheet(school, demonstrationFees, today)).map(({ key }) => key);

    expect(keys.slice(0, 4)).toEqual([
      "case-1/shelter-relocation/school",
      "case-1/shelter-relocation/school/shelter-halved",
      "case-1/shelter-relocation/school.temporary",
      "case-1/shelter-relocation/school.temporary/shelter-temporary",
    ]);
  });

  it("makes no sheet from a table that was not in force yet", () => {
    expect(() => feeSheet(school, demonstrationFees, "2001-03-06")).toThrow("makes no sheet for 2001-03-06");
  });

  it("is the same in whatever order the buildings stand", () => {
    const turned = { ...highRise, buildings: highRise.buildings.toReversed() };

    expect(feeSheet(turned, demonstrationFees, today)).toEqual(feeSheet(highRise, demonstrationFees, today));
  });

  it.each<[string, (sheet: FeeSheet) => void, string]>([
    ["the bill", (sheet) => Object.assign(sheet, { payableFen: sheet.payableFen - 1 }), "payableFen"],
    [
      "the sum of a kind",
      ({ treasury: { fund } }) => Object.assign(fund, { standardFen: fund.standardFen + 1 }),
      "treasury.fund.standardFen",
    ],
    ["the split", ({ split }) => split.shift(), "split"],
    [
      "the kind of a service",
      ({ services: { lines } }) => Object.assign(lines[0] ?? {}, { feeKind: "fund" }),
      "service",
    ],
    [
      "the kind of a fund",
      ({ treasury }) => Object.assign(treasury.fund.lines[0] ?? {}, { feeKind: "service" }),
      "fund",
    ],
    [
      "what a reduction belongs to",
      ({ services: { lines } }) => Object.assign(lines[1] ?? {}, { of: "case-1/another" }),
      "lines",
    ],
    [
      "what is payable for one charge",
      ({ services: { lines } }) => Object.assign(lines[0] ?? {}, { payableFen: 0 }),
      "lines",
    ],
    [
      "a key, so that one stands twice",
      ({ treasury }) => Object.assign(treasury.fund.lines[0] ?? {}, { key: treasury.fund.lines[1]?.key }),
      "lines",
    ],
  ])("does not parse when somebody touched %s", (_, touch, path) => {
    const sheet = feeSheet(highRise, demonstrationFees, today);
    touch(sheet);

    const paths = feeSheetShape.safeParse(sheet).error?.issues.map((issue) => issue.path.join("."));
    expect(paths).toContain(path);
  });

  it("does not parse with a line doubled, though every sum was made to fit", () => {
    const sheet = feeSheet(highRise, demonstrationFees, today);
    const { treasury, split } = sheet;
    const [line] = treasury.fund.lines;
    if (line === undefined) throw new Error("there is a fund");
    treasury.fund.lines.push(line);
    for (const each of [treasury.fund, treasury, sheet]) {
      each.standardFen += line.amountFen;
      each.payableFen += line.amountFen;
    }
    for (const share of split)
      if (share.collector === "housing-construction") share.amountFen += line.amountFen;

    expect(feeSheetShape.safeParse(sheet).error?.issues.map(({ message }) => message)).toEqual([
      "有重复的收费行 / A line stands twice",
    ]);
  });
});
