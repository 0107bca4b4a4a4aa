import { describe, expect, it } from "vitest";
import { fullName, isSimilarName } from "../../../schemas/forms/company-name.ts";
import {
  checkCompanyRegistration,
  companyRegistrationForm,
} from "../../../schemas/forms/company-registration.ts";
import { companyTypes } from "../../../schemas/forms/company-types.ts";
import { formIssues } from "../../../schemas/forms/form-issues.ts";
import { rawSample, sampleForm, sampleNames, withValue } from "../../fixtures/company-registration/forms.ts";

const issuesOf = (input: unknown) => {
  const read = companyRegistrationForm.safeParse(input);
  return read.success ? [] : formIssues(read.error);
};

const form = sampleForm("sails-through");

describe("companyRegistrationForm: samples", () => {
  it.each(sampleNames)("reads %s and changes nothing in it", (name) => {
    const raw = rawSample(name);

    expect(companyRegistrationForm.parse(raw)).toEqual(raw);
  });

  it.each(
    sampleNames.flatMap((name) => ["2026-01-01", "2026-11-24", "2029-12-31"].map((on) => ({ name, on }))),
  )(
    "lets neither the calendar nor the rules on names find anything in $name filed on $on",
    ({ name, on }) => {
      expect(checkCompanyRegistration(sampleForm(name), { on })).toEqual([]);
    },
  );

  it("has in corrected the form of needs-correction with the two fields mended", () => {
    const mended = withValue(
      withValue(sampleForm("needs-correction"), "domicile.address", sampleForm("corrected").domicile.address),
      "financeOfficer.phone",
      sampleForm("corrected").financeOfficer.phone,
    );

    expect(sampleForm("corrected")).toEqual(mended);
    expect(sampleForm("needs-correction").domicile.address).not.toMatch(/室$/);
    expect(sampleForm("corrected").domicile.address).toMatch(/室$/);
  });

  it("has in needs-correction a finance officer under the legal representative's number", () => {
    const { financeOfficer, legalRepresentative } = sampleForm("needs-correction");

    expect(financeOfficer.phone).toBe(legalRepresentative.phone);
    expect(financeOfficer.idNumber).not.toBe(legalRepresentative.idNumber);
  });

  it("has in refused a name similar to the registered one", () => {
    const registered = {
      division: "蚌埠",
      tradeName: "珠城",
      industry: "商贸",
      organizationForm: "有限公司",
    };

    expect(fullName(registered)).toBe("蚌埠珠城商贸有限公司");
    expect(isSimilarName(sampleForm("refused").name, registered)).toBe(true);
  });

  it("has in hazardous-chemicals a regulated activity and no permit", () => {
    const { business } = sampleForm("hazardous-chemicals");

    expect(business.regulatedActivities).toEqual(["hazardous-chemicals"]);
    expect(business.permits).toBeUndefined();
  });
});

