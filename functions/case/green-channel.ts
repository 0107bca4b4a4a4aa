import type { EventOf, PlannedItem } from "../../schemas/events.ts";
import { type Limit, limitOf } from "../../schemas/limit.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Limits } from "../catalog/catalog.ts";
import type { Process } from "../processes/process.ts";
import { caseDueOf } from "./case-clock.ts";
import { caseLimits } from "./case-limits.ts";
import { dueOf } from "./clock.ts";
import type { ClockAct } from "./clock-acts.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { type CaseState, type ItemState, isOpen, isTimed } from "./state.ts";
import { processOf, type World } from "./world.ts";

type Profiled = Pick<World, "profile">;

/** What the green channel makes of a promise: its share of the days, never more than it was. One in hours stays. */
export const shortened = ({ profile }: Profiled, promised: Limit | null): Limit | null => {
  if (promised === null || promised.unit === "working-hour" || promised.unit === "natural-hour")
    return promised;
  const { share, atLeast } = profile.greenChannel;
  // A product such as 10 × 0.7 lies a hair above 7 and must not count as 8.
  const days = Math.ceil(promised.value * share - 1e-9);
  return { ...promised, value: Math.min(promised.value, Math.max(atLeast, days)) };
};

/** An item as the green channel plans it. */
export const shortenedPlan = (profiled: Profiled, planned: PlannedItem): PlannedItem => ({
  ...planned,
  limits: { ...planned.limits, promised: shortened(profiled, limitOf(planned.limits.promised)) },
});

/** The limits of a whole case in the green channel, from a plan whose promises are shortened already. */
export const shortenedCaseLimits = (
  world: World,
  process: Process,
  plan: readonly PlannedItem[],
  mode: string,
): Limits => {
  const { promised } = process;
  const quick = promised === undefined ? process : { ...process, promised: shortened(world, promised) };
  return caseLimits(world, quick, plan, mode);
};

/**
 * The shortest promise, from the one that is wanted up to the one that stands, whose last day is still ahead. So nobody who
 * was in time is late because the project was granted the green channel; what is late already keeps its promise.
 */
const stillAhead = (
  standing: Limit | null,
  wanted: Limit | null,
  on: IsoDate,
  endOf: (promised: Limit) => IsoDate | null,
): Limit | null => {
  if (standing === null || wanted === null || standing.unit !== wanted.unit) return standing;
  for (let { value } = wanted; value < standing.value; value += 1) {
    const end = endOf({ ...wanted, value });
    if (end === null || end > on) return { ...wanted, value };
  }
  return standing;
};

const isUndecided = (item: ItemState): boolean =>
  item.plan.takesPart === "asked" && (isTimed(item) || item.status === "waiting" || item.status === "silent");

/** An item as if its clock ran on now, to see how much of its promise is used up. */
const running = (item: ItemState, { on, at }: Now): ItemState => {
  const resumed: ClockAct = { act: "resumed", on, at };
  return { ...item, acts: [...item.acts, resumed] };
};

type Shortened = EventOf<"GreenChannelGranted">["items"][string];

const shortenedItem = (world: World, item: ItemState, now: Now): Shortened => {
  const { calendar } = world;
  const { promised: standing, statutory } = item.limits;
  const endOf = (promised: Limit): IsoDate | null =>
    dueOf({ ...running(item, now), limits: { promised, statutory } }, calendar).promised;
  const promised = stillAhead(standing, shortened(world, standing), now.on, endOf);
  const limits = { promised, statutory };
  return { limits, due: promised === standing ? item.due : dueOf({ ...item, limits }, calendar) };
};

const shortenedCase = (
  world: World,
  state: CaseState,
  items: Readonly<Record<string, Shortened>>,
  now: Now,
): Limits => {
  const plan = Object.values(state.items).map(({ plan: planned }) => ({
    ...planned,
    limits: items[planned.item]?.limits ?? planned.limits,
  }));
  const { promised: wanted } = shortenedCaseLimits(world, processOf(world, state), plan, state.mode);
  const { promised: standing, statutory } = state.limits;
  const resubmitted: ClockAct = { act: "resubmitted", revision: state.revision, on: now.on, at: now.at };
  const onward: CaseState = {
    ...state,
    acts: [...state.acts, resubmitted],
    items: Object.fromEntries(Object.entries(state.items).map(([id, item]) => [id, running(item, now)])),
  };
  const endOf = (promised: Limit): IsoDate | null =>
    caseDueOf({ ...onward, limits: { promised, statutory } }, world.calendar).promised;
  return { promised: stillAhead(standing, wanted, now.on, endOf), statutory };
};

/**
 * Take a case into the green channel its project was granted (重大项目绿色通道): shorter promises for the case and for all
 * that is still to be decided, and one person who answers for it at once (首问负责). What was decided keeps the promise it
 * was decided under, and the law's limits stay.
 */
export const grantGreenChannel = (
  world: World,
  state: CaseState,
  { grant }: CommandOf<"GrantGreenChannel">,
  now: Now,
): Decision => {
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  if (state.greenChannel !== null) return refuse({ kind: "GreenChannelAlready", on: state.greenChannel.on });
  const items = Object.fromEntries(
    Object.values(state.items)
      .filter(isUndecided)
      .map((item) => [item.id, shortenedItem(world, item, now)]),
  );
  const limits = shortenedCase(world, state, items, now);
  return { events: [{ type: "GreenChannelGranted", ...grant, limits, items }] };
};
