import { type Limit, workingDays } from "../../schemas/limit.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { type CalendarUnknown, isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import { limitEndOn } from "./clock.ts";
import { isBad } from "./ratings.ts";
import { answerLimit } from "./rectification.ts";
import type { CaseState, CorrectionNotice, Rating, Suspension, Voiding, WithdrawalRequest } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** The last day of something, as the calendar knows it now; `null` when it has none. */
export type LastDay = IsoDate | CalendarUnknown | null;

/**
 * The last day of a limit that begins with a day, computed anew whenever it is asked for, so that it follows the calendar.
 * What was written is what was told at the time; it stands only where the calendar has no data, or no limit is set now.
 */
export const lastDayOf = (
  { calendar }: Pick<World, "calendar">,
  written: IsoDate | null,
  from: IsoDate,
  limit: Limit | null,
): LastDay => {
  if (limit === null) return written;
  const last = limitEndOn(calendar, from, limit);
  return isCalendarUnknown(last) ? (written ?? last) : last;
};

/** A last day to be shown: one that is not known is none. */
export const dayOrNull = (last: LastDay): IsoDate | null => (isCalendarUnknown(last) ? null : last);

/** By when promised material is to be in (容缺后补): counted from the day of receipt. */
export const lastDayOfPromise = (
  world: World,
  { tolerance, receivedOn, filedAt }: Pick<CaseState, "tolerance" | "receivedOn" | "filedAt">,
): LastDay =>
  tolerance === null
    ? null
    : lastDayOf(world, tolerance.dueOn, receivedOn ?? shanghaiDate(filedAt), world.profile.tolerance.limit);

/** By when the applicant is to answer a notice (补正期限、整改期限): counted from the day it went out; `null` where no rule sets a limit. */
export const lastDayOfAnswer = (
  world: World,
  state: Pick<CaseState, "processId">,
  { answerBy, issuedAt }: CorrectionNotice,
): LastDay => lastDayOf(world, answerBy, shanghaiDate(issuedAt), answerLimit(world, processOf(world, state)));

/** By when the lead is to rule on a withdrawal: counted from the day it was asked for. */
export const lastDayOfRuling = (world: World, { rulingBy, on }: WithdrawalRequest): LastDay =>
  lastDayOf(world, rulingBy, on, world.profile.withdrawalRuling.limit);

/** By when an approval is to be undone: counted from the day the department was asked to. */
export const lastDayOfUndo = (world: World, { dueOn, askedOn }: Voiding): LastDay =>
  lastDayOf(world, dueOn, askedOn, world.profile.undo.limit);

/** By when a bad rating is to be answered (差评整改): counted from the day it was given; `null` for one that is none. */
export const lastDayOfRatingTask = (world: World, { level, taskDueOn, on }: Rating): LastDay =>
  isBad(level) ? lastDayOf(world, taskDueOn, on, world.profile.ratingTask.limit) : null;

/** The day on which a special procedure ends as planned: so many working days after it began; `null` without a plan. */
export const plannedEndOf = (
  world: Pick<World, "calendar">,
  { plannedEnd, since, plannedWorkingDays }: Pick<Suspension, "plannedEnd" | "since" | "plannedWorkingDays">,
): LastDay =>
  lastDayOf(world, plannedEnd, since, plannedWorkingDays === null ? null : workingDays(plannedWorkingDays));
