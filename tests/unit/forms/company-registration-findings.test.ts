import { describe, expect, it } from "vitest";
import { checkCompanyRegistration } from "../../../schemas/forms/company-registration.ts";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";

const on = "2026-11-24";
const form = sampleForm("sails-through");
const shares = withValue(form, "registration.companyType", "1220");
const hazardous = sampleForm("hazardous-chemicals");
const permit = {
  activity: "hazardous-chemicals",
  permitNumber: "皖蚌危化经字〔2026〕000018",
  issuedOn: "2026-08-26",
  issuedBy: "蚌埠市应急管理局",
};
const withPermit = (more: object) => withValue(hazardous, "business.permits", [{ ...permit, ...more }]);

const brief = (checked: typeof form, day = on) =>
  checkCompanyRegistration(checked, { on: day }).map(({ rule, severity, path, source }) => [
    rule,
    severity,
    path,
    source,
  ]);

describe("checkCompanyRegistration", () => {
  it("carries what the rules on names find, under the path of the name", () => {
    const alternate = { ...form.name, tradeName: "淮" };
    const named = withValue(withValue(form, "name.tradeName", "雷锋"), "name.alternates", [
      form.name,
      alternate,
    ]);

    expect(brief(named)).toEqual([
      ["public-morals", "refuse", "name.tradeName", "企业名称登记管理规定第十一条第七项"],
      ["trade-name-length", "refuse", "name.alternates.1.tradeName", "企业名称登记管理规定第八条"],
    ]);
  });

  it.each([
    "蚌埠",
    "蚌埠市",
    "安徽",
    "安徽省",
    "安徽蚌埠",
    "安徽省蚌埠市",
    "蚌埠市蚌山区",
    "蚌埠高新区",
    "蚌埠经济开发区",
  ])("lets a company of 蚌山区 be called one of %s", (division) => {
    expect(brief(withValue(form, "name.division", division))).toEqual([]);
  });

  it.each(["合肥", "蚌埠市禹会区", "怀远县", "江苏省"])(
    "does not let a company of 蚌山区 be called one of %s",
    (division) => {
      expect(brief(withValue(form, "name.division", division))).toEqual([
        ["division-of-domicile", "refuse", "name.division", "企业名称登记管理规定第七条"],
      ]);
    },
  );

  it("lets a county be the division of its own companies", () => {
    expect(brief(withValue(hazardous, "name.division", "怀远县"))).toEqual([]);
  });

  it.each([
    ["2026-11-25", []],
    ["2026-11-24", [["term-over", "refuse", "business.term.until", "市场主体登记管理条例第九条第二项"]]],
  ])("judges a term until %s on 2026-11-24", (until, found) => {
    expect(brief(withValue(form, "business.term", { kind: "fixed", until }))).toEqual(found);
  });

  it("wants a limited company's contributions within five years of the filing", () => {
    const late = withValue(
      withValue(form, "shareholders.0.dueDate", "2031-11-24"),
      "shareholders.1.dueDate",
      "2031-11-25",
    );

    expect(brief(late)).toEqual([
      ["contribution-within-five-years", "refuse", "shareholders.1.dueDate", "公司法第四十七条"],
    ]);
  });

  it.each([
    ["2024-06-30", 0],
    ["2024-07-01", 1],
  ])("applies the five years to a filing on %s %i times", (day, times) => {
    const late = withValue(withValue(form, "shareholders.1.dueDate", "2040-01-01"), "agent", undefined);
    const early = withValue(late, "shareholders.0.dueDate", "2027-01-01");

    expect(brief(early, day)).toHaveLength(times);
  });

  it("has promoters' unpaid shares looked at instead", () => {
    expect(brief(withValue(shares, "shareholders.0.dueDate", on))).toEqual([
      ["shares-paid-before-founding", "review", "shareholders.1.dueDate", "公司法第九十八条"],
    ]);
  });

  it.each<[fact: string, more: object, day: string, field: string | null]>([
    ["90 days old", {}, "2026-11-24", null],
    ["91 days old", {}, "2026-11-25", "issuedOn"],
    ["91 days old with a term of its own", { validUntil: "2029-08-25" }, "2026-11-25", null],
    ["on the last day of its term", { validUntil: "2026-11-24" }, "2026-11-24", null],
    ["past its term", { validUntil: "2026-11-23" }, "2026-11-24", "validUntil"],
    ["from after the filing", { issuedOn: "2026-11-25" }, "2026-11-24", "issuedOn"],
    [
      "91 days old with a term, under the regulation of 2016",
      { issuedOn: "2019-01-01", validUntil: "2022-01-01" },
      "2019-04-02",
      "issuedOn",
    ],
  ])("judges a permit that is %s", (_fact, more, day, field) => {
    const source = day < "2022" ? "公司登记管理条例第二十条" : "市场主体登记管理条例实施细则第二十二条";

    expect(brief(withPermit(more), day)).toEqual(
      field === null ? [] : [["permit-in-force", "refuse", `business.permits.0.${field}`, source]],
    );
  });

  it("leaves a regulated activity without a permit to the joint process", () => {
    expect(brief(hazardous)).toEqual([]);
  });

  it.each([
    ["2025-12-31", "agent.validFrom"],
    ["2030-01-01", "agent.validTo"],
  ])("wants the agent's authority to hold on %s", (day, path) => {
    expect(brief(form, day)).toEqual([
      ["agent-authority", "refuse", path, "市场主体登记管理条例第十八条; 民法典第一百七十三条"],
    ]);
  });

  it.each(["2026-01-01", "2029-12-31"])(
    "takes the agent's authority on its first and last day, %s",
    (day) => {
      expect(brief(form, day)).toEqual([]);
    },
  );

  it("says in both languages what to do", () => {
    const late = withValue(form, "shareholders.1.dueDate", "2036-01-01");

    const [finding] = checkCompanyRegistration(late, { on });

    expect(finding?.message.zh).toContain("请将出资时间改为2031-11-24或者更早");
    expect(finding?.message.en).toContain("set the day to 2031-11-24 or earlier");
  });
});
