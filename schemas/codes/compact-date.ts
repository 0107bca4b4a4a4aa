const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysInMonth = (year: number, month: number): number => {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (monthLengths[month - 1] ?? 0);
};

/**
 * Tells whether eight digits `YYYYMMDD` name a day of the Gregorian calendar.
 *
 * Shape: `"20240229"` is one, `"20260229"` and `"20261301"` are not. Years 0001 to 9999.
 */
export const isCompactDate = (text: string): boolean => {
  if (!/^\d{8}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(6));
  return year > 0 && day > 0 && day <= daysInMonth(year, Number(text.slice(4, 6)));
};
