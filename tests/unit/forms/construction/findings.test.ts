import { describe, expect, it } from "vitest";
import { projectCodeSchema } from "../../../../schemas/codes/project-code.ts";
import {
  checkAcceptance,
  checkDrawingReview,
  checkSurvey,
} from "../../../../schemas/forms/construction/findings.ts";
import { withValue } from "../../../fixtures/company-registration/forms.ts";
import { sampleAcceptance, sampleDrawings, sampleSurvey } from "../../../fixtures/construction/forms.ts";

const ON = "2026-11-24";
const told = (findings: ReturnType<typeof checkSurvey>) =>
  findings.map(({ rule, severity, path }) => [rule, severity, path]);

describe("construction findings: samples", () => {
  it("finds nothing in any of them", () => {
    expect(checkSurvey(sampleSurvey(), { on: ON })).toEqual([]);
    expect(checkDrawingReview(sampleDrawings(), { on: ON })).toEqual([]);
    expect(checkDrawingReview(sampleDrawings("drawing-review-rectified"), { on: ON })).toEqual([]);
    expect(checkAcceptance(sampleAcceptance(), { on: ON })).toEqual([]);
  });
});

describe("project code", () => {
  it("refuses one that was issued after the filing", () => {
    expect(told(checkSurvey(sampleSurvey(), { on: "2026-10-31" }))).toEqual([
      ["project-code-ahead", "refuse", "project.code"],
    ]);
    expect(told(checkSurvey(sampleSurvey(), { on: "2026-11-01" }))).toEqual([]);
  });

  it.each([
    ["2018-340300-47-03-012345", []],
    ["2611-340000-04-01-123456", []],
    ["2611-000000-04-01-123456", []],
    ["2611-320100-04-01-123456", [["project-code-of-elsewhere", "review", "project.code"]]],
  ])("looks at where %s was issued", (code, expected) => {
    const form = withValue(sampleSurvey(), "project.code", projectCodeSchema.parse(code));

    expect(told(checkSurvey(form, { on: ON }))).toEqual(expected);
  });
});

describe("special works for fire safety", () => {
  const without = withValue(sampleSurvey(), "project.triggers", []);

  it("points at a kindergarten over 1 000 m² that is not named as such", () => {
    expect(told(checkSurvey(without, { on: ON }))).toEqual([
      ["special-fire-works", "review", "works.2.floorSquareDecimetres"],
    ]);
  });

  it("says nothing of one of 1 000 m²", () => {
    expect(
      told(checkSurvey(withValue(without, "works.2.floorSquareDecimetres", 100_000), { on: ON })),
    ).toEqual([]);
  });
});

describe("checkSurvey", () => {
  it("points at a day wanted that is not ahead", () => {
    expect(told(checkSurvey(sampleSurvey(), { on: "2026-12-01" }))).toEqual([
      ["visit-day-past", "review", "survey.wantedDates.0"],
    ]);
  });
});

describe("checkDrawingReview", () => {
  it("refuses a report that is dated ahead", () => {
    const form = withValue(sampleDrawings(), "drawings.reviewedOn", "2026-11-25");

    expect(told(checkDrawingReview(form, { on: ON }))).toEqual([
      ["day-ahead", "refuse", "drawings.reviewedOn"],
    ]);
    expect(told(checkDrawingReview(form, { on: "2026-11-25" }))).toEqual([]);
  });
});

describe("an air-raid shelter", () => {
  const missing = [["shelter-missing", "review", "project.shelterObstacle"]];
  const { shelterObstacle: _, ...project } = sampleDrawings().project;
  const dwelling = {
    ...sampleDrawings().works[0],
    use: "residential",
    ...{ storeys: 3, foundationMillimetres: 1_500, aboveGroundSquareDecimetres: 10_000 },
    shelterBuiltSquareDecimetres: 0,
  };
  const office = { ...dwelling, use: "office", aboveGroundSquareDecimetres: 199_999 };
  const toldOf = (...works: readonly object[]) =>
    told(checkDrawingReview({ ...sampleDrawings(), project, works } as never, { on: ON })).filter(
      ([rule]) => rule === "shelter-missing",
    );

  it.each<[string, readonly object[], unknown[]]>([
    ["any dwelling without one", [dwelling], missing],
    ["one that is built", [{ ...dwelling, shelterBuiltSquareDecimetres: 1 }], []],
    ["a temporary dwelling", [{ ...dwelling, nature: "temporary" }], []],
    ["a production hall", [{ ...dwelling, use: "production", storeys: 12 }], []],
    ["an office below 2 000 m²", [office], []],
    ["offices of 2 000 m² together", [office, { ...office, aboveGroundSquareDecimetres: 1 }], missing],
    ["a small office of ten storeys", [{ ...office, storeys: 10 }], missing],
    ["a small office with a foundation of 3 m", [{ ...office, foundationMillimetres: 3_000 }], missing],
  ])("is looked for under %s", (_of, works, expected) => {
    expect(toldOf(...works)).toEqual(expected);
  });

  it("is looked for under the small civil buildings of a park", () => {
    const inPark = { ...sampleDrawings(), project: { ...project, inPark: true }, works: [office] } as never;

    expect(told(checkDrawingReview(inPark, { on: ON }))).toEqual(missing);
  });

  it("is not asked after where an obstacle is named", () => {
    const { shelterObstacle } = sampleDrawings().project;
    const named = {
      ...sampleDrawings(),
      project: { ...project, shelterObstacle },
      works: [dwelling],
    } as never;

    expect(told(checkDrawingReview(named, { on: ON }))).toEqual([]);
  });

  it("is due under the offices of the factory of the sample, and the finding names its source", () => {
    expect(checkDrawingReview(sampleDrawings("industrial"), { on: ON })).toMatchObject([
      { rule: "shelter-missing", source: "人民防空法第二十二条" },
    ]);
  });
});

describe("checkAcceptance", () => {
  it.each([
    ["completion.acceptance.acceptedOn"],
    ["completion.supervision.issuedOn"],
    ["completion.mapping.surveyedOn"],
  ])("refuses a %s ahead of the filing", (path) => {
    const form = withValue(sampleAcceptance(), path, "2026-11-25");

    expect(told(checkAcceptance(form, { on: ON }))).toEqual([["day-ahead", "refuse", path]]);
  });

  it("refuses works their own parties found unfit", () => {
    const form = withValue(sampleAcceptance(), "completion.acceptance.conclusion", "unqualified");

    expect(told(checkAcceptance(form, { on: ON }))).toEqual([
      ["accepted-as-unfit", "refuse", "completion.acceptance.conclusion"],
    ]);
  });

  it("points at a measured area that is not the one permitted, with both figures", () => {
    const [finding] = checkAcceptance(
      withValue(sampleAcceptance(), "completion.mapping.floorSquareDecimetres", 3_829_111),
      { on: ON },
    );

    expect(finding?.rule).toBe("measured-area");
    expect(finding?.message.zh).toContain("38291.11平方米");
    expect(finding?.message.zh).toContain("38291.10平方米");
  });
});
