import { fullName, nameKey } from "../../schemas/forms/company-name.ts";
import {
  type CompanyRegistrationForm,
  checkCompanyRegistration,
  companyRegistrationForm,
} from "../../schemas/forms/company-registration.ts";
import { companyRegistrationFields } from "../../schemas/forms/company-registration-fields.ts";
import {
  companyRegistrationMaterials,
  requiredMaterials,
} from "../../schemas/forms/company-registration-materials.ts";
import { companyTypes } from "../../schemas/forms/company-types.ts";
import { licenceCodes } from "../../schemas/licence.ts";
import { type Message, message } from "../../schemas/message.ts";
import { parseWith } from "./parse-form.ts";
import type { Form, LicenceFace, LicenceInput, Outputs, Process } from "./process.ts";

/** The first digits of every division of Bengbu (GB/T 2260). */
const AUTHORITY = "3403";

const formOf = (form: Form): CompanyRegistrationForm => form as unknown as CompanyRegistrationForm;

const textOf = (outputs: Outputs, item: string, name: string): string => String(outputs[item]?.[name] ?? "");

type OutputCheck = (value: string, outputs: Outputs, form: CompanyRegistrationForm) => Message | null;

/** The authority registers the name that was filed and reserved; another name is another application. */
const checkName: OutputCheck = (value, _, form) => {
  const filed = fullName(form.name);
  if (value === filed) return null;
  return message(`核准名称应为申请的名称“${filed}”`, `the registered name must be the one filed, "${filed}"`);
};

/** A company's code begins with 91 and names a Bengbu registration authority (GB 32100-2015). */
const checkUscc: OutputCheck = (value) =>
  value.startsWith(`91${AUTHORITY}`)
    ? null
    : message(
        `企业的统一社会信用代码应以91${AUTHORITY}开头`,
        `a company's code from this authority begins with 91${AUTHORITY}`,
      );

/** A registration number begins with its authority's division (GS 15-2006). */
const checkRegistrationNumber: OutputCheck = (value) =>
  value.startsWith(AUTHORITY)
    ? null
    : message(
        `注册号应以${AUTHORITY}开头`,
        `a registration number of this authority begins with ${AUTHORITY}`,
      );

/** In three-numbers mode the tax number is built on the organisation code (国税函〔2006〕820号). */
const checkTaxNumber: OutputCheck = (value, outputs) => {
  const organizationCode = outputs["organization-code"]?.organizationCode;
  if (organizationCode === undefined || value.slice(6) === organizationCode) return null;
  return message(
    `税务登记号后9位应为组织机构代码${organizationCode}`,
    `the last 9 characters of the tax number must be the organisation code ${organizationCode}`,
  );
};

const outputChecks: readonly (readonly [item: string, output: string, check: OutputCheck])[] = [
  ["enterprise-registration", "registeredName", checkName],
  ["enterprise-registration", "uscc", checkUscc],
  ["enterprise-registration", "registrationNumber", checkRegistrationNumber],
  ["tax-registration", "taxNumber", checkTaxNumber],
];

const checkOutputs: Process["checkOutputs"] = (_, outputs, form) =>
  outputChecks.flatMap(([item, path, check]) => {
    const value = outputs[item]?.[path];
    const fault = value === undefined ? null : check(String(value), outputs, formOf(form));
    return fault === null ? [] : [{ path, message: fault }];
  });

/** Codes as the licence bears them; what does not verify never gets this far, and would stop here. */
const codesOf = (mode: string, outputs: Outputs): LicenceFace["codes"] =>
  licenceCodes.parse(
    mode === "one-code"
      ? { uscc: textOf(outputs, "enterprise-registration", "uscc") }
      : {
          registrationNumber: textOf(outputs, "enterprise-registration", "registrationNumber"),
          organizationCode: textOf(outputs, "organization-code", "organizationCode"),
          taxNumber: textOf(outputs, "tax-registration", "taxNumber"),
        },
  );

