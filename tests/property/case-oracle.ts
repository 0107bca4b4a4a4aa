import type { CaseState, ItemState } from "../../functions/case/state.ts";
import type { World } from "../../functions/case/world.ts";
import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import type { Due, RecordedEvent } from "../../schemas/events.ts";

/*
 * What must hold, computed a second time and in another way than the core does: day by day where the core
 * calculates, by content where it compares fingerprints, from the whole log where it folds.
 */

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (each, key) =>
      typeof each === "object" && each !== null && Object.hasOwn(each, key)
        ? (each as Record<string, unknown>)[key]
        : undefined,
    value,
  );

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Everything an item may read of a case, as one text: field by field, document by document, input by input. */
export const contentSeenBy = (world: World, state: CaseState, item: ItemState): string => {
  const row = world.catalog.items.get(item.plan.runs);
  const fields = (row?.scope ?? []).map((path) => [path, at(state.form, path.split("."))] as const);
  const documents = state.materials
    .filter(({ code }) => row?.materials.includes(code))
    .map(({ code, sha256 }) => `${code}=${sha256}`)
    .sort();
  const entry = world.processes
    .get(state.processId)
    ?.stages.flatMap(({ items }) => items)
    .find((each) => each.item === item.id);
  const inputs = Object.entries(entry?.parts?.[state.mode]?.needs ?? {})
    .filter(([from]) => state.items[from]?.plan.takesPart === "asked")
    .flatMap(([from, names]) =>
      names.map((name) => [`${from}.${name}`, state.outputs[from]?.[name]] as const),
    )
    .filter(([, value]) => value !== undefined);
  return sortedJson({ fields, documents, inputs });
};

/** What stands still: nothing, the promise, or the law's clock as well. */
type Stop = "none" | "promise" | "both";

interface Timeline {
  acceptedOn: string | null;
  stops: { on: string; stop: Stop }[];
}

const stopAfter = (
  { event, at: instant }: RecordedEvent,
  present: Stop,
): { on: string; stop: Stop } | null => {
  switch (event.type) {
    case "CorrectionWished":
      return { on: shanghaiDate(instant), stop: present === "none" ? "promise" : present };
    case "ItemApproved":
    case "ItemRejected":
      return { on: shanghaiDate(instant), stop: "both" };
    case "ItemSuspended":
      return event.stopsClock ? { on: event.on, stop: "both" } : null;
    case "ItemResumed":
    case "ItemAsked":
      return { on: event.on, stop: "none" };
    default:
      return null;
  }
};

/** The acts on one item's clock, read from the log. An item that leaves or joins the plan begins afresh. */
const timelineOf = (log: readonly RecordedEvent[], itemId: string): Timeline => {
  let timeline: Timeline = { acceptedOn: null, stops: [] };
  let takesPart: string | undefined;
  for (const recorded of log) {
    const { event } = recorded;
    if (event.type === "CaseFiled" || event.type === "RevisionSubmitted") {
      const planned = event.plan.find((each) => each.item === itemId)?.takesPart;
      if (takesPart !== undefined && planned !== takesPart) timeline = { acceptedOn: null, stops: [] };
      takesPart = planned;
    }
    if (!("itemId" in event) || event.itemId !== itemId) continue;
    if (event.type === "ItemAccepted") timeline.acceptedOn = event.acceptedOn;
    const next =
      timeline.acceptedOn === null ? null : stopAfter(recorded, timeline.stops.at(-1)?.stop ?? "none");
    if (next !== null) timeline.stops.push(next);
  }
  return timeline;
};

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Stretches in which one of the clocks stood still. */
const stretches = ({ stops }: Timeline, isStopped: (stop: Stop) => boolean): [from: string, to: string][] => {
  const found: [string, string][] = [];
  for (const [index, { on, stop }] of stops.entries()) {
    const before = stops[index - 1]?.stop ?? "none";
    if (isStopped(stop) && !isStopped(before)) found.push([on, "9999-12-31"]);
    const last = found.at(-1);
    if (!isStopped(stop) && isStopped(before) && last !== undefined) last[1] = on;
  }
  return found;
};

/** Walk through the days until a limit is used up: a date, `null` while it stands still, or the first year without a calendar. */
const walkTo = (
  calendar: WorkingCalendar,
  acceptedOn: string,
  limit: number,
  still: readonly (readonly [from: string, to: string])[],
): string | null | number => {
  const isOpen = still.some(([, to]) => to === "9999-12-31");
  let left = limit;
  for (let day = acceptedOn; ; day = nextDay(day)) {
    const isWorking = calendar.isWorkingDay(day);
    if (typeof isWorking !== "boolean") return isOpen ? null : Number(day.slice(0, 4));
    const isPaused = still.some(([from, to]) => from < day && day <= to);
    if (day > acceptedOn && isWorking && !isPaused) left = Math.max(0, left - 1);
    const goesOn = still.some(([from, to]) => from <= day && day < to);
    if (goesOn && still.some(([from, to]) => from <= day && to === "9999-12-31")) return null;
    if (left === 0 && isWorking && !goesOn) return day;
  }
};

/** Both due dates of an item from the log alone. */
export const dueFromLog = (world: World, log: readonly RecordedEvent[], { id, limits }: ItemState): Due => {
  const timeline = timelineOf(log, id);
  const { acceptedOn } = timeline;
  if (acceptedOn === null) return { promised: null, statutory: null, unknownYear: null };
  const walk = (limit: number | null, isStopped: (stop: Stop) => boolean) =>
    limit === null ? null : walkTo(world.calendar, acceptedOn, limit, stretches(timeline, isStopped));
  const promised = walk(limits.promised, (stop) => stop !== "none");
  const statutory = walk(limits.statutory, (stop) => stop === "both");
  const unknown = [promised, statutory].find((each) => typeof each === "number");
  return {
    promised: typeof promised === "string" ? promised : null,
    statutory: typeof statutory === "string" ? statutory : null,
    unknownYear: typeof unknown === "number" ? unknown : null,
  };
};
