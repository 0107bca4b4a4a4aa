import type { Wish } from "../../../schemas/answers.ts";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { bilingual } from "../../../schemas/message.ts";
import { outputsFor, type ReviewPolicy, textAt, valueAt, wish } from "../review.ts";

/**
 * Codes of the zone that no real organisation can have (PDY00001 to PDY99999, GB 11714-1997): samples stand below
 * these, above them what market regulation builds unified codes of.
 */
const codes = { first: 1_001, last: 50_000 };

/**
 * Quality supervision (组织机构代码): checks its profile of the form, then gives the next code of its zone.
 *
 * Outputs: `organizationCode` where expected, none where the unified code holds it already. @see GB 11714-1997
 */
export const reviewQualitySupervision: ReviewPolicy = ({ delivery, numbers }) => {
  const wishes = wishesOfProfile(delivery.fields);
  if (wishes.length > 0) return { kind: "correction-required", wishes };
  const outputs = outputsFor(delivery, {
    organizationCode: () => numbers.take("organization-code", codes, syntheticOrganizationCode),
  });
  return {
    kind: "approved",
    outputs,
    opinion: bilingual("信息完整，准予赋码。", "complete; the code is given"),
  };
};

const wishesOfProfile = (fields: unknown): Wish[] => {
  const employees = valueAt(fields, "qualityProfile.employees");
  const isCount = Number.isSafeInteger(employees) && Number(employees) >= 0;
  const rows: readonly (readonly [isRight: boolean, field: string, zh: string, en: string])[] = [
    [isCount, "employees", "请填写职工人数（整数）", "give the number of employees, a whole number"],
    [
      /^[1-9]\d{2}$/.test(textAt(fields, "qualityProfile.economicType")),
      "economicType",
      "经济类型代码应为3位数字（GB/T 12402），例如 173",
      "the economic type is three digits (GB/T 12402), for example 173",
    ],
    [
      textAt(fields, "qualityProfile.institutionType") !== "",
      "institutionType",
      "请选择机构类型",
      "choose the type of institution",
    ],
  ];
  return rows
    .filter(([isRight]) => !isRight)
    .map(([, field, zh, en]) => wish(`qualityProfile.${field}`, zh, en));
};
