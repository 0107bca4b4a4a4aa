import * as z from "zod";

const pattern = /^(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{5})(\d)$/;

const noCode =
  "缺少项目代码，没有代码不得受理：请登录投资项目在线审批监管平台申领后填写，例如 2611-340300-04-01-123456（发改投资〔2020〕1439号） / the project code is missing, and nothing may be accepted without it: obtain it on the national investment project platform, which alone issues it, e.g. 2611-340300-04-01-123456";
const invalidMessage =
  "项目代码无效，核验不通过的不得受理：应为24位“年月-区划-部门-类型-序号”，年月为2020年1月（2001）起的两位年加01至12月，此前为2015至2020年的四位年；请到投资项目在线审批监管平台核对，例如 2611-340300-04-01-123456（发改投资〔2020〕1439号） / not a valid project code, and nothing may be accepted on one that does not verify: 24 characters whose first four digits are two digits of the year and a month from January 2020 on (2001), or of an older code a whole year from 2015 to 2020; check it on the national investment project platform, which alone issues it, e.g. 2611-340300-04-01-123456";

/** The years in which codes began with the whole year. None of 15 to 20 is a month, so no code has two meanings. */
const isOldYear = (first4: string): boolean => first4 >= "2015" && first4 <= "2020";

/** The year in which codes began to tell the month: one that tells an earlier month was never given. */
const FIRST_YEAR_WITH_MONTH = 2020;

/**
 * What a project code tells. `format` is `year-month` since 2020 (发改投资〔2020〕1439号, GB/T 40058-2021) and `year` before.
 *
 * `sector` is the guiding central department in the new format and the industry in the old one; `type` the kind of project
 * or, in the old one, of procedure. Neither list is public as a whole, so both stay two digits.
 */
export interface ProjectCodeParts {
  readonly format: "year-month" | "year";
  /** Four digits, e.g. 2026. */
  readonly year: number;
  /** 1 to 12; `null` in the old format. */
  readonly month: number | null;
  /** Six digits of the division (GB/T 2260) whose platform gave the code; `000000` is the state's. */
  readonly division: string;
  readonly sector: string;
  readonly type: string;
  /** Five digits drawn at random; in the old format the first five of a serial of six. */
  readonly serial: string;
  /** The last digit. How it is computed is not published, so it is not checked. */
  readonly check: string;
}

/** Takes a project code apart; `undefined` when it is not one. */
export const parseProjectCode = (text: string): ProjectCodeParts | undefined => {
  const [, time, division, sector, type, serial, check] = pattern.exec(text) ?? [];
  if (!time || !division || !sector || !type || !serial || !check) return undefined;
  const rest = { division, sector, type, serial, check };
  if (isOldYear(time)) return { format: "year", year: Number(time), month: null, ...rest };
  const year = 2000 + Number(time.slice(0, 2));
  const month = Number(time.slice(2));
  if (year < FIRST_YEAR_WITH_MONTH || month < 1 || month > 12) return undefined;
  return { format: "year-month", year, month, ...rest };
};

/** Tells whether a text is a project code of either format. */
export const isProjectCode = (text: string): boolean => parseProjectCode(text) !== undefined;

/**
 * Reads a national project code (项目代码), 24 characters with four hyphens, either format. Blanks around it are dropped.
 *
 * Shape: `2611-340300-04-01-123456`: November 2026, division 340300, sector 04, type 01, serial 12345, check 6.
 * @see 发改投资〔2020〕1439号; GB/T 40058-2021
 */
export const projectCodeSchema = z
  .string({ error: noCode })
  .trim()
  .min(1, { error: noCode, abort: true })
  .refine(isProjectCode, { error: invalidMessage })
  .brand<"ProjectCode">();
