import type { Limit, LimitUnit } from "../../schemas/limit.ts";
import { type Message, message } from "../../schemas/message.ts";

const units: Readonly<Record<LimitUnit, readonly [zh: string, en: string]>> = {
  "working-day": ["个工作日", "working day"],
  "natural-day": ["个自然日", "natural day"],
  "working-hour": ["个工作小时", "working hour"],
  "natural-hour": ["小时", "hour"],
};

/** A limit with its unit, as people read it: `5个工作日`, `30个自然日`. Zero is at once (即办). */
export const limitText = ({ value, unit }: Limit): Message => {
  if (value === 0) return message("当场办结（即办）", "on the spot");
  const [zh, en] = units[unit];
  return message(`${value}${zh}`, `${value} ${en}${value === 1 ? "" : "s"}`);
};