describe("companyRegistrationForm: fields", () => {
  it.each<[path: string, value: unknown, zh: string, en: string]>([
    ["domicile", undefined, "请填写", "fill it in"],
    ["domicile.address", undefined, "缺少住所，请填写", "address of the domicile is missing; fill it in"],
    ["domicile.address", "   ", "不能为空，请填写", "is blank; fill it in"],
    ["domicile.address", "工农路\n168号", "换行", "line breaks"],
    ["domicile.address", "路".repeat(201), "请缩短", "shorten it"],
    ["domicile.address", 168, "应为文字，请改正", "must be text; correct it"],
    ["domicile.division", "340000", "请核对后重填，例如 340303", "check it, e.g. 340303"],
    ["domicile.division", "110101", "请核对后重填，例如 340303", "check it, e.g. 340303"],
    ["domicile.postalCode", "23300", "例如 233000", "e.g. 233000"],
    ["contact.phone", "12345", "例如 0552-3120000", "e.g. 0552-3120000"],
    ["contact.mobile", "0552-3120168", "例如 13800000000", "e.g. 13800000000"],
    ["contact.email", "office", "例如 name@example.cn", "e.g. name@example.cn"],
    ["registration.companyType", "9999", "1151 有限责任公司（自然人独资）", "1151 limited liability company"],
    [
      "registration.companyType",
      undefined,
      "缺少公司类型，请选择：1110",
      "type of company is missing; choose one of: 1110",
    ],
    ["registration.capital.amountFen", 0, "以“分”计的正整数", "a positive whole number of fen"],
    [
      "registration.capital.amountFen",
      100.5,
      "应为以“分”计的整数，请改正",
      "must be a whole number of fen; correct it",
    ],
    ["registration.capital.amountFen", 10_000_000_000_001, "不超过1000亿元", "at most 100 billion yuan"],
    ["registration.capital.currency", "GBP", "请选择：CNY 人民币", "choose one of: CNY Chinese yuan"],
    ["registration.duplicateCopies", 100, "应在0至99之间", "must be from 0 to 99"],
    ["registration.duplicateCopies", -1, "应在0至99之间", "must be from 0 to 99"],
    ["business.industryCode", "A5191", "例如 F5191", "e.g. F5191"],
    ["business.term", { kind: "forever" }, "long-term, fixed 之一", "must be one of long-term, fixed"],
    [
      "business.regulatedActivities.0",
      "gambling",
      "请选择：hazardous-chemicals 危险化学品经营",
      "choose one of: hazardous-chemicals",
    ],
    ["legalRepresentative.idNumber", "340300198503120000", "校验码", "check character"],
    ["legalRepresentative.idNumber", "12", "请核对后重填", "check it"],
    ["legalRepresentative.position", "supervisor", "请选择：chair 董事长", "choose one of: chair"],
    ["shareholders", [], "至少填写1项，请补充", "needs at least 1; add it"],
    ["shareholders.0.kind", "state", "person, organization 之一", "must be one of person, organization"],
    ["shareholders.0.idNumber", "340300198503120000", "校验码", "check character"],
    ["shareholders.0.methods.0", "labour", "请选择：money 货币", "choose one of: money"],
    ["shareholders.0.methods", [], "至少填写1项", "needs at least 1"],
    ["shareholders.0.dueDate", "2026-02-30", "例如 2026-11-24", "e.g. 2026-11-24"],
    ["shareholders.0.nationality", "中国", "例如 CHN", "e.g. CHN"],
    ["shareholders.0.percentage", "60%", "应为数字，请改正", "must be a number; correct it"],
    ["shareholders.0.percentage", 0, "应大于0，请改正", "must be over 0; correct it"],
    ["shareholders.0.percentage", 101, "不能超过100，请改正", "is at most 100; correct it"],
    ["officers.0.idNumber", "340300198503120000", "校验码", "check character"],
    ["liaison.idNumber", "340300198503120000", "校验码", "check character"],
    ["financeOfficer.idNumber", "340300198503120000", "校验码", "check character"],
    ["taxHandler.phone", "138", "请核对后重填", "check it"],
    ["taxProfile.employees", 1.5, "应为整数，请改正", "must be a whole number; correct it"],
    ["qualityProfile.economicType", "17", "例如 173", "e.g. 173"],
    ["agent.idNumber", "340300198503120000", "校验码", "check character"],
    ["agent.authority", ["everything"], "请选择：verify-copies", "choose one of: verify-copies"],
  ])("names %s when it is %j and says what to do", (path, value, zh, en) => {
    const issues = issuesOf(withValue(rawSample("sails-through"), path, value));

    const found = issues.find(
      (issue) => issue.path === path || issue.path === `${path}.0` || issue.path === `${path}.kind`,
    );
    expect(found?.message.zh).toContain(zh);
    expect(found?.message.en).toContain(en);
  });

  it("checks the code of a shareholder that is an organisation", () => {
    const issues = issuesOf(withValue(rawSample("refused"), "shareholders.1.uscc", "91340302PDY001012X"));

    expect(issues.map(({ path }) => path)).toEqual(["shareholders.1.uscc"]);
  });

  it("reads identity numbers with a small x and codes with blanks around them", () => {
    const changed = withValue(
      withValue(form, "liaison.idNumber", " 34030019900102000x "),
      "business.industryCode",
      "c3491 ",
    );

    const read = companyRegistrationForm.parse(changed);

    expect(read.liaison.idNumber).toBe("34030019900102000X");
    expect(read.business.industryCode).toBe("C3491");
  });

  it("takes another document's number as it is", () => {
    const visitor = { ...form.liaison, idType: "passport", idNumber: "E12345678" };

    expect(issuesOf({ ...form, liaison: visitor })).toEqual([]);
  });

  it.each(["hobbies", "domicile.colour", "shareholders.0.salary", "business.term.until"])(
    "names the field %s, which the form does not know",
    (path) => {
      const issues = issuesOf(withValue(rawSample("sails-through"), path, "2030-01-01"));

      expect(issues.map((issue) => issue.path)).toEqual([path]);
      expect(issues[0]?.message.zh).toMatch(/请删去$/);
      expect(issues[0]?.message.en).toMatch(/remove them$/);
    },
  );

  it.each([null, [], "form", 7])("refuses %j as a form", (input) => {
    expect(issuesOf(input)).toHaveLength(1);
  });

  it("tells faults of fields, of rules and unknown fields in one go", () => {
    const changed = [
      "domicile.postalCode",
      "shareholders.0.idNumber",
      "shareholders.0.subscribedFen",
      "officers.2.role",
      "hobbies",
    ].reduce<unknown>(
      (input, path) =>
        withValue(
          input,
          path,
          { "shareholders.0.subscribedFen": 1, "officers.2.role": "director" }[path] ?? "wrong",
        ),
      rawSample("sails-through"),
    );

    const paths = issuesOf(changed).map(({ path }) => path);

    expect(new Set(paths)).toEqual(
      new Set([
        "domicile.postalCode",
        "shareholders.0.idNumber",
        "shareholders",
        "shareholders.0.percentage",
        "hobbies",
      ]),
    );
  });

  it("checks an identity number although another field of the person is wrong", () => {
    const input = withValue(rawSample("sails-through"), "liaison.idNumber", "340300198503120000");

    const paths = issuesOf(withValue(input, "liaison.phone", "138")).map(({ path }) => path);

    expect(new Set(paths)).toEqual(new Set(["liaison.idNumber", "liaison.phone"]));
  });

  it("gives every issue of an empty form two languages", () => {
    const issues = [
      ...issuesOf({}),
      ...issuesOf(Object.fromEntries(Object.keys(form).map((key) => [key, {}]))),
    ];

    expect(issues.length).toBeGreaterThan(50);
    for (const { message } of issues) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.en).not.toBe(message.zh);
      expect(message.en).toMatch(/(?:fill it in|correct it|choose one of: .+)$/);
    }
  });
});

describe("companyTypes", () => {
  it.each(["1110", "1130", "1151", "1190", "1210", "1220"] as const)("has %s in both languages", (code) => {
    expect(companyTypes[code].zh).toContain("公司");
    expect(companyTypes[code].en).toContain("company");
  });
});
