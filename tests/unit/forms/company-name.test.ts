import { describe, expect, it } from "vitest";
import {
  checkCompanyName,
  fullName,
  isSimilarName,
  nameKey,
  tradeNameKey,
} from "../../../schemas/forms/company-name.ts";
import { type NameParts, nameArticle } from "../../../schemas/forms/name-finding.ts";
import { similarIndustries } from "../../../schemas/forms/similar-industries.ts";

const good: NameParts = {
  division: "蚌埠",
  tradeName: "珠城",
  industry: "商贸",
  organizationForm: "有限公司",
};

const name = (
  tradeName: string,
  industry: string,
  division = "北京",
  organizationForm = "有限公司",
): NameParts => ({
  division,
  tradeName,
  industry,
  organizationForm,
});

const titled = (pairs: [NameParts, NameParts][]) =>
  pairs.map(([one, other]) => [fullName(one), fullName(other), one, other] as const);

describe("fullName", () => {
  it("puts the four parts in the order of the provisions", () => {
    expect(fullName(good)).toBe("蚌埠珠城商贸有限公司");
  });
});

describe("checkCompanyName", () => {
  it.each<Partial<NameParts>>([
    {},
    { division: "蚌埠市蚌山区" },
    { division: "蚌埠市" },
    { division: "固镇" },
    { division: "固镇县" },
    { division: "景德镇" },
    { division: "西藏自治区" },
    { division: "蚌埠高新区" },
    { division: "蚌埠经济开发区" },
    { organizationForm: "股份有限公司" },
    { organizationForm: "股份公司" },
    { organizationForm: "有限责任公司" },
  ])("has nothing against %o", (parts) => {
    expect(checkCompanyName({ ...good, ...parts })).toEqual([]);
  });

  it.each<[rule: string, severity: string, path: keyof NameParts, value: string, article: string]>([
    ["division-missing", "review", "division", "", nameArticle("六")],
    ["division-level", "refuse", "division", "蚌埠市秦集镇", nameArticle("七")],
    ["district-needs-city", "refuse", "division", "蚌山区", nameArticle("七")],
    ["district-needs-city", "refuse", "division", "龙子湖区", nameArticle("七")],
    ["zone-needs-division", "refuse", "division", "高新技术开发区", nameArticle("七")],
    ["zone-needs-division", "refuse", "division", "经开区", nameArticle("七")],
    ["trade-name-length", "refuse", "tradeName", "珠", nameArticle("八")],
    ["trade-name-is-division", "refuse", "tradeName", "怀远县", nameArticle("八")],
    ["trade-name-is-division", "review", "tradeName", "黄山", nameArticle("八")],
    ["trade-name-is-industry", "refuse", "tradeName", "物流", nameArticle("八")],
    ["trade-name-is-industry", "refuse", "tradeName", "实业", nameArticle("八")],
    ["industry-missing", "review", "industry", "", nameArticle("六")],
    ["organization-form", "refuse", "organizationForm", "酒厂", "公司法第七条"],
    ["organization-form", "refuse", "organizationForm", "公司", "公司法第七条"],
    ["branch-name", "refuse", "organizationForm", "有限公司分公司", nameArticle("十三")],
    ["group-form", "review", "organizationForm", "集团有限公司", nameArticle("十四")],
    ["group-form", "review", "organizationForm", "(集团)股份有限公司", nameArticle("十四")],
    ["chinese-characters", "refuse", "tradeName", "珠城A6", nameArticle("五")],
    ["chinese-characters", "refuse", "industry", "IT服务", nameArticle("五")],
    ["standard-characters", "review", "tradeName", "騰龍", nameArticle("五")],
    ["state-dignity", "refuse", "tradeName", "支那", `${nameArticle("十一")}第一项`],
    ["state-dignity", "refuse", "tradeName", "大和", `${nameArticle("十一")}第一项`],
    ["state-dignity", "review", "tradeName", "盛大和", `${nameArticle("十一")}第一项`],
    ["public-interest", "refuse", "tradeName", "九一一", `${nameArticle("十一")}第二项`],
    ["party-or-organ", "refuse", "tradeName", "解放军", `${nameArticle("十一")}第三项`],
    ["party-or-organ", "refuse", "tradeName", "八一二三部队", `${nameArticle("十一")}第三项`],
    ["foreign-state", "refuse", "tradeName", "联合国", `${nameArticle("十一")}第四项`],
    ["foreign-state", "review", "tradeName", "今日本草", `${nameArticle("十一")}第四项`],
    ["vice", "refuse", "tradeName", "推牌九", `${nameArticle("十一")}第五项`],
    ["discrimination", "refuse", "tradeName", "男尊女卑", `${nameArticle("十一")}第六项`],
    ["public-morals", "refuse", "tradeName", "董存瑞", `${nameArticle("十一")}第七项`],
    ["public-morals", "refuse", "tradeName", "雷锋", `${nameArticle("十一")}第七项`],
    ["misleading", "refuse", "tradeName", "珠城最佳", `${nameArticle("十一")}第八项`],
    ["state-word-at-head", "refuse", "division", "中国", nameArticle("十二")],
    ["state-word-inside", "review", "tradeName", "珠城中华", nameArticle("十二")],
    ["state-word-inside", "review", "industry", "全国货运", nameArticle("十二")],
  ])("finds %s (%s) in %s «%s»", (rule, severity, path, value, source) => {
    const findings = checkCompanyName({ ...good, [path]: value });

    expect(findings.map(({ message, ...finding }) => finding)).toEqual([{ rule, severity, path, source }]);
  });

  it("calls a state word the head when the name has no division", () => {
    const findings = checkCompanyName({ ...good, division: "", tradeName: "中华珠城" });

    expect(findings.map(({ rule }) => rule)).toEqual(["state-word-at-head", "division-missing"]);
  });

  it("says in both languages what is wrong and what to do", () => {
    const [finding] = checkCompanyName({ ...good, division: "蚌山区" });

    expect(finding?.message.zh).toContain("请改为“蚌埠市蚌山区”");
    expect(finding?.message.en).toContain('write it like "蚌埠市蚌山区"');
  });
});

