import type { CaseEvent } from "../../schemas/events.ts";
import { daysBetween, dueDates, warningDays } from "./clock.ts";
import type { Now } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { noticeEvent } from "./follow-ups.ts";
import { type CaseState, type ItemState, isOpen } from "./state.ts";
import type { World } from "./world.ts";

const isRunning = (item: ItemState): boolean =>
  item.status === "asked" || item.status === "accepted" || item.status === "correcting";

/** Silent past the reply date: accepted as of the day it was received. @see 行政许可法第三十二条第一款第四项 */
const deemedAcceptance = (world: World, item: ItemState, now: Now): CaseEvent[] => {
  if (item.status !== "asked" || item.acceptedOn !== null || item.askedOn === null) return [];
  if (item.replyBy === null || now.on <= item.replyBy) return [];
  const acceptedOn = item.askedOn;
  const due = dueDates({ acceptedOn, limits: item.limits, pauses: item.pauses }, world.calendar);
  const { id: itemId, revision } = item;
  return [
    {
      type: "ItemAccepted",
      itemId,
      revision,
      acceptedOn,
      deemed: true,
      officer: null,
      due,
      answeredAt: now.at,
    },
  ];
};

/** Due soon: a warning, once (预警). Past the promise: a red card with its accountability record, once (超时直接生成问责). */
const alarms = (world: World, state: CaseState, item: ItemState, now: Now): CaseEvent[] => {
  const dueOn = item.due.promised ?? item.due.statutory;
  if (dueOn === null || !isRunning(item) || item.overdue) return [];
  const limit = item.due.promised === null ? "statutory" : "promised";
  if (now.on > dueOn) {
    const recordId = `${state.caseId}-${item.id}-${limit}`;
    const accountability = { recordId, department: item.plan.department, officer: item.officer };
    return [{ type: "ItemOverdue", itemId: item.id, limit, dueOn, accountability }];
  }
  const left = daysBetween(world.calendar, now.on, dueOn);
  const days = item.limits[limit];
  if (item.warned || left === null || days === null || left > warningDays(days)) return [];
  return [{ type: "ItemWarned", itemId: item.id, limit, dueOn }];
};

/** The five-day notice goes out on its last day with the wishes at hand, even if a department is still silent. */
const noticeOnTime = (state: CaseState, now: Now): CaseEvent[] => {
  const isDue = Object.values(state.items).some(
    (item) => item.status === "correcting" && item.replyBy !== null && now.on >= item.replyBy,
  );
  return isDue && state.notice === null ? [noticeEvent(state, now)] : [];
};

/** Do what the day demands of a case: warn, record overtime, deem accepted, send the notice. Idempotent. */
export const keepTime = (world: World, state: CaseState, now: Now): Decision => {
  if (!isOpen(state)) return { events: [] };
  const items = Object.values(state.items);
  return {
    events: [
      ...noticeOnTime(state, now),
      ...items.flatMap((item) => deemedAcceptance(world, item, now)),
      ...items.flatMap((item) => alarms(world, state, item, now)),
    ],
  };
};
