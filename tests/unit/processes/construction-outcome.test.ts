import { describe, expect, it } from "vitest";
import * as z from "zod";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { LicenceFace, Outputs } from "../../../functions/processes/process.ts";
import { feeFacts } from "../../../schemas/fee-facts.ts";
import { feeSheet as feeSheetSchema } from "../../../schemas/fees.ts";
import { jointOpinionFace } from "../../../schemas/joint-opinion.ts";
import { withValue } from "../../fixtures/company-registration/forms.ts";
import { type ConstructionSample, constructionSamples } from "../../fixtures/construction/forms.ts";
import { askedBy, ON, sampleCase } from "./construction-setting.ts";

const samples = Object.keys(constructionSamples) as ConstructionSample[];

const face = z.strictObject({
  ...jointOpinionFace,
  issuer: z.strictObject({ name: z.string().min(1).max(60), code: z.string().length(18) }),
  duplicateCopies: z.int(),
});

/** Every output the items of a case owe, each with a number of its own. */
const outputsOf = (name: ConstructionSample): Outputs => {
  const { process, form } = sampleCase(name);
  const asked = askedBy(process, form).items;
  const owing = process.stages.flatMap(({ items }) =>
    items
      .filter(({ item }) => asked.includes(item))
      .map(({ item, parts = {} }) => ({ item, yields: parts.joint?.yields ?? [] })),
  );
  return Object.fromEntries(
    owing
      .filter(({ yields }) => yields.length > 0)
      .map(({ item, yields }) => [
        item,
        Object.fromEntries(yields.map((each) => [each, `${item}〔2026〕1号`])),
      ]),
  );
};

const faceOf = (name: ConstructionSample, change: (form: object) => object = (form) => form): LicenceFace => {
  const { process, form } = sampleCase(name);
  return process.licenceFace({
    caseId: "3403002026112421000017",
    mode: "joint",
    form: change(form) as typeof form,
    outputs: outputsOf(name),
    division: "340303",
    issuedOn: ON,
  });
};

describe("licenceFace", () => {
  it.each(samples)("is a joint opinion of %s, with every number that was given", (name) => {
    const opinion = face.parse(faceOf(name));
    const numbers = Object.values(outputsOf(name)).flatMap((each) => Object.values(each));

    expect(opinion.facts.map(({ value }) => value)).toEqual(expect.arrayContaining(numbers));
    expect(opinion.mode).toBe("joint");
  });

  it("stays within its bounds when the form is as full as it may be", () => {
    const works = Array.from({ length: 60 }, (_, at) => ({
      ...(sampleCase("acceptance").form.works as object[])[0],
      id: `LONG-WORKS-ID-${at + 10}`,
      name: "楼".repeat(60),
    }));
    const full = (form: object) =>
      [
        ["works", works],
        ["project.name", "名".repeat(100)],
        ["project.address", "址".repeat(200)],
        ["project.boundaries.east", "界".repeat(100)],
        ["project.boundaries.north", "界".repeat(100)],
        ["completion.acceptance.remaining", "余".repeat(500)],
      ].reduce((changed, [path, value]) => withValue(changed, path as string, value), form);

    const opinion = face.parse(faceOf("acceptance", full));

    expect(opinion.project?.works).toHaveLength(60);
    expect(opinion.facts.length).toBeLessThanOrEqual(40);
  });

  it("names what 意见书 of an acceptance has to bear", () => {
    const labels = face.parse(faceOf("acceptance")).facts.map(({ label }) => label.zh);

    expect(labels).toEqual(
      expect.arrayContaining([
        "工程地址",
        "勘察单位",
        "设计单位",
        "审图机构",
        "监理单位",
        "施工单位",
        "结构形式",
        "地上层数",
        "工程规模",
        "开工日期",
        "竣工日期",
        "规划许可证编号",
        "施工许可证编号",
        "总建筑面积",
        "存在问题",
      ]),
    );
  });

  it("ends three years on for a site, and never for the others", () => {
    const [survey, drawings] = (["survey", "drawing-review"] as const).map((name) =>
      face.parse(faceOf(name)),
    );

    expect(survey?.validUntil).toBe("2029-11-24");
    expect(drawings?.validUntil).toBeNull();
  });

  it("is issued by the lead, under its code", () => {
    const { issuer } = faceOf("drawing-review");

    expect(issuer.code).toBe(bengbuCatalog.departments.get("housing-construction")?.code);
  });
});

