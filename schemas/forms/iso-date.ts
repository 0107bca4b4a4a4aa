/** A calendar day as `YYYY-MM-DD`, e.g. `2026-11-24`; ordered as text. Days of a form are Asia/Shanghai days. */
export type IsoDate = string;

const millisecondsADay = 86_400_000;

const parts = (date: IsoDate): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True for a day that exists, written `YYYY-MM-DD` from the year 1900; `2026-02-30` is not one. */
export const isIsoDate = (text: string): boolean => {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = parts(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/**
 * The corresponding day some years on; 29 February becomes 28 February where there is none.
 * @see 民法典第二百零二条 (没有对应日的，月末日为期间的最后一日)
 */
export const addYears = (date: IsoDate, years: number): IsoDate => {
  const [year, month, day] = parts(date);
  const last = daysInMonth(year + years, month);
  return `${year + years}-${date.slice(5, 7)}-${String(Math.min(day, last)).padStart(2, "0")}`;
};

/** Calendar days from one date to another; negative when `to` is the earlier. The first day is not counted. */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  (Date.parse(to) - Date.parse(from)) / millisecondsADay;
