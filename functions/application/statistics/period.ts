import { type Message, message } from "../../../schemas/message.ts";
import { dayNumberOf } from "../../catalog/calendar/day-number.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";

/** The longest period that is read at once, in days, both ends counted: a year and the month to compare it with. */
export const PERIOD_DAYS = 400;

/** What is wrong with a period whose both ends count; `null` when nothing is. */
export const periodProblem = (from: IsoDate, to: IsoDate): Message | null => {
  const days = dayNumberOf(to) - dayNumberOf(from) + 1;
  if (days < 1)
    return message(
      `截止日期${to}早于起始日期${from}，请改正`,
      `the period ends on ${to}, before it begins on ${from}; turn them round`,
    );
  if (days > PERIOD_DAYS)
    return message(
      `期间为${days}天，最长${PERIOD_DAYS}天，请分段查询`,
      `the period has ${days} days and may have ${PERIOD_DAYS}; ask for it in parts`,
    );
  return null;
};