describe("checkOutputs", () => {
  const { process, form } = sampleCase("acceptance");
  const faultsOf = (outputs: Outputs) => process.checkOutputs("joint", outputs, form).map(({ path }) => path);

  it("finds nothing in numbers of one's own", () => {
    expect(faultsOf(outputsOf("acceptance"))).toEqual([]);
  });

  it("finds a number copied from a document of the form", () => {
    expect(faultsOf({ "completion-acceptance": { acceptanceFilingNumber: "340300202611200101" } })).toEqual([
      "acceptanceFilingNumber",
    ]);
  });

  it("finds a number two departments gave", () => {
    expect(
      faultsOf({
        "fire-acceptance": { fireAcceptanceNumber: "蚌验〔2026〕7号" },
        "shelter-acceptance": { shelterAcceptanceNumber: "蚌验〔2026〕7号" },
      }),
    ).toEqual(["shelterAcceptanceNumber"]);
  });
});

describe("outputs of the catalogue", () => {
  const definition = bengbuCatalog.outputs.get("fireDesignNumber");

  it.each([
    ["蚌消审字〔2026〕第0012号", true],
    ["1234", true],
    ["123", false],
    ["蚌消审字", false],
    [" 蚌消审字12号", false],
    ["蚌消审字\n12号", false],
    ["1".repeat(61), false],
    [2026, false],
  ])("take %j: %s", (value, accepted) => {
    expect(definition?.accepts(value)).toBe(accepted);
  });
});

describe("reservationsOf", () => {
  const { process, form } = sampleCase("survey");

  const reserved = (...ids: string[]): readonly string[] => {
    const works = form.works as Record<string, unknown>[];
    return process.reservationsOf(
      withValue(
        form,
        "works",
        ids.map((id) => ({ ...works[0], id })),
      ),
    );
  };

  it("are one for each of the works, whatever others are with it and in whatever order", () => {
    expect(reserved("2#", "1#")).toEqual(reserved("1#", "2#"));
    expect(reserved("1#", "2#")).toEqual([...reserved("1#"), ...reserved("2#")]);
    expect(reserved("2#", "3#").filter((key) => reserved("1#", "2#").includes(key))).toEqual(reserved("2#"));
  });

  it("are others for another phase", () => {
    const other = sampleCase("acceptance").process.reservationsOf(form);

    expect(other.filter((key) => process.reservationsOf(form).includes(key))).toEqual([]);
  });
});

describe("feeFacts", () => {
  it.each(["drawing-review", "drawing-review-rectified", "industrial"] as const)(
    "of %s are facts of the fee table, and make a sheet whose sums parse",
    (name) => {
      const { process, form } = sampleCase(name);
      const facts = feeFacts.parse(process.feeFacts?.(form, "case-1"));
      const sheet = feeSheetSchema.parse(feeSheet(facts, demonstrationFees, ON));

      expect(facts.caseId).toBe("case-1");
      expect(sheet.treasury.payableFen).toBeGreaterThan(0);
      expect(sheet.treasury.standardFen - sheet.treasury.reliefFen).toBe(sheet.treasury.payableFen);
    },
  );

  it("of the residential project owe the shelter that cannot be built, halved for the kindergarten", () => {
    const { process, form } = sampleCase("drawing-review");
    const facts = feeFacts.parse(process.feeFacts?.(form, "case-1"));
    const lines = feeSheet(facts, demonstrationFees, ON).treasury.administrative.lines;
    const amounts = lines
      .filter(({ feeCode, cause }) => feeCode === "shelter-relocation" && cause !== "community-care")
      .map(({ cause, amountFen }) => [cause, amountFen]);

    // 720.50 - 300 and 480 m² of ground floor, at 2 000 yuan; 3 % of what is above ground, 58.52 m², for the kindergarten.
    expect(amounts).toEqual([
      ["kindergarten", 11_704_000],
      ["kindergarten", -5_852_000],
      ["residential", 180_100_000],
    ]);
  });

  it("of the industrial project in a park are waived the road, and a fifth is paid of intermediaries", () => {
    const { process, form } = sampleCase("industrial");
    const facts = feeFacts.parse(process.feeFacts?.(form, "case-1"));
    const { treasury, services } = feeSheet(facts, demonstrationFees, ON);

    expect(treasury.administrative.payableFen).toBe(0);
    expect(services.payableFen).toBe((8_400_000 * 20) / 100 + 3_000_000);
  });
});
