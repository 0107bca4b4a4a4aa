import * as z from "zod";
import { isCompactDate } from "../../../schemas/codes/compact-date.ts";
import { bilingual, type Message, message } from "../../../schemas/message.ts";
import { zodErrors } from "../../../schemas/zod-message.ts";
import { dayNumberOf, isWeekend } from "./day-number.ts";
import { buildWorkingDayTable } from "./working-day-table.ts";

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
  message: Message;
}

/** The longest run of days off a notice may have; the longest so far had nine. */
const LONGEST_HOLIDAY = 15;

/** Working days of a year: some 261 weekdays less the days off for which no weekend is worked; 248 to 252 in most. */
const WORKING_DAYS = { least: 230, most: 270 };

const reachFaults = (year: number, path: Fault["path"], day: string): Fault[] =>
  day.startsWith(`${year}-`) || day.startsWith(`${year - 1}-12-`)
    ? []
    : [
        {
          path,
          message: message(
            `${day}不在${year}年或上年12月，请改正`,
            `${day} is not in ${year} or the December before; correct it`,
          ),
        },
      ];

const holidayFaults = ({ year, holidays }: CalendarYear): Fault[] =>
  holidays.flatMap(({ from, to }, index) => {
    const path = ["holidays", index, "to"];
    const faults = [...reachFaults(year, ["holidays", index, "from"], from), ...reachFaults(year, path, to)];
    if (to < from)
      faults.push({
        path,
        message: message(`早于开始日${from}，请改正`, `it is before the first day ${from}; correct it`),
      });
    const days = dayNumberOf(to) - dayNumberOf(from) + 1;
    if (days > LONGEST_HOLIDAY)
      faults.push({
        path,
        message: message(
          `假期长${days}天，最长${LONGEST_HOLIDAY}天，请对照通知改正`,
          `the holiday has ${days} days and may have ${LONGEST_HOLIDAY}; compare it with the notice`,
        ),
      });
    const overlapped = holidays.slice(0, index).some((other) => from <= other.to && other.from <= to);
    if (overlapped)
      faults.push({
        path,
        message: message(
          `与前面的假期重叠：${from}至${to}，请改正`,
          `it overlaps an earlier holiday: ${from} to ${to}; correct it`,
        ),
      });
    return faults;
  });

const makeUpFaults = ({ year, holidays, makeUpDays }: CalendarYear): Fault[] =>
  makeUpDays.flatMap((day, index) => {
    const path = ["makeUpDays", index];
    const faults = reachFaults(year, path, day);
    if (!isWeekend(dayNumberOf(day)))
      faults.push({
        path,
        message: message(`${day}不是周六或周日，请改正`, `${day} is no Saturday or Sunday; correct it`),
      });
    if (holidays.some(({ from, to }) => from <= day && day <= to))
      faults.push({
        path,
        message: message(
          `${day}同时列为放假，请去掉其一`,
          `${day} is listed as a day off too; remove it from one list`,
        ),
      });
    if (makeUpDays.indexOf(day) < index)
      faults.push({ path, message: message(`${day}重复，请去掉`, `${day} is listed twice; remove it`) });
    return faults;
  });

// 全国年节及纪念日放假办法第二条: the holidays whose date is the same every year, so a list without them is incomplete.
const fixedHolidays = {
  "01-01": message("元旦", "New Year"),
  "05-01": message("劳动节", "Labour Day"),
  "10-01": message("国庆节", "National Day"),
};

const missingFaults = ({ year, holidays }: CalendarYear): Fault[] =>
  Object.entries(fixedHolidays)
    .filter(([day]) => !holidays.some(({ from, to }) => from <= `${year}-${day}` && `${year}-${day}` <= to))
    .map(([day, { zh, en }]) => ({
      path: ["holidays"],
      message: message(`缺少${year}-${day}${zh}，请补上`, `${year}-${day}, ${en}, is missing; add it`),
    }));

/** The two long holidays and when they are; New Year lies before either. */
const longHolidays = [
  { name: message("春节", "Spring Festival"), from: "01-20", to: "02-28" },
  { name: message("国庆", "National Day"), from: "10-01", to: "10-31" },
];

/** Days a long holiday has at least where its name does not tell it. */
const LONG_HOLIDAY = 3;

const longHolidayFaults = ({ year, holidays }: CalendarYear): Fault[] =>
  longHolidays
    .filter(
      ({ name, ...season }) =>
        !holidays.some(
          (holiday) =>
            holiday.from <= `${year}-${season.to}` &&
            holiday.to >= `${year}-${season.from}` &&
            (holiday.name.zh.includes(name.zh) ||
              dayNumberOf(holiday.to) - dayNumberOf(holiday.from) + 1 >= LONG_HOLIDAY),
        ),
    )
    .map(({ name: { zh, en } }) => ({
      path: ["holidays"],
      message: message(
        `缺少${zh}假期，请对照通知补上`,
        `the ${en} holiday is missing; compare it with the notice`,
      ),
    }));

const workingDayFaults = (year: CalendarYear): Fault[] => {
  const { least, most } = WORKING_DAYS;
  const days = buildWorkingDayTable([year]).get(`${year.year}-12-31`)?.workedThrough ?? 0;
  return days >= least && days <= most
    ? []
    : [
        {
          path: ["holidays"],
          message: message(
            `全年算出${days}个工作日，应在${least}至${most}之间，请对照通知改正`,
            `the year comes to ${days} working days instead of ${least} to ${most}; compare it with the notice`,
          ),
        },
      ];
};

const issueFaults = ({ year, source: { issuedOn } }: CalendarYear): Fault[] =>
  issuedOn >= `${year - 2}-01-01` && issuedOn <= `${year}-12-31`
    ? []
    : [
        {
          path: ["source", "issuedOn"],
          message: message(
            `${issuedOn}不会是${year}年放假安排的发布日期，请改正`,
            `${issuedOn} cannot be the day on which the notice of ${year} was issued; correct it`,
          ),
        },
      ];

/** What is wrong with a year whose fields are all there. */
const faultsOf = (year: CalendarYear): Fault[] => [
  ...issueFaults(year),
  ...holidayFaults(year),
  ...makeUpFaults(year),
  ...missingFaults(year),
  ...longHolidayFaults(year),
  ...workingDayFaults(year),
];

const calendarYearSchema = fields.superRefine((year, context) => {
  for (const { path, message: said } of faultsOf(year))
    context.addIssue({ code: "custom", path, message: bilingual(said.zh, said.en) });
});

/**
 * Reads a year's notice from JSON, so that a new year is imported and not programmed.
 *
 * Shape: `{ year, source: { notice, issuedOn }, holidays: [{ name: { zh, en }, from, to }], makeUpDays: [] }`, dates `YYYY-MM-DD`.
 * Refused as `CalendarYearInvalid`: missing, unknown or malformed fields; days outside the year and the December before;
 * holidays that overlap or have more than 15 days; make-up days on a weekday, in a holiday or twice; a year without its
 * New Year, Labour or National Day, or without its Spring Festival; fewer than 230 or more than 270 working days; a notice
 * issued after its year, or more than two years before it.
 * Limits: the short movable feasts (清明, 端午, 中秋) are not missed here; compare with the notice.
 */
export const parseCalendarYear = (json: unknown): CalendarYear | CalendarYearInvalid => {
  const result = calendarYearSchema.safeParse(json);
  if (result.success) return result.data;
  const faults = zodErrors(result.error.issues, { whole: "(root)" }).map(({ path, message: { zh, en } }) => ({
    field: path,
    message: bilingual(zh, en),
  }));
  return { kind: "CalendarYearInvalid", faults };
};
