import type { CompanyRegistrationForm as Form } from "./company-registration-sections.ts";
import { isShareCompany, soleShareholderOf } from "./company-types.ts";
import type { Fault, FormRule } from "./form-rule.ts";

const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** Two decimals are what people write: a third is 33.33. */
const percentageTolerance = 0.01;

const sumOf = ({ shareholders }: Form): number =>
  shareholders.reduce((total, { subscribedFen }) => total + subscribedFen, 0);

const subscribedSum = (form: Form): Fault[] => {
  const { capital, establishment: way } = form.registration;
  const sum = sumOf(form);
  if (way === "subscription" || sum === capital.amountFen) return [];
  return [
    {
      path: ["shareholders"],
      zh: `股东认缴出资额合计${yuan(sum)}元，与注册资本${yuan(capital.amountFen)}元不一致，请改正认缴出资额或注册资本（公司法第四十七条）`,
      en: `the subscribed contributions add up to ${yuan(sum)}, not to the registered capital of ${yuan(capital.amountFen)}; correct one or the other`,
    },
  ];
};

/** When others subscribe too, the promoters take at least 35 % of the shares. */
const promotersPart = (form: Form): Fault[] => {
  const { capital, establishment: way } = form.registration;
  const sum = sumOf(form);
  if (way !== "subscription" || (sum * 100 >= capital.amountFen * 35 && sum <= capital.amountFen)) return [];
  return [
    {
      path: ["shareholders"],
      zh: `募集设立的，发起人认购的股份为注册资本的35%至100%，现为${yuan(sum)}元，请改正（公司法第九十七条）`,
      en: `in an establishment by subscription the promoters take 35% to 100% of the registered capital, not ${yuan(sum)}; correct it`,
    },
  ];
};

/** Each share agrees with its amount, and the amounts with the capital; so the shares come to 100 by themselves. */
const percentageOfCapital = ({ shareholders, registration }: Form): Fault[] =>
  shareholders.flatMap(({ percentage, subscribedFen }, at) => {
    const exact = (subscribedFen / registration.capital.amountFen) * 100;
    if (percentage === undefined || Math.abs(percentage - exact) <= percentageTolerance) return [];
    return [
      {
        path: ["shareholders", at, "percentage"],
        zh: `出资比例应为认缴出资额占注册资本的比例，即${exact.toFixed(2)}，请改正`,
        en: `the share must be the contribution's part of the registered capital, ${exact.toFixed(2)}; correct it`,
      },
    ];
  });

const soleShareholder = ({ shareholders, registration: { companyType } }: Form): Fault[] => {
  const kind = soleShareholderOf(companyType);
  if (kind !== null && (shareholders.length !== 1 || shareholders[0]?.kind !== kind))
    return [
      {
        path: ["shareholders"],
        zh: `公司类型${companyType}只能有一名${kind === "person" ? "自然人" : "法人"}股东，请改正股东或改选公司类型`,
        en: `a company of type ${companyType} has exactly one shareholder, ${kind === "person" ? "a natural person" : "an organisation"}; correct the shareholders or the type`,
      },
    ];
  if (kind !== null || shareholders.length !== 1 || isShareCompany(companyType)) return [];
  return [
    {
      path: ["registration", "companyType"],
      zh: "只有一名股东的有限责任公司应注明自然人独资（1151）或者法人独资（1152、1153），国有独资为1110，请改选公司类型",
      en: "a limited liability company with one shareholder is of type 1151 (natural person), 1152 or 1153 (organisation) or 1110 (state); choose one of them",
    },
  ];
};

const shareholderLimit = ({ shareholders, registration: { companyType } }: Form): Fault[] =>
  shareholders.length > 50 && !isShareCompany(companyType)
    ? [
        {
          path: ["shareholders"],
          zh: "有限责任公司股东不得超过50人（公司法第四十二条），请减少股东或改设股份有限公司",
          en: "a limited liability company has at most 50 shareholders; name fewer or found a company limited by shares",
        },
      ]
    : [];

const distinctShareholders = ({ shareholders }: Form): Fault[] => {
  const seen = new Set<string>();
  return shareholders.flatMap((each, at) => {
    const [field, value] = each.kind === "person" ? ["idNumber", each.idNumber] : ["uscc", each.uscc];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [
      {
        path: ["shareholders", at, field],
        zh: "同一股东填写了两次，请合并为一项",
        en: "this shareholder is entered twice; put both entries into one",
      },
    ];
  });
};

const domesticCurrency = ({ registration: { capital } }: Form): Fault[] =>
  capital.currency === "CNY"
    ? []
    : [
        {
          path: ["registration", "capital", "currency"],
          zh: "内资公司注册资本以人民币表示（市场主体登记管理条例第十三条），请改为CNY并换算金额",
          en: "the capital of a domestic company is stated in yuan; choose CNY and convert the amount",
        },
      ];

const establishment = ({ registration: { companyType, establishment: way } }: Form): Fault[] => {
  const path = ["registration", "establishment"];
  if (isShareCompany(companyType) && way === undefined)
    return [
      {
        path,
        zh: "股份有限公司应填写设立方式（公司法第九十一条），请选择 promotion 发起设立或者 subscription 募集设立",
        en: "a company limited by shares states its way of establishment; choose promotion or subscription",
      },
    ];
  if (isShareCompany(companyType) || way === undefined) return [];
  return [
    {
      path,
      zh: "设立方式仅由股份有限公司填写，请删去",
      en: "only a company limited by shares states a way of establishment; remove it",
    },
  ];
};

const amounts = ["registration.capital.amountFen", "shareholders.*.kind", "shareholders.*.subscribedFen"];
const shareholderKinds = ["registration.companyType", "shareholders.*.kind"];

/** Rules about the capital and who holds it (公司法第四十二条、第四十七条、第九十一条、第九十七条; 市场主体登记管理条例第十三条). */
export const capitalRules: readonly FormRule<Form>[] = [
  { needs: [...amounts, "registration.establishment"], faults: subscribedSum },
  { needs: [...amounts, "registration.establishment"], faults: promotersPart },
  { needs: [...amounts, "shareholders.*.percentage"], faults: percentageOfCapital },
  { needs: shareholderKinds, faults: soleShareholder },
  { needs: shareholderKinds, faults: shareholderLimit },
  {
    needs: ["shareholders.*.kind", "shareholders.*.idNumber", "shareholders.*.uscc"],
    faults: distinctShareholders,
  },
  { needs: ["registration.capital.currency"], faults: domesticCurrency },
  { needs: ["registration.companyType", "registration.establishment"], faults: establishment },
];
