import type { ItemGuide, ResultType } from "../../schemas/item-guide.ts";
import { type Message, message } from "../../schemas/message.ts";
import { type CodeRules, problemsOfCodes } from "./guide-codes.ts";
import { resultTypes } from "./guide-words.ts";
import type { WholeGuide } from "./item-guide.ts";
import { nationalCategories } from "./national-codes.ts";

/** Something a guide contradicts itself in: where, what to mend, and the rule it breaks. */
export interface GuideFinding {
  rule: "codes" | "category" | "kind" | "result" | "materials" | "entrusted";
  path: string;
  message: Message;
  source: string;
}

const CHECKS = "省级事项要素检查规则";

const codeFindings = ({ guide, department }: WholeGuide, rules: CodeRules | undefined): GuideFinding[] => {
  const { level, basicCode, handlingItem } = guide.basic;
  return problemsOfCodes({ body: department.code, level, basicCode, handlingItem }, rules).map(
    ({ path, message: text }) => ({
      rule: "codes",
      path: path === "body" ? "department.code" : `basic.${path}`,
      message: text,
      source: "GB/T 39554.1-2020",
    }),
  );
};

/** The third and fourth digit of a basic code are the national type of its item. */
const categoryFindings = ({ guide, item }: WholeGuide): GuideFinding[] => {
  const expected = nationalCategories.codes[item.category];
  const actual = guide.basic.basicCode.slice(2, 4);
  if (actual === expected) return [];
  return [
    {
      rule: "category",
      path: "basic.basicCode",
      message: message(
        `基本编码第3、4位为“${actual}”,该类权力应为“${expected}”`,
        `digits 3 and 4 of the basic code are "${actual}"; for this category they are "${expected}"`,
      ),
      source: nationalCategories.source,
    },
  ];
};

/** What is promised for a later moment is no item decided on the spot. */
const kindFindings = ({ guide, item }: WholeGuide): GuideFinding[] => {
  const { promised } = item.limits;
  if (promised === null || promised.value === 0 || guide.basic.kind === "promised") return [];
  return [
    {
      rule: "kind",
      path: "basic.kind",
      message: message(
        "承诺时限不为当场办结,办件类型应为承诺件",
        "the promise is not on the spot, so the kind is decided within a promised time",
      ),
      source: CHECKS,
    },
  ];
};

/** How a result's name ends tells its type; the first that fits counts. */
const resultEndings: readonly (readonly [endings: readonly string[], type: ResultType])[] = [
  [["证"], "certificate"],
  [["批复", "批文"], "approval"],
  [["文"], "document"],
];

const resultFindings = ({ guide: { extension } }: WholeGuide): GuideFinding[] => {
  const { result } = extension;
  if (result === null) return [];
  const [, type = result.type] =
    resultEndings.find(([endings]) => endings.some((ending) => result.name.zh.endsWith(ending))) ?? [];
  if (type === result.type) return [];
  return [
    {
      rule: "result",
      path: "extension.result.type",
      message: message(
        `审批结果为“${result.name.zh}”,结果类型应为${resultTypes[type].zh}`,
        `the result is called "${result.name.zh}", so its type is: ${resultTypes[type].en}`,
      ),
      source: CHECKS,
    },
  ];
};

const materialFinding = (path: string, zh: string, en: string): GuideFinding => ({
  rule: "materials",
  path,
  message: message(zh, en),
  source: "行政许可法第三十条、第三十一条",
});

/** The guide lists the materials of the power list, all and no others, each once. */
const materialFindings = ({ guide, item }: WholeGuide): GuideFinding[] => {
  if (guide.materials === null) return [];
  const codes = guide.materials.map(({ code }) => code);
  return [
    ...item.materials
      .filter((code) => !codes.includes(code))
      .map((code) =>
        materialFinding(
          "materials",
          `权力清单所列材料“${code}”未写入指南`,
          `the power list has the material "${code}", the guide has not`,
        ),
      ),
    ...codes.flatMap((code, index) => {
      const path = `materials.${index}.code`;
      if (!item.materials.includes(code))
        return [
          materialFinding(
            path,
            `材料“${code}”不在权力清单内,不得要求提供`,
            `the material "${code}" is not on the power list and may not be asked for`,
          ),
        ];
      if (codes.indexOf(code) === index) return [];
      return [materialFinding(path, `材料“${code}”重复`, `the material "${code}" stands twice`)];
    }),
  ];
};

const isEntrusted = ({ powerSource, bodyType }: ItemGuide["basic"]): boolean =>
  bodyType === "entrusted" || powerSource === "entrusted-from-above" || powerSource === "entrusted-by-peer";

const entrustedFindings = ({ guide: { basic } }: WholeGuide): GuideFinding[] => {
  if (isEntrusted(basic) === (basic.entrustedBy !== null)) return [];
  return [
    {
      rule: "entrusted",
      path: "basic.entrustedBy",
      message: message(
        "委托行使的事项应写明委托部门,其他事项不写",
        "an entrusted item names who entrusted it; no other item does",
      ),
      source: "行政许可法第二十四条",
    },
  ];
};

/** Everything a guide contradicts itself, the power list or the codes in; empty when it is sound. */
export const findingsOfGuide = (whole: WholeGuide, rules?: CodeRules): GuideFinding[] => [
  ...codeFindings(whole, rules),
  ...categoryFindings(whole),
  ...kindFindings(whole),
  ...resultFindings(whole),
  ...materialFindings(whole),
  ...entrustedFindings(whole),
];
