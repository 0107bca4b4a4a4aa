import type { CaseEvent } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../catalog/calendar/working-calendar.ts";
import { daysBetween, dueNow, warningDays } from "./clock.ts";
import type { Now } from "./commands.ts";
import { type ItemState, isReviewing } from "./state.ts";
import type { World } from "./world.ts";

interface NextLimit {
  limit: "promised" | "statutory";
  dueOn: IsoDate;
}

/** The limit that ends first, or `null` when none runs or its alarm was given. A clock that stands still has no due date. */
const nextLimit = ({ calendar }: World, item: ItemState): NextLimit | null => {
  if (item.overdue || !(isReviewing(item) || item.status === "correcting")) return null;
  const { promised, statutory } = dueNow(item, calendar);
  if (promised !== null && (statutory === null || promised <= statutory))
    return { limit: "promised", dueOn: promised };
  return statutory === null ? null : { limit: "statutory", dueOn: statutory };
};

const dayBeside = (date: IsoDate, days: 1 | -1): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The day after a date. */
export const dayAfter = (date: IsoDate): IsoDate => dayBeside(date, 1);

/** The first day on which no more working days are left than a warning asks for. */
const warningDate = (calendar: WorkingCalendar, item: ItemState, { limit, dueOn }: NextLimit): IsoDate => {
  const most = warningDays(Number(item.limits[limit]));
  const isSoon = (date: IsoDate): boolean => {
    const left = daysBetween(calendar, date, dueOn);
    return left !== null && left <= most;
  };
  let date = dueOn;
  while (isSoon(dayBeside(date, -1))) date = dayBeside(date, -1);
  return date;
};

/** Due soon: a warning, once (预警). Past the limit: a red card with its accountability record, once (超时直接生成问责). */
export const alarmsOf = (world: World, caseId: string, item: ItemState, now: Now): CaseEvent[] => {
  const next = nextLimit(world, item);
  if (next === null) return [];
  const { limit, dueOn } = next;
  if (now.on > dueOn) {
    const recordId = `${caseId}-${item.id}-${limit}`;
    const accountability = { recordId, department: item.plan.department, officer: item.officer };
    return [{ type: "ItemOverdue", itemId: item.id, limit, dueOn, accountability }];
  }
  const isSilent = item.warned || now.on < warningDate(world.calendar, item, next);
  return isSilent ? [] : [{ type: "ItemWarned", itemId: item.id, limit, dueOn }];
};

/** The first day on which {@link alarmsOf} speaks about an item as it stands, or `null`. It may be past. */
export const nextAlarmOn = (world: World, item: ItemState): IsoDate | null => {
  const next = nextLimit(world, item);
  if (next === null) return null;
  return item.warned ? dayAfter(next.dueOn) : warningDate(world.calendar, item, next);
};
