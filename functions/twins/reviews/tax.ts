import type { Wish } from "../../../schemas/answers.ts";
import { divisionName } from "../../../schemas/codes/division.ts";
import { composeTaxNumber } from "../../../schemas/codes/tax-number.ts";
import { bilingual } from "../../../schemas/message.ts";
import { outputsFor, type ReviewPolicy, textAt, wish } from "../review.ts";

/** The tax authority in charge of a division: the county's, the district's under the city's name, or the city's own. */
const taxAuthorityOf = (division: string): string => {
  const place = divisionName(division) ?? "蚌埠市";
  return `国家税务总局${place.endsWith("区") ? "蚌埠市" : ""}${place}税务局`;
};

/**
 * Tax (税务登记): the finance officer and the tax handler must each be reached by telephone, not through the legal
 * representative's number, unless they are that person.
 *
 * Outputs: `taxAuthority`; `taxNumber` where expected: six digits of the division and the organisation code that
 * quality supervision gave, without which it cannot decide. @see 税收征收管理法第十五条; 国税函〔2006〕820号
 */
export const reviewTax: ReviewPolicy = ({ delivery }) => {
  const wishes = wishesOfPhones(delivery.fields);
  if (wishes.length > 0) return { kind: "correction-required", wishes };
  const organizationCode = textAt(delivery.inputs, "organization-code.organizationCode");
  if (delivery.expects.includes("taxNumber") && organizationCode === "")
    return { kind: "undecided", why: "inputs[organization-code].organizationCode is missing" };
  const outputs = outputsFor(delivery, {
    taxAuthority: () => taxAuthorityOf(textAt(delivery.fields, "domicile.division") || delivery.division),
    taxNumber: () => composeTaxNumber({ division: delivery.division, organizationCode }),
  });
  return { kind: "approved", outputs, opinion: bilingual("准予税务登记。", "registered for tax") };
};

const wishesOfPhones = (fields: unknown): Wish[] => {
  const [chief, chiefPhone] = [
    textAt(fields, "legalRepresentative.name"),
    textAt(fields, "legalRepresentative.phone"),
  ];
  const people = [
    ["financeOfficer", "财务负责人", "finance officer"],
    ["taxHandler", "办税人", "tax handler"],
  ] as const;
  return people.flatMap(([section, zh, en]) => {
    const phone = textAt(fields, `${section}.phone`);
    const path = `${section}.phone`;
    if (phone === "") return [wish(path, `请填写${zh}的电话`, `give the ${en}'s telephone number`)];
    const isBorrowed = phone === chiefPhone && textAt(fields, `${section}.name`) !== chief;
    return isBorrowed
      ? [
          wish(
            path,
            `${zh}的电话与法定代表人相同，请填写${zh}本人的电话`,
            `the ${en}'s telephone number is the legal representative's; give the ${en}'s own`,
          ),
        ]
      : [];
  });
};
