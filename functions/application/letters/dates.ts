import type { Due } from "../../../schemas/events.ts";
import type { Limit, LimitUnit } from "../../../schemas/limit.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";

const english = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/**
 * A date as official documents write it, in Arabic numerals without a leading zero: 2026年3月5日.
 * @see GB/T 9704-2012 §7.3.5.4
 */
export const dateIn = (date: IsoDate): Message => {
  const [year, month, day] = date.split("-").map(Number);
  return message(`${year}年${month}月${day}日`, english.format(new Date(`${date}T00:00:00Z`)));
};

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Asia/Shanghai" });
const day = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: "Asia/Shanghai" });

/** The date and the time of day of an instant in Asia/Shanghai: 2026年11月24日10:00. */
export const momentIn = (instantIso: string): Message => {
  const at = new Date(instantIso);
  const date = dateIn(day.format(at));
  return message(`${date.zh}${clock.format(at)}`, `${date.en}, ${clock.format(at)}`);
};

const units: Readonly<Record<LimitUnit, Message>> = {
  "working-day": message("个工作日", "working day"),
  "natural-day": message("日", "day"),
  "working-hour": message("个工作小时", "working hour"),
  "natural-hour": message("小时", "hour"),
};

/** A limit in words: 20个工作日; 即办 for none to wait. `null` is no limit at all. */
export const limitIn = (limit: Limit | null): Message => {
  if (limit === null) return message("未设时限", "no limit is set");
  if (limit.value === 0) return message("即办", "at once");
  const { zh, en } = units[limit.unit];
  return message(`${limit.value}${zh}`, `${limit.value} ${en}${limit.value === 1 ? "" : "s"}`);
};

/** When a limit ends, or why that cannot be told. */
export const dueIn = (due: Due, which: "promised" | "statutory", limit: Limit | null): Message => {
  const at = which === "promised" ? due.promisedAt : due.statutoryAt;
  const date = due[which];
  if (at !== undefined) return momentIn(at);
  if (date !== null) return dateIn(date);
  if (limit === null) return message("—", "–");
  const { unknownYear } = due;
  if (unknownYear === null)
    return message("计时中止，恢复后另行告知", "the clock stands still; told when it runs on");
  return message(
    `待国务院公布${unknownYear}年节假日安排后确定`,
    `fixed once the holidays of ${unknownYear} are published`,
  );
};
