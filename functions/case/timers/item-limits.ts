import type { CaseEvent } from "../../../schemas/events.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { dueNow, limitsOf } from "../clock.ts";
import type { Now } from "../commands.ts";
import { type CaseState, type ItemLimit, type ItemState, isOpen, isTimed } from "../state.ts";
import type { World } from "../world.ts";
import { earliest, firstDayWithin, isPast, pastFrom, type TimedRule, warningDays } from "./timed-rule.ts";

/** One limit of an item that runs and has not run out on the record. A clock that stands still has no due date. */
interface Running {
  limit: ItemLimit;
  dueOn: IsoDate;
  dueAt: string | undefined;
  warnsFrom: IsoDate;
  isWarned: boolean;
}

const runningLimits = ({ calendar, profile }: World, item: ItemState): Running[] => {
  if (!isTimed(item)) return [];
  const due = dueNow(item, calendar);
  const limits = limitsOf(item);
  return (["promised", "statutory"] as const).flatMap((limit) => {
    const dueOn = due[limit];
    const value = limits[limit];
    if (dueOn === null || value === null || item.overruns.includes(limit)) return [];
    const warnsFrom = firstDayWithin(calendar, dueOn, warningDays(profile, value));
    return [{ limit, dueOn, dueAt: due[`${limit}At`], warnsFrom, isWarned: item.warnedFor[limit] === dueOn }];
  });
};

/** The one record of a breach: which department, post and person answers for it (问责到人). A clock that began afresh has its own. */
const overrun = ({ caseId, breaches }: CaseState, item: ItemState, { limit, dueOn }: Running): CaseEvent => {
  const earlier = Object.values(breaches).filter(
    (each) => each.item === item.id && each.breach === `item-${limit}`,
  ).length;
  const recordId = `${caseId}-${item.id}-${limit}${earlier === 0 ? "" : `-${earlier + 1}`}`;
  const accountability = { recordId, department: item.plan.department, officer: item.officer };
  return { type: "ItemOverdue", itemId: item.id, limit, dueOn, accountability };
};

const alarm = (state: CaseState, item: ItemState, running: Running, now: Now): CaseEvent[] => {
  const { limit, dueOn, dueAt, warnsFrom, isWarned } = running;
  if (isPast(dueOn, dueAt, now)) return [overrun(state, item, running)];
  return isWarned || now.on < warnsFrom ? [] : [{ type: "ItemWarned", itemId: item.id, limit, dueOn }];
};

/** Each limit of each item: a warning once (预警), and once it is past the record of it, once (超时直接生成问责). */
export const itemLimitsRule: TimedRule = {
  eventsOn: (world, state, now) =>
    isOpen(state)
      ? Object.values(state.items).flatMap((item) =>
          runningLimits(world, item).flatMap((running) => alarm(state, item, running, now)),
        )
      : [],
  nextOn: (world, state) =>
    isOpen(state)
      ? earliest(
          Object.values(state.items).flatMap((item) =>
            runningLimits(world, item).map(({ dueOn, dueAt, warnsFrom, isWarned }) =>
              isWarned ? pastFrom(dueOn, dueAt) : warnsFrom,
            ),
          ),
        )
      : null,
};
