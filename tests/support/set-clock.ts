import type { Clock } from "../../functions/ports/clock.ts";
import { moment } from "./moments.ts";

/** A clock that stands where it was put last: `clock.set("2026-12-28")` is that day in Bengbu at ten in the morning. */
export interface SetClock extends Clock {
  set: (date: string, time?: string) => void;
}

/** Make a clock that stands still until it is set. */
export const makeSetClock = (date: string): SetClock => {
  let { at } = moment(date);
  return {
    now: () => at,
    set: (day, time) => {
      at = moment(day, time).at;
    },
  };
};
