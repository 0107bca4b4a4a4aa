import * as z from "zod";
import { divisions } from "../codes/division.ts";
import { isUscc } from "../codes/uscc.ts";
import { bilingual, message } from "../message.ts";
import { companyName, companyNameShape } from "./company-name.ts";
import {
  accountingMethods,
  accountingStandards,
  currencies,
  establishments,
  institutionTypes,
  taxRegistrationTypes,
} from "./company-registration-choices.ts";
import { fieldLabel as label } from "./company-registration-fields.ts";
import * as people from "./company-registration-people.ts";
import { companyTypes } from "./company-types.ts";
import {
  choiceField,
  codeField,
  countField,
  dateField,
  fenField,
  kindIssue,
  phoneField,
  rows,
  section,
  textField,
} from "./form-field.ts";
import { isIndustryCode } from "./industry-code.ts";
import { regulatedActivities } from "./regulated-activities.ts";

const name = section(message("企业名称", "company name"), {
  ...companyNameShape,
  preApprovalNumber: textField(label("name.preApprovalNumber"), 60).optional(),
  alternates: rows(label("name.alternates"), companyName, { min: 0, max: 3 }).optional(),
});

/** A company lives in a city, county, district or zone; a province alone is no place to be found at. */
const placesOfDomicile: ReadonlySet<string> = new Set(
  divisions.filter(({ level }) => level !== "province").map(({ code }) => code),
);

const domicile = section(message("住所", "domicile"), {
  division: codeField(label("domicile.division"), (code) => placesOfDomicile.has(code), "340303"),
  address: textField(label("domicile.address"), 200),
  postalCode: codeField(label("domicile.postalCode"), (code) => /^\d{6}$/.test(code), "233000"),
  productionAddress: textField(label("domicile.productionAddress"), 200).optional(),
});

const wrongEmail = bilingual(
  "电子邮箱不正确，请核对后重填，例如 name@example.cn",
  "the e-mail address is wrong; check it, e.g. name@example.cn",
);

const contact = section(message("联系方式", "contact"), {
  phone: phoneField(label("contact.phone")),
  mobile: codeField(
    label("contact.mobile"),
    (value) => /^1[3-9]\d{9}$/.test(value),
    "13800000000",
  ).optional(),
  email: z.email({ error: wrongEmail }).max(100, wrongEmail).optional(),
});

const registration = section(message("登记信息", "registration"), {
  companyType: choiceField(label("registration.companyType"), companyTypes),
  capital: section(label("registration.capital.amountFen"), {
    amountFen: fenField(label("registration.capital.amountFen")),
    currency: choiceField(label("registration.capital.currency"), currencies),
  }),
  establishment: choiceField(label("registration.establishment"), establishments).optional(),
  duplicateCopies: countField(label("registration.duplicateCopies"), { min: 0, max: 99 }),
});

const termLabel = label("business.term.kind");
const term = z.discriminatedUnion(
  "kind",
  [
    section(termLabel, { kind: z.literal("long-term") }),
    section(termLabel, { kind: z.literal("fixed"), until: dateField(label("business.term.until")) }),
  ],
  { error: kindIssue(termLabel, "long-term, fixed") },
);

const activity = choiceField(label("business.regulatedActivities"), regulatedActivities);

const permit = section(label("business.permits"), {
  activity,
  permitNumber: textField(label("business.permits[].permitNumber"), 60),
  issuedOn: dateField(label("business.permits[].issuedOn")),
  issuedBy: textField(label("business.permits[].issuedBy"), 60),
  validUntil: dateField(label("business.permits[].validUntil")).optional(),
});

const business = section(message("经营信息", "business"), {
  scope: textField(label("business.scope"), 4_000),
  industryCode: codeField(label("business.industryCode"), isIndustryCode, "F5191"),
  term,
  regulatedActivities: rows(label("business.regulatedActivities"), activity, { min: 0, max: 20 }),
  permits: rows(label("business.permits"), permit, { min: 0, max: 20 }).optional(),
});

const affiliate = (of: "taxProfile.headOffice" | "taxProfile.branches[]") => ({
  name: textField(label(`${of}.name`), 120),
  uscc: codeField(label(`${of}.uscc`), isUscc, "91340300PDY00001XC"),
});

const employees = { min: 0, max: 1_000_000 };

const taxProfile = section(message("税务信息", "tax profile"), {
  registrationType: choiceField(label("taxProfile.registrationType"), taxRegistrationTypes),
  accountingMethod: choiceField(label("taxProfile.accountingMethod"), accountingMethods),
  accountingStandard: choiceField(label("taxProfile.accountingStandard"), accountingStandards),
  employees: countField(label("taxProfile.employees"), employees),
  totalInvestmentFen: fenField(label("taxProfile.totalInvestmentFen")),
  branches: rows(
    label("taxProfile.branches"),
    section(label("taxProfile.branches"), affiliate("taxProfile.branches[]")),
    { min: 0, max: 50 },
  ).optional(),
  headOffice: section(message("总机构", "head office"), affiliate("taxProfile.headOffice")).optional(),
});

const qualityProfile = section(message("质监信息", "quality profile"), {
  competentAuthority: textField(label("qualityProfile.competentAuthority"), 60).optional(),
  employees: countField(label("qualityProfile.employees"), employees),
  economicType: codeField(label("qualityProfile.economicType"), (code) => /^[1-9]\d{2}$/.test(code), "173"),
  institutionType: choiceField(label("qualityProfile.institutionType"), institutionTypes),
});

/** The form before its rules across fields: the sections of the one application form (一张表). */
export const companyRegistrationSections = section(
  message("公司设立登记申请书", "company registration form"),
  {
    name,
    domicile,
    contact,
    registration,
    business,
    legalRepresentative: people.legalRepresentative,
    shareholders: rows(label("shareholders"), people.shareholder, { min: 1, max: 200 }),
    officers: rows(label("officers"), people.officer, { min: 1, max: 60 }),
    liaison: people.liaison,
    financeOfficer: people.financeOfficer,
    taxHandler: people.taxHandler,
    taxProfile,
    qualityProfile,
    agent: people.agent.optional(),
  },
);

/** A form whose fields are each well formed. */
export type CompanyRegistrationForm = z.infer<typeof companyRegistrationSections>;
