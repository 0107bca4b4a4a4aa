import type { EventOf } from "../../../schemas/events.ts";
import { workingDays } from "../../../schemas/limit.ts";
import type { CaseState, Meeting } from "../state.ts";
import { putOffs, visitDutyOf } from "../visit-duty.ts";
import type { World } from "../world.ts";
import { earliest, isOver, type LastDay, lastDayOf, overFrom, type TimedRule } from "./timed-rule.ts";

/** A breach a lead department comes to past a day. */
interface Coming {
  recordId: string;
  lead: string;
  last: LastDay;
  meeting: Meeting | null;
}

/** What is not done goes on record again each further week, so that it is never forgotten. */
const AGAIN = workingDays(5);

/** The next breach of a duty that lasts: the first, or another so long after the one before was recorded. */
const nextOf = (world: World, state: CaseState, duty: Coming): Coming => {
  let coming = duty;
  for (let times = 2; ; times += 1) {
    const before = state.breaches[coming.recordId];
    if (before === undefined) return coming;
    const last = lastDayOf(world, null, before.on, AGAIN);
    coming = { ...duty, recordId: `${duty.recordId}-again-${times}`, last };
  }
};

const comingBreaches = (world: World, state: CaseState): Coming[] => {
  const duty = visitDutyOf(world, state);
  const isNew = ({ recordId }: Coming): boolean => state.breaches[recordId] === undefined;
  return [...putOffs(world, state).filter(isNew), ...(duty === null ? [] : [nextOf(world, state, duty)])];
};

/**
 * The lead proposes a time for the visit within the limit of its stage (限期踏勘), also where it called one off or puts it
 * off, and holds it no later than the working day after its date. Each that is late is a breach of the lead's, and again
 * each further week for as long as it lasts: a case that waits for its visit always has a next look.
 */
export const visitRule: TimedRule = {
  eventsOn: (world, state, now) =>
    comingBreaches(world, state).flatMap(({ recordId, lead, last, meeting }): EventOf<"BreachRecorded">[] => {
      if (!isOver(last, now)) return [];
      const { officer = null } = meeting ?? {};
      const responsible = { department: lead, post: officer?.post ?? null, person: officer?.name ?? null };
      const breach = { breach: "visit-overdue" as const, item: null, dueOn: last, responsible };
      return [{ type: "BreachRecorded", recordId, ...breach, on: now.on }];
    }),
  nextOn: (world, state) => earliest(comingBreaches(world, state).map(({ last }) => overFrom(last))),
};
