import { isOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../schemas/codes/tax-number.ts";
import { isUscc } from "../../schemas/codes/uscc.ts";
import { scopeFor } from "../../schemas/forms/company-registration.ts";
import { companyRegistrationMaterials } from "../../schemas/forms/company-registration-materials.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { type Catalog, makeCatalog, type OutputDefinition } from "./catalog.ts";
import { constructionDepartments } from "./construction/departments.ts";
import { constructionItems } from "./construction/items.ts";
import { constructionOutputs } from "./construction/outputs.ts";
import { type Editions, makeEditions } from "./editions.ts";

/** Materials of company registration a department's review uses. */
const materialsFor = (department: "market" | "quality" | "tax"): string[] =>
  companyRegistrationMaterials.filter((each) => each.usedBy.includes(department)).map((each) => each.code);

const isText = (value: unknown): boolean =>
  typeof value === "string" && value.length > 0 && value.length <= 200;
const isDate = (value: unknown): boolean => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isCode = (check: (text: string) => boolean) => (value: unknown) =>
  typeof value === "string" && check(value);

const outputs: readonly OutputDefinition[] = [
  {
    name: "registeredName",
    label: message("核准名称", "registered name"),
    unique: false,
    accepts: isText,
    expected: message("核准名称应为1至200个字符", "the registered name is 1 to 200 characters"),
  },
  {
    name: "uscc",
    label: message("统一社会信用代码", "unified social credit code"),
    unique: true,
    accepts: isCode(isUscc),
    expected: message(
      "统一社会信用代码校验不通过(GB 32100-2015),请核对18位代码",
      "the unified social credit code does not verify (GB 32100-2015); check its 18 characters",
    ),
  },
  {
    name: "registrationNumber",
    label: message("工商注册号", "registration number"),
    unique: true,
    accepts: isCode(isRegistrationNumber),
    expected: message(
      "注册号校验不通过(GS 15-2006),请核对15位数字",
      "the registration number does not verify (GS 15-2006); check its 15 digits",
    ),
  },
  {
    name: "organizationCode",
    label: message("组织机构代码", "organisation code"),
    unique: true,
    accepts: isCode(isOrganizationCode),
    expected: message(
      "组织机构代码校验不通过(GB 11714-1997),请核对9位代码",
      "the organisation code does not verify (GB 11714-1997); check its 9 characters",
    ),
  },
  {
    name: "taxNumber",
    label: message("税务登记号", "tax registration number"),
    unique: true,
    accepts: isCode(isTaxNumber),
    expected: message(
      "税务登记号校验不通过,应为6位区划加9位组织机构代码",
      "the tax number does not verify; it is 6 division digits and the 9 characters of the organisation code",
    ),
  },
  {
    name: "taxAuthority",
    label: message("主管税务机关", "tax authority in charge"),
    unique: false,
    accepts: isText,
    expected: message("主管税务机关应为1至200个字符", "the tax authority is 1 to 200 characters"),
  },
  {
    name: "permitNumber",
    label: message("许可证编号", "permit number"),
    unique: true,
    accepts: isText,
    expected: message("许可证编号应为1至200个字符", "the permit number is 1 to 200 characters"),
  },
  {
    name: "permitValidUntil",
    label: message("许可证有效期至", "permit valid until"),
    unique: false,
    accepts: isDate,
    expected: message("有效期应为日期,例如 2029-11-23", "the validity is a date, for example 2029-11-23"),
  },
];

/**
 * The catalogue of the Bengbu centre: its departments and the items of the processes that run here.
 *
 * Department codes stand in the zone GB 11714 reserves for self-defined use, so they collide with nobody.
 * Promised limits are the centre's (承诺时限), statutory ones the law's (法定时限), each with its unit.
 */
export const bengbuCatalog: Catalog = makeCatalog({
  version: "2026-11",
  validFrom: "2001-03-07",
  departments: [
    {
      id: "market-regulation",
      name: message("蚌埠市市场监督管理局", "Bengbu Administration for Market Regulation"),
      code: "11340300PDY000124X",
    },
    {
      id: "quality-supervision",
      name: message("蚌埠市质量技术监督局", "Bengbu Bureau of Quality and Technical Supervision"),
      code: "11340300PDY000132Q",
    },
    {
      id: "tax",
      name: message("国家税务总局蚌埠市税务局", "Bengbu Tax Service, State Taxation Administration"),
      code: "11340300PDY000140K",
      isPaymentChannel: true,
    },
    {
      id: "emergency-management",
      name: message("蚌埠市应急管理局", "Bengbu Emergency Management Bureau"),
      code: "11340300PDY0001831",
    },
    ...constructionDepartments,
  ],
  items: [
    {
      id: "enterprise-registration",
      department: "market-regulation",
      name: message("公司设立登记", "company establishment registration"),
      category: "approval",
      status: { kind: "retained" },
      basis: "市场主体登记管理条例第十九条;行政许可法第四十二条",
      scope: scopeFor("market"),
      materials: materialsFor("market"),
      limits: { promised: workingDays(3), statutory: workingDays(20) },
      validFrom: "2001-03-07",
      validTo: null,
    },
    {
      id: "organization-code",
      department: "quality-supervision",
      name: message("组织机构代码登记", "organisation code registration"),
      category: "confirmation",
      status: { kind: "retained" },
      basis: "GB 11714-1997;国办发〔2015〕50号",
      scope: scopeFor("quality"),
      materials: materialsFor("quality"),
      limits: { promised: workingDays(1), statutory: workingDays(20) },
      validFrom: "2001-03-07",
      validTo: null,
    },
    {
      id: "tax-registration",
      department: "tax",
      name: message("税务登记(两证合一)", "tax registration (state and local in one)"),
      category: "confirmation",
      status: { kind: "retained" },
      basis: "税收征收管理法第十五条",
      scope: scopeFor("tax"),
      materials: materialsFor("tax"),
      limits: { promised: workingDays(1), statutory: workingDays(20) },
      validFrom: "2001-03-07",
      validTo: null,
    },
    {
      id: "hazardous-chemicals-permit",
      department: "emergency-management",
      name: message("危险化学品经营许可", "hazardous chemicals trading permit"),
      category: "approval",
      status: { kind: "retained" },
      isSafetyCritical: true,
      basis: "危险化学品安全管理条例第三十三条",
      scope: [
        "name.division",
        "name.tradeName",
        "name.industry",
        "name.organizationForm",
        "domicile",
        "business.scope",
        "business.regulatedActivities",
        "legalRepresentative.name",
        "legalRepresentative.phone",
      ],
      materials: ["domicile-proof"],
      limits: { promised: workingDays(10), statutory: workingDays(20) },
      validFrom: "2011-12-01",
      validTo: null,
    },
    ...constructionItems,
  ],
  preApprovals: [
    {
      activity: "hazardous-chemicals",
      name: message("危险化学品经营", "trade in hazardous chemicals"),
      item: "hazardous-chemicals-permit",
      validFrom: "2011-12-01",
      validTo: null,
      basis: "危险化学品安全管理条例第三十三条、第三十五条",
    },
  ],
  outputs: [...outputs, ...constructionOutputs],
});

/** Every edition of the Bengbu catalogue that is in force, was while a case may still be open, or is published ahead. */
export const bengbuEditions: Editions = makeEditions([bengbuCatalog]);
