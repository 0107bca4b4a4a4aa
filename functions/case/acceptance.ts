import type { Answer } from "../../schemas/answers.ts";
import type { EventOf } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import { type CalendarUnknown, isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import { dueDates, limitEndOn, limitsOf } from "./clock.ts";
import { pausesOf } from "./clock-acts.ts";
import type { Now } from "./commands.ts";
import type { CaseState, ItemState } from "./state.ts";
import type { World } from "./world.ts";

/**
 * The last day a department has to accept, refuse or ask for a correction, five working days by law; as the calendar
 * knows it now, `null` for an item that was not asked.
 * @see 行政许可法第三十二条第一款第四项
 */
export const replyDateOf = (
  { calendar, profile }: World,
  item: ItemState,
): IsoDate | CalendarUnknown | null =>
  item.replyBy ??
  (item.askedOn === null ? null : limitEndOn(calendar, item.askedOn, profile.correctionNotice.limit));

/** The last day of those, or `null` while the calendar has no data for it. */
export const replyByOf = (world: World, item: ItemState): IsoDate | null => {
  const date = replyDateOf(world, item);
  return isCalendarUnknown(date) ? null : date;
};

const dueFrom = ({ calendar }: World, item: ItemState, acceptedOn: IsoDate, acceptedAt?: string) =>
  dueDates({ acceptedOn, acceptedAt, limits: limitsOf(item), pauses: pausesOf(item.acts) }, calendar);

/** The acceptance (受理) an answer brings with it, today, but not before what came in after hours counts as received; none when the item was accepted before. */
export const acceptance = (
  world: World,
  item: ItemState,
  { revision, officer }: Answer["data"],
  answeredAt: string,
  now: Now,
): EventOf<"ItemAccepted">[] => {
  if (item.acceptedOn !== null) return [];
  const acceptedOn = item.askedOn !== null && item.askedOn > now.on ? item.askedOn : now.on;
  const due = dueFrom(world, item, acceptedOn, now.at);
  const said = { revision, acceptedOn, deemed: false, officer, due, answeredAt };
  return [{ type: "ItemAccepted", itemId: item.id, ...said }];
};

/** The acceptance that comes with the asking, where the filing was the acceptance for every department (统一受理). */
export const acceptanceOnFiling = (
  world: World,
  state: CaseState,
  item: ItemState,
  { on: acceptedOn, revision }: EventOf<"ItemAsked">,
  now: Now,
): EventOf<"ItemAccepted">[] => {
  if (state.acceptedOn === null || item.acceptedOn !== null) return [];
  const due = dueFrom(world, item, acceptedOn, now.at);
  const said = { revision, acceptedOn, deemed: false, officer: null, due, answeredAt: now.at };
  return [{ type: "ItemAccepted", itemId: item.id, ...said }];
};

/**
 * The acceptance the law presumes when a department was silent past its reply date: as of the day it was asked.
 *
 * It follows from the dates alone, so it is the same whether the watch or a late answer comes upon it first.
 * @see 行政许可法第三十二条第一款第四项
 */
export const deemedAcceptance = (world: World, item: ItemState, now: Now): EventOf<"ItemAccepted">[] => {
  const { askedOn: acceptedOn, revision } = item;
  if (item.status !== "asked" || acceptedOn === null) return [];
  const replyBy = replyByOf(world, item);
  if (replyBy === null || now.on <= replyBy) return [];
  const due = dueFrom(world, item, acceptedOn);
  const presumed = { revision, acceptedOn, deemed: true, officer: null, due, answeredAt: now.at };
  return [{ type: "ItemAccepted", itemId: item.id, ...presumed }];
};
