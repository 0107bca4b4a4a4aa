import { describe, expect, it } from "vitest";
import { acceptanceForm } from "../../../../schemas/forms/construction/acceptance-form.ts";
import { drawingReviewForm } from "../../../../schemas/forms/construction/drawing-review-form.ts";
import { surveyForm } from "../../../../schemas/forms/construction/survey-form.ts";
import { formIssues } from "../../../../schemas/forms/form-issues.ts";
import { withValue } from "../../../fixtures/company-registration/forms.ts";
import { type ConstructionSample, rawConstruction } from "../../../fixtures/construction/forms.ts";

const schemas = {
  survey: surveyForm,
  "drawing-review": drawingReviewForm,
  "drawing-review-rectified": drawingReviewForm,
  acceptance: acceptanceForm,
  industrial: drawingReviewForm,
} as const;

const samples = Object.keys(schemas) as ConstructionSample[];

const issuesOf = (sample: ConstructionSample, changes: Record<string, unknown>) => {
  const changed = Object.entries(changes).reduce(
    (form: unknown, [path, value]) => withValue(form, path, value),
    rawConstruction(sample),
  );
  const read = schemas[sample].safeParse(changed);
  return read.success ? [] : formIssues(read.error);
};

describe("construction forms: samples", () => {
  it.each(samples)("reads %s and changes nothing in it", (name) => {
    const raw = rawConstruction(name);

    expect(schemas[name].parse(raw)).toEqual(raw);
  });

  it("has in the rectified drawings the first ones with the sheets on fire and the version of the set", () => {
    const { drawings } = drawingReviewForm.parse(rawConstruction("drawing-review-rectified"));
    const mended = withValue(
      withValue(rawConstruction("drawing-review"), "drawings.sheets.fire", drawings.sheets.fire),
      "drawings.setVersion",
      drawings.setVersion,
    );

    expect(rawConstruction("drawing-review-rectified")).toEqual(mended);
    expect(JSON.stringify(rawConstruction("drawing-review"))).toContain("疏散宽度不足");
    expect(JSON.stringify(mended)).not.toContain("疏散宽度不足");
  });
});

type Change = [
  what: string,
  sample: ConstructionSample,
  changes: Record<string, unknown>,
  path: string,
  zh: RegExp,
];

