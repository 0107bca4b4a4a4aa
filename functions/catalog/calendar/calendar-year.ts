import * as z from "zod";
import { isCompactDate } from "../../../schemas/codes/compact-date.ts";
import { dayNumberOf, isWeekend } from "./day-number.ts";

const date = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isCompactDate(text.replaceAll("-", "")), {
    error: "须为真实日期，格式YYYY-MM-DD / must be a real date YYYY-MM-DD",
    abort: true,
  });
const text = z.string().trim().min(1, { error: "不能为空 / must not be empty" });

const fields = z.strictObject({
  year: z.int().min(1950).max(2999),
  source: z.strictObject({ notice: text, issuedOn: date }),
  holidays: z.array(z.strictObject({ name: z.strictObject({ zh: text, en: text }), from: date, to: date })),
  makeUpDays: z.array(date),
});

/**
 * The working days of one year, as the State Council's notice has them: `holidays` are runs of days off, weekends inside them
 * included; `makeUpDays` are the Saturdays and Sundays worked instead (调休上班). Every other Monday to Friday is worked.
 *
 * A notice may reach back into the December before its year (the notice for 2019 gave 2018-12-31 off for 2018-12-29).
 * `source.notice` is the number of the notice, e.g. 国办发明电〔2025〕7号.
 */
export type CalendarYear = z.infer<typeof fields>;

/** Why a calendar year was not taken: each fault names its field, e.g. `holidays.1.to`, in Chinese first and English second. */
export interface CalendarYearInvalid {
  readonly kind: "CalendarYearInvalid";
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

interface Fault {
  path: (string | number)[];
  message: string;
}

const reachFaults = (year: number, path: Fault["path"], day: string): Fault[] =>
  day.startsWith(`${year}-`) || day.startsWith(`${year - 1}-12-`)
    ? []
    : [{ path, message: `${day}不在${year}年或上年12月 / ${day} is not in ${year} or the December before` }];

const holidayFaults = ({ year, holidays }: CalendarYear): Fault[] =>
  holidays.flatMap(({ from, to }, index) => {
    const path = ["holidays", index, "to"];
    const faults = [...reachFaults(year, ["holidays", index, "from"], from), ...reachFaults(year, path, to)];
    if (to < from) faults.push({ path, message: `早于开始日${from} / is before the first day ${from}` });
    const overlapped = holidays.slice(0, index).some((other) => from <= other.to && other.from <= to);
    if (overlapped)
      faults.push({
        path,
        message: `与前面的假期重叠：${from}至${to} / overlaps an earlier holiday: ${from} to ${to}`,
      });
    return faults;
  });

const makeUpFaults = ({ year, holidays, makeUpDays }: CalendarYear): Fault[] =>
  makeUpDays.flatMap((day, index) => {
    const path = ["makeUpDays", index];
    const faults = reachFaults(year, path, day);
    if (!isWeekend(dayNumberOf(day)))
      faults.push({ path, message: `${day}不是周六或周日 / ${day} is no Saturday or Sunday` });
    if (holidays.some(({ from, to }) => from <= day && day <= to))
      faults.push({ path, message: `${day}同时列为放假 / ${day} is listed as a day off too` });
    if (makeUpDays.indexOf(day) < index)
      faults.push({ path, message: `${day}重复 / ${day} is listed twice` });
    return faults;
  });

// 全国年节及纪念日放假办法第二条: the holidays whose date is the same every year, so a list without them is incomplete.
const fixedHolidays = {
  "01-01": "元旦 / New Year",
  "05-01": "劳动节 / Labour Day",
  "10-01": "国庆节 / National Day",
};

const missingFaults = ({ year, holidays }: CalendarYear): Fault[] =>
  Object.entries(fixedHolidays)
    .filter(([day]) => !holidays.some(({ from, to }) => from <= `${year}-${day}` && `${year}-${day}` <= to))
    .map(([day, name]) => ({ path: ["holidays"], message: `缺少 / lacks ${year}-${day} ${name}` }));

const calendarYearSchema = fields.superRefine((year, context) => {
  for (const fault of [...holidayFaults(year), ...makeUpFaults(year), ...missingFaults(year)])
    context.addIssue({ code: "custom", ...fault });
});

/**
 * Reads a year's notice from JSON, so that a new year is imported and not programmed.
 *
 * Shape: `{ year, source: { notice, issuedOn }, holidays: [{ name: { zh, en }, from, to }], makeUpDays: [] }`, dates `YYYY-MM-DD`.
 * Refused as `CalendarYearInvalid`: missing, unknown or malformed fields; days outside the year and the December before;
 * holidays that overlap; make-up days on a weekday, in a holiday or twice; a year without its New Year, Labour or National Day.
 * Limits: the movable feasts (春节, 清明, 端午, 中秋) cannot be missed here; compare with the notice.
 */
export const parseCalendarYear = (json: unknown): CalendarYear | CalendarYearInvalid => {
  const result = calendarYearSchema.safeParse(json);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({
    field: path.join(".") || "(root)",
    message,
  }));
  return { kind: "CalendarYearInvalid", faults };
};
