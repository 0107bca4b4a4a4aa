import { message } from "../message.ts";

/**
 * Types of company the form can found, by code of the registration authorities' table (企业类型代码).
 *
 * Domestic companies only: a foreign-invested one (codes from 5000) has a form of its own. 1152 and 1153 are here
 * because a company with one corporate shareholder must be registered as such (公司登记管理条例第十六条).
 */
export const companyTypes = {
  "1110": message("有限责任公司（国有独资）", "limited liability company (wholly state-owned)"),
  "1130": message("有限责任公司（自然人投资或控股）", "limited liability company (held by natural persons)"),
  "1140": message("有限责任公司（国有控股）", "limited liability company (state-controlled)"),
  "1151": message("有限责任公司（自然人独资）", "limited liability company (one natural person)"),
  "1152": message(
    "有限责任公司（自然人投资或控股的法人独资）",
    "limited liability company (one corporate shareholder held by natural persons)",
  ),
  "1153": message(
    "有限责任公司（非自然人投资或控股的法人独资）",
    "limited liability company (one corporate shareholder not held by natural persons)",
  ),
  "1190": message("其他有限责任公司", "other limited liability company"),
  "1210": message("股份有限公司（上市）", "company limited by shares (listed)"),
  "1220": message("股份有限公司（非上市）", "company limited by shares (unlisted)"),
} as const;

/** A code of {@link companyTypes}. */
export type CompanyType = keyof typeof companyTypes;

/** True for a company limited by shares (股份有限公司); every other type of the table is a limited liability company. */
export const isShareCompany = (type: CompanyType): boolean => type.startsWith("12");

/**
 * Who the only shareholder of a type must be; `null` for types with room for several.
 * @see 公司登记管理条例第十六条; 公司法第一百七十二条 (wholly state-owned companies)
 */
export const soleShareholderOf = (type: CompanyType): "person" | "organization" | null => {
  if (type === "1151") return "person";
  return type === "1110" || type === "1152" || type === "1153" ? "organization" : null;
};
