import type { Due } from "../../schemas/events.ts";
import { type Pause, pausesOf } from "./clock-acts.ts";
import type { ItemState } from "./state.ts";

/** Whether a limit had run out before a pause began: in days by the end of its last day, in hours by its instant. */
const ranOut = (due: Due, limit: "promised" | "statutory", { from, fromAt }: Pause): boolean => {
  const [on, at] = [due[limit], due[`${limit}At`]];
  if (on === null) return false;
  return at === undefined || fromAt === undefined ? on < from : Date.parse(at) < Date.parse(fromAt);
};

/** What stays of a due date while its clock stands still: nothing, unless the limit had run out before. */
const kept = (due: Due, limit: "promised" | "statutory"): Partial<Due> => {
  const at = due[`${limit}At`];
  return at === undefined ? {} : { [`${limit}At`]: at };
};

const dueWhile = ({ due, limits }: ItemState, pause: Pause): Due => {
  const { statutory } = pause;
  const keepsPromise = ranOut(due, "promised", pause);
  const keepsLaw = !statutory || ranOut(due, "statutory", pause);
  return {
    promised: keepsPromise ? due.promised : null,
    statutory: keepsLaw ? due.statutory : null,
    unknownYear: !statutory && limits.statutory !== null && due.statutory === null ? due.unknownYear : null,
    ...(keepsPromise ? kept(due, "promised") : {}),
    ...(keepsLaw ? kept(due, "statutory") : {}),
  };
};

/** The due dates of an item after an act that may have stopped its clock: none, except of a limit that had run out. */
export const dueWhenStopped = (item: ItemState, acts: ItemState["acts"]): Due => {
  const lasting = pausesOf(acts).find(({ to }) => to === null);
  return item.acceptedOn === null || lasting === undefined ? item.due : dueWhile(item, lasting);
};