const licenceFace = ({ mode, form, outputs, issuedOn }: LicenceInput): LicenceFace => {
  const { domicile, registration, business, legalRepresentative } = formOf(form);
  const { term } = business;
  return {
    kind: "business-licence",
    mode: mode === "three-numbers" ? "three-numbers" : "one-code",
    holder: {
      name: textOf(outputs, "enterprise-registration", "registeredName"),
      companyType: { code: registration.companyType, label: companyTypes[registration.companyType].zh },
      domicile: domicile.address,
      legalRepresentative: legalRepresentative.name,
      registeredCapital: registration.capital,
      establishedOn: issuedOn,
      term: { from: issuedOn, until: term.kind === "fixed" ? term.until : null },
      businessScope: business.scope,
    },
    codes: codesOf(mode, outputs),
    issuer: { name: "蚌埠市市场监督管理局", code: "11340300PDY000124X" },
    duplicateCopies: registration.duplicateCopies,
  };
};

/**
 * Company registration, three certificates in one (三证合一): market regulation, quality supervision and tax review
 * one form in parallel.
 *
 * Mode `one-code` (一照一码, default): market regulation gives the unified social credit code, the others review on
 * the same information. Mode `three-numbers` (一照三号): registration number → organisation code → tax number, each
 * released to the next department the moment it exists. Activities on the pre-approval list go to their authority
 * first (前置审批).
 * @see 国办发〔2015〕50号; 皖政办〔2015〕49号; 市场主体登记管理条例
 */
export const companyRegistration: Process = {
  id: "company-registration",
  version: 1,
  line: "01",
  name: message("企业设立多证联办", "joint company registration"),
  result: message("营业执照", "business licence"),
  lead: "market-regulation",
  modes: ["one-code", "three-numbers"],
  onRejection: "end-at-once",
  stages: [
    {
      id: "pre-approval",
      name: message("前置审批", "approvals that come first"),
      lead: "market-regulation",
      items: [
        {
          item: "hazardous-chemicals-permit",
          when: { kind: "regulated-activity", activity: "hazardous-chemicals" },
          parts: {
            "one-code": { yields: ["permitNumber", "permitValidUntil"] },
            "three-numbers": { yields: ["permitNumber", "permitValidUntil"] },
          },
        },
      ],
    },
    {
      id: "registration",
      name: message("并联登记", "registration in parallel"),
      lead: "market-regulation",
      items: [
        {
          item: "enterprise-registration",
          parts: {
            "one-code": { yields: ["registeredName", "uscc"] },
            "three-numbers": { yields: ["registeredName", "registrationNumber"] },
          },
        },
        {
          item: "organization-code",
          parts: {
            "three-numbers": {
              needs: { "enterprise-registration": ["registrationNumber"] },
              yields: ["organizationCode"],
            },
          },
        },
        {
          item: "tax-registration",
          parts: {
            "one-code": { yields: ["taxAuthority"] },
            "three-numbers": {
              needs: { "organization-code": ["organizationCode"] },
              yields: ["taxNumber", "taxAuthority"],
            },
          },
        },
      ],
    },
  ],
  parseForm: (input) => parseWith(companyRegistrationForm, input),
  checkForm: (form, on) => checkCompanyRegistration(formOf(form), { on }),
  requiredMaterials: (form, on) =>
    requiredMaterials(formOf(form), { on }).map(({ code, name, why, necessity }) => ({
      code,
      name,
      why,
      isTolerable: necessity === "tolerable",
    })),
  divisionOf: (form) => formOf(form).domicile.division,
  titleOf: (form) => fullName(formOf(form).name),
  reservationsOf: (form) => [`name:${nameKey(formOf(form).name)}`],
  regulatedActivities: (form) => {
    const { regulatedActivities, permits = [] } = formOf(form).business;
    return regulatedActivities.map((activity) => ({
      activity,
      hasPermit: permits.some((permit) => permit.activity === activity),
    }));
  },
  checkOutputs,
  licenceFace,
  disclosure: { fields: companyRegistrationFields, materials: companyRegistrationMaterials },
};
