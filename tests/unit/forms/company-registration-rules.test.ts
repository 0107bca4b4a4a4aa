import { describe, expect, it } from "vitest";
import { companyRegistrationForm } from "../../../schemas/forms/company-registration.ts";
import { formIssues } from "../../../schemas/forms/form-issues.ts";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";

const issuesOf = (input: unknown) => {
  const read = companyRegistrationForm.safeParse(input);
  return read.success ? [] : formIssues(read.error);
};

const form = sampleForm("sails-through");
const li = form.legalRepresentative;
const [first, second] = form.shareholders;
const shares = {
  ...form,
  name: { ...form.name, organizationForm: "股份有限公司" },
  registration: { ...form.registration, companyType: "1220", establishment: "promotion" },
};
const person = {
  name: "陈一",
  idType: "resident-id",
  idNumber: "34030019900102000X",
  appointedBy: "elected",
};
const pick = ({ name, idType, idNumber }: { name: string; idType: string; idNumber: string }) => ({
  name,
  idType,
  idNumber,
});

describe("companyRegistrationForm: rules across fields", () => {
  type Case = [rule: string, input: unknown, path: string, zh: string, en: string];

  const soleOf = (companyType: string, shareholders: unknown[]) => ({
    ...form,
    registration: { ...form.registration, companyType },
    shareholders,
  });
  const all = form.registration.capital.amountFen;
  const contribution = { nationality: "CHN", methods: ["money"], dueDate: "2030-12-31" };
  const whole = { kind: "person", ...pick(li), ...contribution, subscribedFen: all };
  const half = { ...whole, subscribedFen: all / 2 };
  const organization = {
    kind: "organization",
    name: "蚌埠某公司",
    uscc: "91340302PDY001012W",
    ...contribution,
    subscribedFen: all,
  };
  const crowd = Array.from({ length: 51 }, (_, at) => ({
    ...whole,
    idType: "passport",
    idNumber: `E${10_000 + at}`,
    subscribedFen: at === 0 ? all - 50 : 1,
  }));

  it.each<Case>([
    [
      "the contributions add up to the capital",
      withValue(withValue(form, "shareholders.0.subscribedFen", 100), "shareholders.0.percentage", undefined),
      "shareholders",
      "合计2000001.00元，与注册资本5000000.00元不一致，请改正",
      "add up to 2000001.00, not to the registered capital of 5000000.00; correct one or the other",
    ],
    [
      "promoters take 35% at least",
      {
        ...shares,
        registration: { ...shares.registration, establishment: "subscription" },
        shareholders: [{ ...whole, subscribedFen: all * 0.34 }],
      },
      "shareholders",
      "35%至100%",
      "35% to 100%",
    ],
    [
      "promoters take no more than all",
      {
        ...shares,
        registration: { ...shares.registration, establishment: "subscription" },
        shareholders: [{ ...whole, subscribedFen: all + 1 }],
      },
      "shareholders",
      "35%至100%",
      "35% to 100%",
    ],
    [
      "a share is the contribution's part of the capital",
      withValue(form, "shareholders.1.percentage", 40.02),
      "shareholders.1.percentage",
      "即40.00，请改正",
      "40.00; correct it",
    ],
    [
      "a company of one natural person has no second one",
      soleOf("1151", [first, second]),
      "shareholders",
      "只能有一名自然人股东",
      "exactly one shareholder, a natural person",
    ],
    [
      "a company of one natural person is not held by an organisation",
      soleOf("1151", [organization]),
      "shareholders",
      "只能有一名自然人股东",
      "exactly one shareholder, a natural person",
    ],
    [
      "a wholly state-owned company is held by an organisation",
      soleOf("1110", [whole]),
      "shareholders",
      "只能有一名法人股东",
      "exactly one shareholder, an organisation",
    ],
    [
      "a company with one shareholder is of a type that says so",
      soleOf("1130", [whole]),
      "registration.companyType",
      "请改选公司类型",
      "choose one of them",
    ],
    [
      "a limited liability company has 50 shareholders at most",
      { ...form, shareholders: crowd },
      "shareholders",
      "不得超过50人",
      "at most 50 shareholders",
    ],
    [
      "no shareholder stands twice",
      { ...form, shareholders: [half, half] },
      "shareholders.1.idNumber",
      "请合并为一项",
      "put both entries into one",
    ],
    [
      "no organisation stands twice",
      {
        ...form,
        shareholders: [organization, organization].map((each) => ({ ...each, subscribedFen: all / 2 })),
      },
      "shareholders.1.uscc",
      "请合并为一项",
      "put both entries into one",
    ],
    [
      "capital is in yuan",
      withValue(form, "registration.capital.currency", "USD"),
      "registration.capital.currency",
      "请改为CNY",
      "choose CNY",
    ],
    [
      "a company limited by shares says how it is established",
      withValue(shares, "registration.establishment", undefined),
      "registration.establishment",
      "请选择 promotion",
      "choose promotion or subscription",
    ],
    [
      "another company does not",
      withValue(form, "registration.establishment", "promotion"),
      "registration.establishment",
      "请删去",
      "remove it",
    ],
    [
      "the legal representative is among the officers",
      withValue(form, "legalRepresentative", { ...li, name: person.name, idNumber: person.idNumber }),
      "legalRepresentative.name",
      "请将其填入董事、经理名单",
      "enter them among the officers",
    ],
    [
      "the legal representative has one name under one number",
      withValue(form, "legalRepresentative.name", "李淮升"),
      "legalRepresentative.name",
      "姓名与证件号码须一致",
      "under the same name and identity number",
    ],
    [
      "the legal representative's position is the officer's role",
      withValue(form, "legalRepresentative.position", "chair"),
      "legalRepresentative.position",
      "请改正其中一处",
      "correct one of the two",
    ],
    [
      "a director is no supervisor",
      withValue(form, "officers.3", { ...person, ...pick(li), role: "supervisor" }),
      "officers.3.role",
      "请另选监事",
      "choose someone else",
    ],
    [
      "the finance officer is no supervisor",
      withValue(form, "officers.3", { ...person, ...pick(form.financeOfficer), role: "supervisory-chair" }),
      "officers.3.role",
      "请另选监事",
      "choose someone else",
    ],
    [
      "there is a director",
      { ...withValue(form, "legalRepresentative.position", "manager"), officers: form.officers.slice(1) },
      "officers",
      "请补充董事",
      "add a director",
    ],
    [
      "a board has three members",
      withValue(withValue(form, "officers.0.role", "chair"), "legalRepresentative.position", "chair"),
      "officers",
      "三人以上",
      "a board of three or more",
    ],
    [
      "a board of two is none",
      {
        ...withValue(withValue(form, "officers.0.role", "chair"), "legalRepresentative.position", "chair"),
        officers: [
          { ...form.officers[0], role: "chair" },
          { ...person, role: "vice-chair" },
        ],
      },
      "officers",
      "三人以上",
      "a board of three or more",
    ],
    [
      "a vice-chair sits on a board",
      withValue(form, "officers.3", { ...person, role: "vice-chair" }),
      "officers",
      "三人以上",
      "a board of three or more",
    ],
    [
      "an agent's authority does not end before it begins",
      withValue(form, "agent.validTo", "2025-12-31"),
      "agent.validTo",
      "早于起始日，请改正",
      "ends before it begins; correct the days",
    ],
    [
      "a limited liability company is not called one limited by shares",
      withValue(form, "name.organizationForm", "股份有限公司"),
      "name.organizationForm",
      "应标明“有限责任公司”或者“有限公司”",
      "ends in 有限责任公司 or 有限公司",
    ],
    [
      "a company limited by shares is called one",
      withValue(shares, "name.organizationForm", "有限公司"),
      "name.organizationForm",
      "应标明“股份有限公司”或者“股份公司”",
      "ends in 股份有限公司 or 股份公司",
    ],
    [
      "a permit belongs to a regulated activity of the form",
      withValue(form, "business.permits", [
        {
          activity: "courier",
          permitNumber: "皖邮0552",
          issuedOn: "2026-11-01",
          issuedBy: "安徽省邮政管理局",
        },
      ]),
      "business.permits.0.activity",
      "请补列该项目或删去许可文件",
      "add it there or remove the permit",
    ],
  ])("asks that %s", (_rule, input, path, zh, en) => {
    const issues = issuesOf(input);

    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(issues[0]?.message.zh).toContain(zh);
    expect(issues[0]?.message.en).toContain(en);
  });

  it.each<[fact: string, input: unknown]>([
    [
      "thirds written as 33.33",
      {
        ...form,
        registration: { ...form.registration, capital: { amountFen: 300, currency: "CNY" } },
        shareholders: [0, 1, 2].map((at) => ({
          ...whole,
          idType: "passport",
          idNumber: `E1000${at}`,
          subscribedFen: 100,
          percentage: 33.33,
        })),
      },
    ],
    [
      "shares without percentages",
      { ...form, shareholders: form.shareholders.map(({ percentage, ...each }) => each) },
    ],
    ["one natural person under 1151", soleOf("1151", [whole])],
    ["one organisation under 1152", soleOf("1152", [organization])],
    ["one promoter of a company limited by shares", { ...shares, shareholders: [whole] }],
    ["51 promoters of a company limited by shares", { ...shares, shareholders: crowd }],
    [
      "promoters who leave shares to subscribers",
      {
        ...shares,
        registration: { ...shares.registration, establishment: "subscription" },
        shareholders: [{ ...whole, subscribedFen: all * 0.35 }],
      },
    ],
    ["a manager as legal representative", withValue(form, "legalRepresentative.position", "manager")],
    ["a group's name", withValue(form, "name.organizationForm", "（集团）有限公司")],
    [
      "a signature of the legal representative",
      withValue(form, "legalRepresentative.signature", { method: "electronic", signedOn: "2026-11-20" }),
    ],
    ["no agent", withValue(form, "agent", undefined)],
  ])("has nothing against %s", (_fact, input) => {
    expect(issuesOf(input)).toEqual([]);
  });

  it("does not judge the sum while a contribution is wrong", () => {
    const issues = issuesOf(withValue(form, "shareholders.0.subscribedFen", -5));

    expect(issues.map(({ path }) => path)).toEqual(["shareholders.0.subscribedFen"]);
  });
});
