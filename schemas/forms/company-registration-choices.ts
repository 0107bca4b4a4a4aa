import { message } from "../message.ts";

/** Currencies capital may be stated in (ISO 4217); all have hundredths. */
export const currencies = {
  CNY: message("人民币", "Chinese yuan"),
  USD: message("美元", "US dollar"),
  EUR: message("欧元", "euro"),
  HKD: message("港元", "Hong Kong dollar"),
} as const;

/** How a company limited by shares is founded (公司法第九十一条). */
export const establishments = {
  promotion: message("发起设立", "by its promoters alone"),
  subscription: message("募集设立", "by subscription of further shares"),
} as const;

/** What a legal representative may be in the company (公司法第十条; before 2024-07-01 公司法（2018）第十三条). */
export const representativePositions = {
  chair: message("董事长", "chair of the board"),
  "executive-director": message("执行董事", "executive director"),
  director: message("董事", "director"),
  manager: message("经理", "manager"),
} as const;

/** Roles filed with the registration (市场主体登记管理条例第九条第四项). */
export const officerRoles = {
  ...representativePositions,
  "vice-chair": message("副董事长", "vice-chair of the board"),
  "supervisory-chair": message("监事会主席", "chair of the supervisory board"),
  supervisor: message("监事", "supervisor"),
} as const;

/** How an officer came by the role (产生方式). */
export const appointments = {
  elected: message("选举", "elected"),
  appointed: message("委派", "appointed"),
  hired: message("聘任", "hired"),
} as const;

/** What a shareholder may contribute; labour, credit, a name, goodwill, a franchise or pledged property may not be (市场主体登记管理条例第十三条). */
export const contributionMethods = {
  money: message("货币", "money"),
  "in-kind": message("实物", "things"),
  "intellectual-property": message("知识产权", "intellectual property"),
  "land-use-right": message("土地使用权", "land-use right"),
  equity: message("股权", "equity"),
  claims: message("债权", "claims"),
} as const;

/** How the application was signed by the legal representative. */
export const signatureMethods = {
  handwritten: message("手写签名", "by hand"),
  electronic: message("可靠电子签名", "by reliable electronic signature"),
} as const;

/** What an agent may do (指定代表或者共同委托代理人授权委托书). */
export const agentPowers = {
  "verify-copies": message("核对登记材料中的复印件并签署意见", "certify copies"),
  "correct-documents": message("修改企业自备文件的错误", "correct the company's own documents"),
  "correct-form": message("修改有关表格的填写错误", "correct the form"),
  "collect-licence": message("领取营业执照和有关文书", "collect the licence and notices"),
} as const;

/** Registration types of companies for tax and statistics (关于划分企业登记注册类型的规定). */
export const taxRegistrationTypes = {
  "151": message("国有独资公司", "wholly state-owned company"),
  "159": message("其他有限责任公司", "other limited liability company"),
  "160": message("股份有限公司", "company limited by shares"),
  "173": message("私营有限责任公司", "private limited liability company"),
  "174": message("私营股份有限公司", "private company limited by shares"),
} as const;

/** How the taxpayer keeps accounts. */
export const accountingMethods = {
  independent: message("独立核算", "independent"),
  dependent: message("非独立核算", "dependent"),
} as const;

/** Accounting standards a company may follow. */
export const accountingStandards = {
  enterprise: message("企业会计准则", "accounting standards for enterprises"),
  "small-enterprise": message("小企业会计准则", "accounting standards for small enterprises"),
  system: message("企业会计制度", "enterprise accounting system"),
} as const;

/** Institution types the organisation code registry keeps for companies. */
export const institutionTypes = {
  "enterprise-legal-person": message("企业法人", "enterprise with legal personality"),
  "enterprise-other": message("企业非法人", "enterprise without legal personality"),
} as const;
