/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`; such texts sort as the days do. */
export type IsoDate = string;

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/**
 * Counts the days from 1970-01-01 to a date of the Gregorian calendar.
 *
 * Shape: `"1970-01-02"` is 1. Limits: the text must be a real date, years 0001 to 9999; nothing is checked here.
 * Years are taken from March on, so that the leap day comes last.
 */
export const dayNumberOf = (date: IsoDate): number => {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(date.slice(8)) - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + dayOfYear - 719_468;
};

/** Names the date a number of days from 1970-01-01: 1 is `"1970-01-02"`. The reverse of `dayNumberOf`. */
export const isoDateOf = (dayNumber: number): IsoDate => {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = ((marchMonth + 2) % 12) + 1;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
};

/** Tells whether a day, numbered from 1970-01-01, is a Saturday or a Sunday. */
export const isWeekend = (dayNumber: number): boolean => {
  const weekday = (((dayNumber + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
};