const faults: Change[] = [
  ["no project code", "survey", { "project.code": undefined }, "project.code", /没有代码不得受理/],
  [
    "a month 13",
    "survey",
    { "project.code": "2613-340300-04-01-123456" },
    "project.code",
    /核验不通过的不得受理/,
  ],
  ["no name", "survey", { "project.name": " " }, "project.name", /项目名称不能为空/],
  ["an unknown class", "survey", { "project.class": "villa" }, "project.class", /项目类别不在可选范围内/],
  ["a province as place", "survey", { "project.division": "340000" }, "project.division", /行政区划不正确/],
  [
    "no boundary",
    "survey",
    { "project.boundaries.west": undefined },
    "project.boundaries.west",
    /缺少用地四至/,
  ],
  [
    "a flag left out",
    "survey",
    { "project.inErosionArea": undefined },
    "project.inErosionArea",
    /缺少位于易发生/,
  ],
  ["a flag as text", "survey", { "project.inPark": "no" }, "project.inPark", /应为 true 或 false/],
  ["triggers left out", "survey", { "project.triggers": undefined }, "project.triggers", /缺少项目涉及情形/],
  [
    "a trigger twice",
    "survey",
    { "project.triggers": ["river-zone", "river-zone"] },
    "project.triggers.1",
    /同一情形填写了两次/,
  ],
  [
    "report and form together",
    "survey",
    { "project.triggers": ["environmental-report", "environmental-form"] },
    "project.triggers",
    /只能选一项/,
  ],
  [
    "half a square decimetre",
    "survey",
    { "project.land.0.squareDecimetres": 0.5 },
    "project.land.0.squareDecimetres",
    /应为整数/,
  ],
  [
    "land of one use twice",
    "survey",
    { "project.land.1.use": "residential" },
    "project.land.1.use",
    /只填一行/,
  ],
  ["no works", "survey", { works: [] }, "works", /至少填写1项/],
  ["works twice", "survey", { "works.1.id": "1#" }, "works.1.id", /填写了两次/],
  ["works under a long id", "survey", { "works.1.id": "一号楼" }, "works.1.id", /单体编号不正确/],
  [
    "a ground floor too large",
    "survey",
    { "works.0.groundFloorSquareDecimetres": 99_000_000 },
    "works.0.groundFloorSquareDecimetres",
    /首层面积大于地上面积/,
  ],
  [
    "more above ground than in all",
    "survey",
    { "works.0.aboveGroundSquareDecimetres": 2_660_036 },
    "works.0.aboveGroundSquareDecimetres",
    /地上面积大于总建筑面积/,
  ],
  [
    "a shelter larger than its building",
    "survey",
    { "works.3.shelterBuiltSquareDecimetres": 62_001 },
    "works.3.shelterBuiltSquareDecimetres",
    /防空地下室面积大于总建筑面积/,
  ],
  [
    "a class of which nothing is built",
    "survey",
    { "project.class": "industrial" },
    "project.class",
    /没有一个单体是这类用途/,
  ],
  [
    "a wrong builder code",
    "survey",
    { "units.builder.uscc": "91340300PDY00001XX" },
    "units.builder.uscc",
    /统一社会信用代码不正确/,
  ],
  [
    "a wrong identity number",
    "survey",
    { "contact.idNumber": "340300198806170001" },
    "contact.idNumber",
    /不是有效的居民身份证号/,
  ],
  ["a wrong telephone number", "survey", { "contact.phone": "12345" }, "contact.phone", /经办人电话不正确/],
  ["no day wanted", "survey", { "survey.wantedDates": [] }, "survey.wantedDates", /至少填写1项/],
  [
    "a day that is none",
    "survey",
    { "survey.wantedDates": ["2026-02-30"] },
    "survey.wantedDates.0",
    /期望踏勘日期不正确/,
  ],
  [
    "a site not described",
    "survey",
    { "survey.site.terrain": undefined },
    "survey.site.terrain",
    /缺少场地地形地貌/,
  ],
  [
    "a field nobody asks for",
    "survey",
    { "contact.birthday": "1988-06-17" },
    "contact.birthday",
    /没有的字段/,
  ],
  [
    "a report before the drawings",
    "drawing-review",
    { "drawings.reviewedOn": "2026-11-09" },
    "drawings.reviewedOn",
    /早于施工图完成日期/,
  ],
  [
    "a reviewer who designed it",
    "drawing-review",
    { "units.designer.uscc": "91340300PDY003042H" },
    "units.reviewer.uscc",
    /不得与建设、勘察、设计单位为同一单位/,
  ],
  [
    "no sheets on lightning",
    "drawing-review",
    { "drawings.sheets.lightning": undefined },
    "drawings.sheets.lightning",
    /缺少防雷图纸信息/,
  ],
  [
    "no sheets for a shelter that is built",
    "drawing-review",
    { "drawings.sheets.civilAirDefence": undefined },
    "drawings.sheets.civilAirDefence",
    /缺少人防图纸信息/,
  ],
  [
    "a class of industry for housing",
    "drawing-review",
    { "charges.industrialClass": "A" },
    "charges.industrialClass",
    /只有工业项目/,
  ],
  [
    "a road used for no days",
    "drawing-review",
    { "charges.road.occupiedDays": 0 },
    "charges.road.occupiedDays",
    /应同时填写/,
  ],
  [
    "a service twice",
    "industrial",
    {
      "charges.services.1.feeCode": "drawing-review",
      "charges.services.1.institution.code": "91340300PDY003042H",
    },
    "charges.services.1",
    /只填一行/,
  ],
  [
    "a fee code in capitals",
    "industrial",
    { "charges.services.0.feeCode": "Drawing" },
    "charges.services.0.feeCode",
    /小写代码/,
  ],
  [
    "works complete before they began",
    "acceptance",
    { "completion.startedOn": "2026-11-19" },
    "completion.finishedOn",
    /早于开工日期/,
  ],
  [
    "an acceptance before completion",
    "acceptance",
    { "completion.acceptance.acceptedOn": "2026-11-17" },
    "completion.acceptance.acceptedOn",
    /早于竣工日期/,
  ],
  [
    "a supervision report before the acceptance",
    "acceptance",
    { "completion.supervision.issuedOn": "2026-11-19" },
    "completion.supervision.issuedOn",
    /早于竣工验收日期/,
  ],
  [
    "a supervisor who builds",
    "acceptance",
    { "units.supervisor.uscc": "91340300PDY0030699" },
    "units.supervisor.uscc",
    /建筑法第三十四条/,
  ],
  [
    "a unit left out",
    "acceptance",
    { "units.contractor": undefined },
    "units.contractor",
    /缺少“施工单位”部分/,
  ],
];

describe("construction forms: faults", () => {
  it.each(faults)("says of %s in %s where and what to do", (_, sample, changes, path, zh) => {
    const issues = issuesOf(sample, changes);

    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(issues[0]?.message.zh).toMatch(zh);
    expect(issues[0]?.message.en).toMatch(/^[a-z"1-4].*\w/i);
    expect(issues[0]?.message.en).not.toBe(issues[0]?.message.zh);
  });

  it("tells all faults at once, those across fields among them", () => {
    const issues = issuesOf("drawing-review", {
      "project.code": "1",
      "contact.phone": "1",
      "works.1.id": "1#",
      "drawings.reviewedOn": "2026-11-09",
    });

    expect(issues.map(({ path }) => path).toSorted()).toEqual([
      "contact.phone",
      "drawings.reviewedOn",
      "project.code",
      "works.1.id",
    ]);
  });
});
