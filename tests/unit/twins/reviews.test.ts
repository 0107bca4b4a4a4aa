import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickPaths } from "../../../functions/case/scope.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { processes } from "../../../functions/processes/processes.ts";
import { registeredNames } from "../../../functions/twins/registered-names.ts";
import type { Numbers, ReviewPolicy, Verdict } from "../../../functions/twins/review.ts";
import {
  reviewConstruction,
  reviewEmergencyManagement,
  reviewMarketRegulation,
  reviewQualitySupervision,
  reviewTax,
} from "../../../functions/twins/reviews.ts";
import { twinRoster } from "../../../functions/twins/roster.ts";
import { answerData, type Procedure } from "../../../schemas/answers.ts";
import { isOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../../schemas/codes/tax-number.ts";
import { isUscc } from "../../../schemas/codes/uscc.ts";
import type { DeliveryData } from "../../../schemas/deliveries.ts";
import { isSimilarName } from "../../../schemas/forms/company-name.ts";
import { type RegistrationDepartment, scopeFor } from "../../../schemas/forms/company-registration-fields.ts";
import {
  type SampleName,
  sampleForm,
  sampleNames,
  withValue,
} from "../../fixtures/company-registration/forms.ts";

const makeNumbers = (): Numbers => {
  const last = new Map<string, number>();
  return {
    take: (series, { first }, compose) => {
      const sequence = (last.get(series) ?? first - 1) + 1;
      last.set(series, sequence);
      return compose(sequence);
    },
  };
};

const review = (
  policy: ReviewPolicy,
  fields: unknown,
  changes: Partial<DeliveryData> = {},
  procedures: readonly Procedure[] = [],
): Verdict =>
  policy({
    numbers: makeNumbers(),
    on: "2026-11-24",
    procedures,
    delivery: {
      ...{
        caseId: "c1",
        itemId: "i1",
        processId: "company-registration",
        mode: "one-code",
        division: "340303",
      },
      ...{ revision: 1, round: 1, because: "first", materials: [], inputs: {}, expects: [], outcome: null },
      limits: { promisedWorkingDays: 1, statutoryWorkingDays: 20 },
      answerTo: "https://hub.example.cn/v1/webhooks/x",
      fields: fields as Record<string, unknown>,
      ...changes,
    },
  });

/** A sample as a department sees it: its scope and nothing else. */
const seenBy = (department: RegistrationDepartment, form: Record<string, unknown>) =>
  pickPaths(form, scopeFor(department));

const pathsOf = (verdict: Verdict): string[] =>
  verdict.kind === "correction-required" ? verdict.wishes.map(({ path }) => path) : [verdict.kind];

const outputsOf = (verdict: Verdict): Record<string, unknown> =>
  verdict.kind === "approved" ? verdict.outputs : {};

describe("the reviews, on the sample forms", () => {
  it.each<[SampleName, string[], string[], string[]]>([
    ["sails-through", ["approved"], ["approved"], ["approved"]],
    ["needs-correction", ["domicile.address"], ["approved"], ["financeOfficer.phone"]],
    ["corrected", ["approved"], ["approved"], ["approved"]],
    ["refused", ["rejected"], ["approved"], ["approved"]],
    ["hazardous-chemicals", ["approved"], ["approved"], ["approved"]],
  ])("%s: market regulation says %j, quality supervision %j, tax %j", (name, market, quality, tax) => {
    const form = sampleForm(name);

    expect(pathsOf(review(reviewMarketRegulation, seenBy("market", form)))).toEqual(market);
    expect(pathsOf(review(reviewQualitySupervision, seenBy("quality", form)))).toEqual(quality);
    expect(pathsOf(review(reviewTax, seenBy("tax", form)))).toEqual(tax);
  });

  it("names every registered company apart from all others and from the samples that are granted", () => {
    const granted = sampleNames.filter((name) => name !== "refused").map((name) => sampleForm(name).name);

    for (const [index, one] of registeredNames.entries())
      for (const other of [...registeredNames.slice(index + 1), ...granted])
        expect(isSimilarName(one, other)).toBe(false);
  });
});

describe("reviewMarketRegulation", () => {
  const form = sampleForm("sails-through");

  it("names the company in the way, and the article, when it refuses", () => {
    const verdict = review(reviewMarketRegulation, sampleForm("refused"));

    expect(verdict).toMatchObject({
      kind: "rejected",
      reason: {
        code: "name-conflict",
        text: expect.stringMatching(/蚌埠珠城贸易有限责任公司.*蚌埠珠城商贸有限公司.* \/ /),
        basis: "企业名称登记管理规定第十七条",
      },
    });
  });

  it("gives a unified code that verifies, of the authority's division, in one-code mode", () => {
    const outputs = outputsOf(review(reviewMarketRegulation, form, { expects: ["registeredName", "uscc"] }));

    expect(outputs).toEqual({
      registeredName: "蚌埠淮畔云帆智能装备有限公司",
      uscc: expect.stringMatching(/^91340303PDY50001/),
    });
    expect(isUscc(String(outputs.uscc))).toBe(true);
  });

  it("gives a registration number that verifies in three-numbers mode", () => {
    const outputs = outputsOf(
      review(reviewMarketRegulation, form, { expects: ["registeredName", "registrationNumber"] }),
    );

    expect(Object.keys(outputs)).toEqual(["registeredName", "registrationNumber"]);
    expect(isRegistrationNumber(String(outputs.registrationNumber))).toBe(true);
  });

  it("yields exactly what is expected of what it can make", () => {
    expect(outputsOf(review(reviewMarketRegulation, form, { expects: [] }))).toEqual({});
    expect(outputsOf(review(reviewMarketRegulation, form, { expects: ["toString", "uscc"] }))).toHaveProperty(
      "uscc",
    );
    expect(outputsOf(review(reviewMarketRegulation, form, { expects: ["drawingStamp"] }))).toEqual({});
  });

  it.each([
    ["蚌埠市蚌山区工农路168号", true],
    ["蚌埠市蚌山区工农路１６８号", true],
    ["怀远县榴城镇禹都村三组", true],
    ["蚌埠市禹会区涂山路1757号投资大厦8层806室", true],
    ["蚌埠市龙子湖区胜利东路555号万达广场5号楼1016", true],
    ["蚌埠市龙子湖区胜利东路555号万达广场5号楼A座B2铺", true],
    ["蚌埠市龙子湖区胜利东路555号万达广场5号楼", false],
    ["蚌埠市蚌山区投资大厦", false],
    ["蚌埠市蚌山区工农路", false],
    ["", false],
  ])("finds %j: %s", (address, isFound) => {
    const verdict = review(reviewMarketRegulation, withValue(form, "domicile.address", address));

    expect(pathsOf(verdict)).toEqual(isFound ? ["approved"] : ["domicile.address"]);
  });

  it("asks for the trade name and the address in one notice when both are missing", () => {
    expect(pathsOf(review(reviewMarketRegulation, {}))).toEqual(["name.tradeName", "domicile.address"]);
  });
});

describe("reviewQualitySupervision", () => {
  const form = sampleForm("sails-through");

  it("gives an organisation code that verifies where one is expected, and none otherwise", () => {
    const outputs = outputsOf(review(reviewQualitySupervision, form, { expects: ["organizationCode"] }));

    expect(outputs).toEqual({ organizationCode: "PDY010015" });
    expect(isOrganizationCode("PDY010015")).toBe(true);
    expect(outputsOf(review(reviewQualitySupervision, form))).toEqual({});
  });

  it.each([
    ["employees", undefined],
    ["employees", "12"],
    ["employees", -1],
    ["economicType", "17"],
    ["institutionType", " "],
  ])("asks for %s when it is %j", (field, value) => {
    const path = `qualityProfile.${field}`;

    expect(pathsOf(review(reviewQualitySupervision, withValue(form, path, value)))).toEqual([path]);
  });

  it("asks for everything in one notice", () => {
    expect(pathsOf(review(reviewQualitySupervision, {}))).toHaveLength(3);
  });
});

describe("reviewTax", () => {
  const form = sampleForm("sails-through");

  it("builds the tax number of the division and the organisation code it was shown", () => {
    const outputs = outputsOf(
      review(reviewTax, form, {
        expects: ["taxNumber", "taxAuthority"],
        inputs: { "organization-code": { organizationCode: "PDY010015" } },
      }),
    );

    expect(outputs).toEqual({
      taxNumber: "340303PDY010015",
      taxAuthority: "国家税务总局蚌埠市蚌山区税务局",
    });
    expect(isTaxNumber("340303PDY010015")).toBe(true);
  });

  it("cannot decide a tax number without the organisation code", () => {
    expect(review(reviewTax, form, { expects: ["taxNumber"] })).toMatchObject({ kind: "undecided" });
  });

  it.each([
    ["340300", "国家税务总局蚌埠市税务局"],
    ["340321", "国家税务总局怀远县税务局"],
    ["340304", "国家税务总局蚌埠市禹会区税务局"],
    ["999999", "国家税务总局蚌埠市税务局"],
  ])("puts a company in %s under %s", (division, taxAuthority) => {
    const fields = withValue(form, "domicile.division", division);

    expect(outputsOf(review(reviewTax, fields, { expects: ["taxAuthority"] }))).toEqual({ taxAuthority });
  });

  it.each(["financeOfficer", "taxHandler"])(
    "asks for the telephone of the %s, missing or borrowed",
    (person) => {
      const path = `${person}.phone`;
      const chief = form.legalRepresentative;

      expect(pathsOf(review(reviewTax, withValue(form, path, undefined)))).toEqual([path]);
      expect(pathsOf(review(reviewTax, withValue(form, path, chief.phone)))).toEqual([path]);
    },
  );

  it("takes the legal representative's number from the legal representative", () => {
    const { name, phone } = form.legalRepresentative;
    const same = withValue(withValue(form, "taxHandler.name", name), "taxHandler.phone", phone);

    expect(review(reviewTax, same).kind).toBe("approved");
  });
});

describe("reviewEmergencyManagement", () => {
  it("permits on conditions, for three years less a day", () => {
    const verdict = review(reviewEmergencyManagement, sampleForm("hazardous-chemicals"), {
      expects: ["permitNumber", "permitValidUntil"],
    });

    expect(verdict).toMatchObject({
      kind: "approved",
      outputs: { permitNumber: "皖蚌危化经字〔2026〕1001号", permitValidUntil: "2029-11-23" },
      opinion: expect.stringMatching(/条件/),
    });
  });

  it("has experts review highly toxic chemicals first, and says how long they take", () => {
    const form = withValue(sampleForm("hazardous-chemicals"), "business.scope", "许可项目：剧毒化学品经营");

    const verdict = review(reviewEmergencyManagement, form);
    const after = review(reviewEmergencyManagement, form, {}, ["expert-review"]);

    expect(verdict).toMatchObject({
      kind: "suspended",
      procedure: "expert-review",
      plannedWorkingDays: expect.any(Number),
    });
    expect(after.kind).toBe("approved");
  });
});

describe("twinRoster", () => {
  it("has a stand-in for every item a process asks, with its own department, once", () => {
    const asked = [...processes.values()].flatMap(({ stages }) =>
      stages.flatMap(({ items }) => items.map(({ item }) => item)),
    );
    const answered = twinRoster.flatMap(({ itemIds }) => itemIds);

    expect(answered.toSorted()).toEqual(asked.toSorted());
    for (const { department, itemIds } of twinRoster)
      for (const id of itemIds) expect(bengbuCatalog.items.get(id)?.department).toBe(department);
  });

  it("speaks every dialect, and has ten departments that build", () => {
    expect(new Set(twinRoster.map(({ protocol }) => protocol))).toEqual(
      new Set(["json", "xml-gbk", "form-sm3"]),
    );
    expect(twinRoster.filter(({ review: policy }) => policy === reviewConstruction)).toHaveLength(10);
  });

  it.each(twinRoster.map((row) => [row.department, row] as const))(
    "%s has a verdict of the right shape for any fields",
    (_, row) => {
      const expects = ["registeredName", "uscc", "registrationNumber", "organizationCode", "permitNumber"];
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.option(fc.jsonValue()), (other, value) => {
          const fields = { ...other, name: value, domicile: value, qualityProfile: value, taxHandler: value };
          const verdict = review(row.review, fields, { expects });
          if (verdict.kind === "undecided") throw new Error(verdict.why);
          const { kind, ...content } = verdict;
          const data = { revision: 1, officer: row.officer, ...content };

          expect(answerData[`lianban.item.${kind}`].safeParse(data).error).toBeUndefined();
        }),
      );
    },
  );
});
