import type { CaseEvent, EventOf } from "../../../schemas/events.ts";
import type { BreachKind, Responsible } from "../../../schemas/registers.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../../catalog/calendar/working-calendar.ts";
import { caseDueOf, caseLimitsOf } from "../case-clock.ts";
import { noDue } from "../clock.ts";
import type { Now } from "../commands.ts";
import { type CaseState, isOpen } from "../state.ts";
import { processOf, type World } from "../world.ts";
import {
  beginningOf,
  earliest,
  firstDayWithin,
  isPast,
  type LastDay,
  lastDayOf,
  pastFrom,
  type TimedRule,
  warningDays,
} from "./timed-rule.ts";

type CaseLimit = EventOf<"CaseWarned">["limit"];

interface Running {
  limit: CaseLimit;
  breach: BreachKind;
  recordId: string;
  dueOn: IsoDate;
  dueAt: string | undefined;
  warnsFrom: IsoDate;
}

/** The lead department and the person who owns the case answer for the whole of it. */
const responsibleFor = (world: World, state: CaseState): Responsible => ({
  department: processOf(world, state).lead,
  post: null,
  person: state.owner?.name ?? null,
});

const deliveryDue = (world: World, { status, closedAt, deliveredOn }: CaseState): LastDay =>
  status === "issued" && deliveredOn === null && closedAt !== null
    ? lastDayOf(world, null, shanghaiDate(closedAt), world.profile.delivery.limit)
    : null;

const clocksOf = (world: World, state: CaseState) => {
  const due = isOpen(state) ? caseDueOf(state, world.calendar) : noDue;
  const { promised, statutory } = caseLimitsOf(state);
  const delivery = deliveryDue(world, state);
  const deliveryOn = typeof delivery === "string" ? delivery : null;
  return [
    {
      limit: "promised",
      breach: "case-promised",
      dueOn: due.promised,
      dueAt: due.promisedAt,
      length: promised,
    },
    {
      limit: "statutory",
      breach: "case-statutory",
      dueOn: due.statutory,
      dueAt: due.statutoryAt,
      length: statutory,
    },
    {
      limit: "delivery",
      breach: "delivery",
      dueOn: deliveryOn,
      dueAt: undefined,
      length: world.profile.delivery.limit,
    },
  ] as const;
};

/** The clocks of the whole case that run: decision (promised and by law), then delivery. */
const runningClocks = (world: World, state: CaseState): Running[] =>
  clocksOf(world, state).flatMap(({ limit, breach, dueOn, dueAt, length }) => {
    const recordId = `${state.caseId}-${breach}`;
    if (dueOn === null || length === null || state.breaches[recordId] !== undefined) return [];
    const warnsFrom = firstDayWithin(world.calendar, dueOn, warningDays(world.profile, length));
    return [{ limit, breach, recordId, dueOn, dueAt, warnsFrom }];
  });

/** When the calendar is looked at again for a clock whose end lies in a year it has no data for. */
const unknownFrom = (world: World, state: CaseState): IsoDate | null => {
  const delivery = deliveryDue(world, state);
  if (isCalendarUnknown(delivery)) return beginningOf(delivery.year);
  const year = isOpen(state) ? caseDueOf(state, world.calendar).unknownYear : null;
  return year === null ? null : beginningOf(year);
};

const alarm = (world: World, state: CaseState, running: Running, now: Now): CaseEvent[] => {
  const { limit, breach, recordId, dueOn, dueAt, warnsFrom } = running;
  if (isPast(dueOn, dueAt, now)) {
    const responsible = responsibleFor(world, state);
    return [{ type: "BreachRecorded", recordId, breach, item: null, dueOn, responsible, on: now.on }];
  }
  const isSilent = state.warnedFor[limit] === dueOn || now.on < warnsFrom;
  return isSilent ? [] : [{ type: "CaseWarned", limit, dueOn }];
};

/** The whole case: joint handling has its own limit besides those of its items, and a licence is to be delivered. */
export const caseLimitsRule: TimedRule = {
  eventsOn: (world, state, now) =>
    runningClocks(world, state).flatMap((running) => alarm(world, state, running, now)),
  nextOn: (world, state) =>
    earliest([
      unknownFrom(world, state),
      ...runningClocks(world, state).map(({ limit, dueOn, dueAt, warnsFrom }) =>
        state.warnedFor[limit] === dueOn ? pastFrom(dueOn, dueAt) : warnsFrom,
      ),
    ]),
};
