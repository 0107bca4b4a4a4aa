import type { GreenChannel } from "../../../schemas/events.ts";
import { message } from "../../../schemas/message.ts";
import type { GreenProject, GreenSummary, Urgency } from "../../../schemas/project.ts";
import { caseDueOf } from "../../case/case-clock.ts";
import { daysBetween, dueNow } from "../../case/clock.ts";
import { evolve } from "../../case/evolve.ts";
import { type CaseState, type ItemState, isOpen, isTimed } from "../../case/state.ts";
import { catalogOf, processOf, type World } from "../../case/world.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "../case-memory.ts";
import { decodeEvent } from "../event-codec.ts";
import type { Hub } from "../hub.ts";
import { registerPages } from "../statistics/register-pages.ts";
import { waitingFor } from "../waiting-for.ts";
import { grantOfEntry } from "./green-grant.ts";
import { casesOfProject } from "./project-cases.ts";
import { projectOfState } from "./project-parts.ts";
import { stageName } from "./project-view.ts";

/** Working days ahead within which a due date is soon. */
const SOON = 3;

/** Before the first grant there can be. */
const LONG_AGO = "2000-01-01";

const ranks: readonly Urgency[] = ["overdue", "today", "soon", "later"];

/** How urgent something is on a day; what has no date, or one no calendar reaches, comes later. */
const urgencyOf = ({ calendar }: Pick<World, "calendar">, on: IsoDate, dueOn: IsoDate | null): Urgency => {
  if (dueOn === null) return "later";
  if (dueOn < on) return "overdue";
  if (dueOn === on) return "today";
  const days = daysBetween(calendar, on, dueOn);
  return days !== null && days <= SOON ? "soon" : "later";
};

const isOwed = (item: ItemState): boolean => isTimed(item) || item.status === "silent";

/** The first day by which something of a case is due: an item, the case itself, or the applicant's answer to a notice. */
const firstDueOf = ({ calendar }: World, state: CaseState): IsoDate | null => {
  const ofItems = Object.values(state.items)
    .filter(isOwed)
    .map((item) => {
      const { promised, statutory } = dueNow(item, calendar);
      return promised ?? statutory ?? (item.acceptedOn === null ? item.replyBy : null);
    });
  const { promised, statutory } = caseDueOf(state, calendar);
  const [first = null] = [...ofItems, promised ?? statutory, state.notice?.answerBy ?? null]
    .filter((dueOn) => dueOn !== null)
    .sort();
  return first;
};

const openCase = (world: World, state: CaseState, on: IsoDate): GreenProject["cases"][number] => {
  const dueOn = firstDueOf(world, state);
  return {
    caseId: state.caseId,
    processId: state.processId,
    phase: processOf(world, state).name,
    stage: stageName(world, state),
    title: state.title,
    status: state.status,
    waitingFor: waitingFor(world, state),
    dueOn,
    urgency: urgencyOf(world, on, dueOn),
  };
};

type Done = GreenProject["done"][number];

const outcomeOn = (item: ItemState, on: IsoDate): Done["outcome"] | null => {
  if (item.status === "overruled")
    return item.decidedAt !== null && shanghaiDate(item.decidedAt) === on ? "overruled" : null;
  return item.decision !== null && shanghaiDate(item.decision.at) === on ? item.decision.outcome : null;
};

const endings = ["issued", "refused", "withdrawn", "returned"] as const;

/** What was decided of a case on a day, and how it ended that day. */
const doneOn = (world: World, state: CaseState, on: IsoDate): Done[] => {
  const { caseId, closedAt } = state;
  const decided = Object.values(state.items).flatMap((item): Done[] => {
    const outcome = outcomeOn(item, on);
    const name = catalogOf(world, state).items.get(item.plan.runs)?.name ?? message(item.id, item.id);
    return outcome === null ? [] : [{ caseId, item: item.id, name, outcome }];
  });
  const ending = endings.find((each) => each === state.status);
  if (ending === undefined || closedAt === null || shanghaiDate(closedAt) !== on) return decided;
  return [...decided, { caseId, item: null, name: processOf(world, state).name, outcome: ending }];
};

const byUrgency = (
  one: { urgency: Urgency | null; dueOn: IsoDate | null },
  other: { urgency: Urgency | null; dueOn: IsoDate | null },
): number => {
  const rankOf = (urgency: Urgency | null) => (urgency === null ? ranks.length : ranks.indexOf(urgency));
  const rank = rankOf(one.urgency) - rankOf(other.urgency);
  return rank === 0 ? (one.dueOn ?? "9999").localeCompare(other.dueOn ?? "9999") : rank;
};

const projectOn = (
  world: World,
  code: string,
  greenChannel: GreenChannel,
  cases: readonly CaseState[],
  on: IsoDate,
): GreenProject => {
  const open = cases.filter(isOpen).map((state) => openCase(world, state, on));
  const newest = cases.at(-1);
  const sorted = open.toSorted(byUrgency);
  return {
    code,
    name: (newest === undefined ? null : projectOfState(world, newest)?.name) ?? null,
    greenChannel,
    urgency: sorted[0]?.urgency ?? null,
    cases: sorted,
    done: cases.flatMap((state) => doneOn(world, state, on)),
  };
};

/**
 * Make the daily summary of the green channel (重大项目绿色通道) for those who supervise: how each project stands at the end
 * of a day, the most urgent first. Of an earlier day it is read from the logs as they were then.
 */
export const makeGreenSummary = (hub: Hub, memory: CaseMemory) => {
  const { store, world, clock } = hub;

  const stateOn = async (state: CaseState, on: IsoDate): Promise<CaseState | null> => {
    if (on >= shanghaiDate(clock.now())) return state;
    const found = await memory.load(state.caseId);
    const log = await store.load(state.caseId);
    if (found.kind !== "Loaded" || log === null) return null;
    return log.events
      .filter(({ at }) => shanghaiDate(at) <= on)
      .map((stored) => decodeEvent(found.loaded.key, state.caseId, stored))
      .reduce<CaseState | null>(evolve, null);
  };

  const grantsUntil = async (on: IsoDate): Promise<Map<string, GreenChannel>> => {
    const grants = new Map<string, GreenChannel>();
    const query = { register: "green-channel", from: LONG_AGO, to: on, onlyOpen: true } as const;
    for await (const entries of registerPages(store, query))
      for (const entry of entries) {
        const grant = grantOfEntry(entry);
        if (grant !== null && !grants.has(entry.caseId)) grants.set(entry.caseId, grant);
      }
    return grants;
  };

  return async (on: IsoDate): Promise<GreenSummary> => {
    const projects: GreenProject[] = [];
    for (const [code, grant] of await grantsUntil(on)) {
      const cases = await casesOfProject(hub, memory, code);
      const then = await Promise.all(cases.map((state) => stateOn(state, on)));
      projects.push(
        projectOn(
          world,
          code,
          grant,
          then.filter((state) => state !== null),
          on,
        ),
      );
    }
    const first = ({ cases: [most], urgency }: GreenProject) => ({ urgency, dueOn: most?.dueOn ?? null });
    return { on, projects: projects.toSorted((one, other) => byUrgency(first(one), first(other))) };
  };
};
