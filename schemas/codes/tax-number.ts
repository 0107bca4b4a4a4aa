import * as z from "zod";
import { isOrganizationCode, type OrganizationCode } from "./organization-code.ts";

const pattern = /^[1-9]\d{5}[0-9A-Z]{8}[0-9X]$/;
const invalidMessage =
  "税务登记号无效：应为6位行政区划代码加9位组织机构代码 / Not a valid tax registration number: 6 division digits and a 9-character organisation code";

/** Tells whether a text is a 15-character tax registration number: six digits and a right organisation code. */
export const isTaxNumber = (text: string): boolean => {
  return pattern.test(text) && isOrganizationCode(text.slice(6));
};

/**
 * Reads the tax registration number (税务登记号) of an organisation, 15 characters.
 *
 * Shape: `340300PDY00001X`. It has no check character but the organisation code's.
 * The six digits only kept first numbers apart; they never change and are not to be compared with any present division.
 * Limits: an individual business's number (resident ID and two digits, 20 characters) is not one of these.
 * @see 国税函〔2006〕820号
 */
export const taxNumberSchema = z
  .string()
  .regex(pattern, { error: invalidMessage, abort: true })
  .refine(isTaxNumber, { error: invalidMessage })
  .brand<"TaxNumber">();

/** Fifteen characters that passed `taxNumberSchema`. */
export type TaxNumber = z.infer<typeof taxNumberSchema>;

/**
 * Puts a tax registration number together.
 *
 * Shape: `{ division: "340300", organizationCode: "PDY00001X" }` gives `340300PDY00001X`.
 * Throws a RangeError naming the parts that make no legal number.
 */
export const composeTaxNumber = (parts: { division: string; organizationCode: string }): TaxNumber => {
  const number = `${parts.division}${parts.organizationCode}`;
  if (parts.division.length !== 6 || !isTaxNumber(number)) {
    throw new RangeError(`No tax registration number can be made of ${JSON.stringify(parts)}`);
  }
  return number as TaxNumber;
};

/** Takes the organisation code out of a tax registration number: its last nine characters. */
export const organizationCodeOfTaxNumber = (number: TaxNumber): OrganizationCode => {
  return number.slice(6) as string as OrganizationCode;
};