describe("nameKey", () => {
  it("is one for the variants of 红光酒业 that the comparison rules call the same", () => {
    const variants = [
      name("红光", "酒业发展"),
      name("红光（北京）", "酒业发展"),
      name("红光", "(北京)酒业发展", ""),
      name("北京红光", "酒业"),
      name("红光", "酒业", ""),
      name("红光", "酒", "北京", "厂"),
      name("红光", "酒业集团", "北京", "股份有限公司"),
    ];

    expect(new Set(variants.map(nameKey))).toEqual(new Set(["红光|酒"]));
  });

  it.each(
    titled([
      [name("红光", "酒业"), name("红星", "酒业")],
      [name("红光", "酒业"), name("红光", "食品")],
      [name("红光", "酒业"), name("红光", "")],
    ]),
  )("differs between %s and %s", (_one, _other, one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it("keeps padding that is the whole industry", () => {
    expect(nameKey(name("红光", "实业"))).toBe(nameKey(name("红光", "实业发展")));
    expect(nameKey(name("红光", "实业"))).not.toBe(nameKey(name("红光", "")));
  });

  it("does not see width, blanks or signs", () => {
    expect(nameKey(name("红 光", "酒·业"))).toBe(nameKey(name("红光", "酒业")));
  });
});

describe("tradeNameKey", () => {
  it("keeps a 字号 that begins with the division when only one character would be left", () => {
    expect(tradeNameKey(name("上海滩", "餐饮", "上海"))).toBe("上海滩");
  });

  it("is shared by names that are similar but not the same", () => {
    expect(tradeNameKey(name("万青", "地产"))).toBe(tradeNameKey(name("万青", "置业")));
  });
});

describe("isSimilarName", () => {
  it.each(
    titled([
      [name("万青", "地产"), name("万青", "房地产")],
      [name("万青", "房地产"), name("万青", "置业", "安徽", "股份有限公司")],
      [name("珠城", "商贸"), name("珠城", "贸易发展")],
      [name("红光", "酒业"), name("红光", "")],
      [name("红光", "酒业"), name("红光", "酒业")],
    ]),
  )("holds for %s and %s, both ways", (_one, _other, one, other) => {
    expect([isSimilarName(one, other), isSimilarName(other, one)]).toEqual([true, true]);
  });

  it.each(
    titled([
      [name("万青", "地产"), name("万清", "地产")],
      [name("万青", "地产"), name("万青", "餐饮")],
      [name("万青", "地产"), name("千青", "")],
    ]),
  )("does not hold for %s and %s", (_one, _other, one, other) => {
    expect([isSimilarName(one, other), isSimilarName(other, one)]).toEqual([false, false]);
  });
});

describe("similarIndustries", () => {
  it("has every word in one group only", () => {
    const meanings = similarIndustries.map(
      (words) => new Set(words.map((word) => nameKey(name("红光", word)))),
    );
    const keys = meanings.flatMap((group) => [...group]);

    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
