import type { Due } from "../../schemas/events.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../catalog/calendar/working-calendar.ts";
import type { Limits } from "../catalog/catalog.ts";
import { dueDates, extended, momentOf } from "./clock.ts";
import { acceptancePausesOf, type Pause, procedurePausesOf, waitingPausesOf } from "./clock-acts.ts";
import { feePausesOf } from "./fees/fee-pauses.ts";
import type { CaseState, ItemState } from "./state.ts";

/** When the clock of an item began, by which limits in hours count; `null` before its acceptance. */
const acceptedAt = ({ acceptedOn, acts }: ItemState): string | null =>
  acceptedOn === null ? null : momentOf(acceptedOn, acts.findLast(({ act }) => act === "accepted")?.at).at;

/** The acceptance that began the clock of a case: its filing where that is one, else the earliest among the items that take part. */
const firstAcceptance = ({ acceptedOn, filedAt, items }: CaseState): { on: IsoDate; at: string } | null => {
  if (acceptedOn !== null) return momentOf(acceptedOn, filedAt);
  const [at] = Object.values(items)
    .filter(({ plan }) => plan.takesPart === "asked")
    .map(acceptedAt)
    .filter((each) => each !== null)
    .sort();
  return at === undefined ? null : { on: shanghaiDate(at), at };
};

/**
 * The day on which the case counts as accepted: when it was filed, where that is the acceptance; else when the first
 * department accepted, or must be taken to have.
 *
 * The strictest reading for the authorities: joint handling runs from the first acceptance, not from the last.
 */
export const caseAcceptedOn = (state: CaseState): IsoDate | null => firstAcceptance(state)?.on ?? null;

/** The limits of the whole case as they stand. Where one department acts alone, its extension is that of the case. */
export const caseLimitsOf = ({ limits, extension, isJoint, items }: CaseState): Limits => {
  const ofItem = Object.values(items).find((item) => item.extension !== null)?.extension;
  const by = extension?.by ?? (isJoint ? undefined : ofItem?.by);
  return { promised: limits.promised, statutory: extended(limits.statutory, by) };
};

/**
 * What stops the clock of a case: the special procedures of its items, and for the promise the time in which it waits
 * for its applicant, be it to answer or to pay, or for a department that may still accept it. That no department happens to be at work stops nothing: the last answer is not the decision.
 */
export const casePausesOf = (state: CaseState): readonly Pause[] => [
  ...Object.values(state.items).flatMap(({ acts }) => [
    ...procedurePausesOf(acts),
    ...(state.acceptedOn === null ? acceptancePausesOf(acts) : []),
  ]),
  ...waitingPausesOf(state.acts),
  ...feePausesOf(state.acts),
];

/** Both due dates of the whole case, from the acts on it and its items. @see 行政许可法第四十二条第二款 */
export const caseDueOf = (state: CaseState, calendar: WorkingCalendar): Due => {
  const first = firstAcceptance(state);
  return dueDates(
    {
      acceptedOn: first?.on ?? null,
      acceptedAt: first?.at,
      limits: caseLimitsOf(state),
      pauses: casePausesOf(state),
    },
    calendar,
  );
};
