import type { EventOf } from "../../../schemas/events.ts";
import type { BreachKind, Responsible } from "../../../schemas/registers.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import {
  dayOrNull,
  type LastDay,
  lastDayOf,
  lastDayOfRatingTask,
  lastDayOfUndo,
  plannedEndOf,
} from "../last-days.ts";
import type { CaseState, ItemState } from "../state.ts";
import { catalogOf, processOf, type World } from "../world.ts";
import { earliest, isOver, overFrom, type TimedRule } from "./timed-rule.ts";

/** Something owed by a day; past it, a breach. */
interface Duty {
  recordId: string;
  breach: BreachKind;
  item: string | null;
  last: LastDay;
  responsible: Responsible;
}

const officerOf = ({ plan, officer }: ItemState): Responsible => ({
  department: plan.department,
  post: officer?.post ?? null,
  person: officer?.name ?? null,
});

const lastDayOfCheck = (world: World, state: CaseState, item: ItemState): LastDay => {
  if (state.status !== "issued" || state.closedAt === null || !item.plan.committed || item.check !== null)
    return null;
  const limit = catalogOf(world, state).items.get(item.plan.runs)?.commitment?.checkWithin ?? null;
  return limit === null ? null : lastDayOf(world, null, shanghaiDate(state.closedAt), limit);
};

/** By when the conditions an applicant signed are to be checked: counted from the day of the licence. */
export const checkDueOn = (world: World, state: CaseState, item: ItemState): IsoDate | null =>
  dayOrNull(lastDayOfCheck(world, state, item));

const dutiesOfItem = (world: World, state: CaseState, item: ItemState): Duty[] => {
  const base = { item: item.id, responsible: officerOf(item) };
  const { suspension, voiding } = item;
  const name = `${state.caseId}-${item.id}`;
  return [
    {
      ...base,
      recordId: `${name}-procedure-${suspension?.since}`,
      breach: "procedure-overrun",
      last: suspension === null ? null : plannedEndOf(world, suspension),
    },
    {
      ...base,
      recordId: `${name}-undo`,
      breach: "undo-overdue",
      last: voiding?.doneOn === null ? lastDayOfUndo(world, voiding) : null,
    },
    {
      ...base,
      recordId: `${name}-check`,
      breach: "commitment-check-overdue",
      last: lastDayOfCheck(world, state, item),
    },
  ];
};

const ratingDuties = (world: World, state: CaseState): Duty[] =>
  state.ratings.map((rating) => {
    const { occasion, item, answeredOn } = rating;
    return {
      recordId: `${state.caseId}-${item ?? "case"}-rating-${occasion}`,
      breach: "rating-task-overdue",
      item,
      last: answeredOn === null ? lastDayOfRatingTask(world, rating) : null,
      responsible: {
        department:
          (item === null ? undefined : state.items[item]?.plan.department) ?? processOf(world, state).lead,
        post: null,
        person: state.owner?.name ?? null,
      },
    };
  });

/** What is owed and has no record of a breach yet. */
const openDuties = (world: World, state: CaseState): Duty[] =>
  [
    ...Object.values(state.items).flatMap((item) => dutiesOfItem(world, state, item)),
    ...ratingDuties(world, state),
  ].filter(({ recordId }) => state.breaches[recordId] === undefined);

/**
 * What is owed besides decisions: a procedure ends as planned, an approval is undone, signed conditions are checked, a
 * bad rating is answered. Each that is late is a breach, once; also after the case was closed.
 */
export const dutiesRule: TimedRule = {
  eventsOn: (world, state, now) =>
    openDuties(world, state).flatMap(({ last: dueOn, ...duty }): EventOf<"BreachRecorded">[] =>
      isOver(dueOn, now) ? [{ type: "BreachRecorded", ...duty, dueOn, on: now.on }] : [],
    ),
  nextOn: (world, state) => earliest(openDuties(world, state).map(({ last }) => overFrom(last))),
};
