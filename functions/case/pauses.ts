import type { Due } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { ItemState, Pause } from "./state.ts";

/** End the stretch in which a clock stands still, if one lasts. */
export const closePauses = (pauses: readonly Pause[], to: IsoDate): readonly Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to } : pause));

/** The stretch that lasts, if one does; there is never more than one. */
const lasting = (pauses: readonly Pause[]): Pause | undefined => pauses.find((pause) => pause.to === null);

const ranOut = (dueOn: IsoDate | null, on: IsoDate): boolean => dueOn !== null && dueOn < on;

/** The due dates while a clock stands still: none, except of a limit that had run out before. */
const dueWhile = ({ due, limits }: ItemState, { from, statutory }: Pause): Due => ({
  promised: ranOut(due.promised, from) ? due.promised : null,
  statutory: !statutory || ranOut(due.statutory, from) ? due.statutory : null,
  unknownYear: !statutory && limits.statutory !== null && due.statutory === null ? due.unknownYear : null,
});

/**
 * Stop an item's clock on a day: the department waits for somebody else. `statutory` stops the law's clock too.
 *
 * A clock that stands still already, and one that has not begun, are left as they are.
 */
export const stopClock = (
  item: ItemState,
  on: IsoDate,
  { statutory }: { statutory: boolean },
): Pick<ItemState, "pauses" | "due"> => {
  const { pauses, due } = item;
  if (item.acceptedOn === null) return { pauses, due };
  const present = lasting(pauses);
  const pause = present ?? { from: on, to: null, statutory };
  return { pauses: present === undefined ? [...pauses, pause] : pauses, due: dueWhile(item, pause) };
};

/**
 * The pauses once a department has decided: both clocks stand still until it is asked again. What stopped only the
 * promise ends here. The due dates stay, so that the record shows by when the decision was to be given.
 */
export const pausesOnceDecided = ({ pauses }: ItemState, on: IsoDate): readonly Pause[] =>
  lasting(pauses)?.statutory ? pauses : [...closePauses(pauses, on), { from: on, to: null, statutory: true }];
