import type { CaseEvent } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import { deemedAcceptance, replyByOf, replyDateOf } from "./acceptance.ts";
import { alarmsOf, dayAfter, nextAlarmOn } from "./alarms.ts";
import { dueNow } from "./clock.ts";
import type { Now } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { evolveItem } from "./evolve-item.ts";
import { isNoticed, noticeEvent } from "./notice.ts";
import { type CaseState, type ItemState, isOpen, isReviewing } from "./state.ts";
import type { World } from "./world.ts";

/**
 * The notice goes out on the fifth day with the wishes at hand, even if a department is still silent; a wish that
 * comes later than that goes out at once.
 */
const noticeOnTime = (world: World, state: CaseState, now: Now): CaseEvent[] => {
  const isDue = Object.values(state.items).some((item) => {
    const replyBy = item.status === "correcting" ? replyByOf(world, item) : null;
    return replyBy !== null && now.on >= replyBy;
  });
  return isDue && !isNoticed(state) ? [noticeEvent(state, now)] : [];
};

const keepItem = (world: World, caseId: string, item: ItemState, now: Now): CaseEvent[] => {
  const late = deemedAcceptance(world, item, now);
  const current = late.reduce((each, event) => evolveItem(each, event, now.at), item);
  return [...late, ...alarmsOf(world, caseId, current, now)];
};

/** Do what the day demands of a case: warn, record overtime, deem accepted, send the notice. Twice a day is once. */
export const keepTime = (world: World, state: CaseState, now: Now): Decision => {
  if (!isOpen(state)) return { events: [] };
  const items = Object.values(state.items);
  return {
    events: [
      ...noticeOnTime(world, state, now),
      ...items.flatMap((item) => keepItem(world, state.caseId, item, now)),
    ],
  };
};

/** A date in a year without a calendar is looked for again when that year begins: by then its notice is out. */
const beginningOf = (year: number): IsoDate => `${year}-01-01`;

const nextReplyOn = (world: World, state: CaseState, item: ItemState): IsoDate | null => {
  const replyBy = replyDateOf(world, item);
  const isAwaited = item.status === "asked" || (item.status === "correcting" && !isNoticed(state));
  if (replyBy === null || !isAwaited) return null;
  if (isCalendarUnknown(replyBy)) return beginningOf(replyBy.year);
  return item.status === "asked" ? dayAfter(replyBy) : replyBy;
};

const nextRecountOn = ({ calendar }: World, item: ItemState): IsoDate | null => {
  const runs = isReviewing(item) || item.status === "correcting";
  if (!runs || item.overdue) return null;
  const { unknownYear } = dueNow(item, calendar);
  return unknownYear === null ? null : beginningOf(unknownYear);
};

/**
 * The first day on which {@link keepTime} does something to a case as it stands, or `null` when no day does. It may
 * be past: then the case is to be looked at now.
 */
export const nextLookOn = (world: World, state: CaseState): IsoDate | null => {
  if (!isOpen(state)) return null;
  const dates = Object.values(state.items)
    .flatMap((item) => [
      nextReplyOn(world, state, item),
      nextAlarmOn(world, item),
      nextRecountOn(world, item),
    ])
    .filter((date) => date !== null)
    .sort();
  return dates[0] ?? null;
};
