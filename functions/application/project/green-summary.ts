import type { GreenChannel } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { GreenProject, GreenSummary, Urgency } from "../../../schemas/project.ts";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import { caseDueOf } from "../../case/case-clock.ts";
import { daysBetween, dueNow } from "../../case/clock.ts";
import { evolve } from "../../case/evolve.ts";
import { type CaseState, endingOf, type ItemState, isOpen, isTimed } from "../../case/state.ts";
import { catalogOf, processOf, type World } from "../../case/world.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "../case-memory.ts";
import { decodeEvent } from "../event-codec.ts";
import type { Hub } from "../hub.ts";
import { registerPages } from "../statistics/register-pages.ts";
import { waitingFor } from "../waiting-for.ts";
import { standingGrant } from "./green-grant.ts";
import { readableCases } from "./project-cases.ts";
import { projectPrefix } from "./project-claims.ts";
import { projectOfState } from "./project-of-state.ts";
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

/** What was decided of a case on a day, and how it ended that day. */
const doneOn = (world: World, state: CaseState, on: IsoDate): Done[] => {
  const { caseId, closedAt } = state;
  const decided = Object.values(state.items).flatMap((item): Done[] => {
    const outcome = outcomeOn(item, on);
    const name = catalogOf(world, state).items.get(item.plan.runs)?.name ?? message(item.id, item.id);
    return outcome === null ? [] : [{ caseId, item: item.id, name, outcome }];
  });
  const ending = endingOf(state);
  if (ending === null || closedAt === null || shanghaiDate(closedAt) !== on) return decided;
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

const noCaseYet = message(
  "尚无办件：首次申报前授予，项目名称待申报后显示",
  "no case yet: granted before the first filing, which will tell the name of the project",
);

const noReadableCase = message(
  "办件的个人信息已停用或者暂时无法读取",
  "the personal data of its cases is out of use, or cannot be read at present",
);

interface Standing {
  code: string;
  greenChannel: GreenChannel;
  /** Whether it has cases, none of which can be read. */
  isHidden: boolean;
  cases: readonly CaseState[];
}

/** Why a project has no name, which its cases tell; `null` where they do. */
const remarkOf = ({ isHidden, cases }: Standing): Message | null => {
  if (cases.length > 0) return null;
  return isHidden ? noReadableCase : noCaseYet;
};

const projectOn = (world: World, standing: Standing, on: IsoDate): GreenProject => {
  const { code, greenChannel, cases } = standing;
  const open = cases.filter(isOpen).map((state) => openCase(world, state, on));
  const newest = cases.at(-1);
  const sorted = open.toSorted(byUrgency);
  return {
    code,
    name: (newest === undefined ? null : projectOfState(world, newest)?.name) ?? null,
    remark: remarkOf(standing),
    greenChannel,
    urgency: sorted[0]?.urgency ?? null,
    cases: sorted,
    done: cases.flatMap((state) => doneOn(world, state, on)),
  };
};

/** Whose grants a summary is of. @default everybody's */
export type IsWanted = (grant: GreenChannel) => boolean;

/**
 * Make the daily summary of the green channel (重大项目绿色通道) for those who supervise, or answer for some of it: how each
 * project stands at the end of a day, the most urgent first. Of an earlier day it is read from the logs as they were then.
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

  /** The grants that stood at the end of a day, by project: what was granted until then and not ended. */
  const grantsOn = async (on: IsoDate): Promise<[code: string, grant: GreenChannel][]> => {
    const found: RegisterEntry[] = [];
    const query = { register: "green-channel", from: LONG_AGO, to: on } as const;
    for await (const entries of registerPages(store, query)) found.push(...entries);
    return [...Map.groupBy(found, ({ caseId }) => caseId)].flatMap(([code, entries]) => {
      const grant = standingGrant(entries);
      return grant === null ? [] : [[code, grant] as [string, GreenChannel]];
    });
  };

  const standingOn = async (code: string, greenChannel: GreenChannel, on: IsoDate): Promise<Standing> => {
    const caseIds = await store.holders(projectPrefix(code));
    const readable = await readableCases(hub, memory, caseIds);
    const then = await Promise.all(readable.map((state) => stateOn(state, on)));
    const isHidden = caseIds.length > 0 && readable.length === 0;
    return { code, greenChannel, isHidden, cases: then.filter((state) => state !== null) };
  };

  return async (on: IsoDate, isWanted: IsWanted = () => true): Promise<GreenSummary> => {
    const projects: GreenProject[] = [];
    for (const [code, grant] of await grantsOn(on))
      if (isWanted(grant)) projects.push(projectOn(world, await standingOn(code, grant, on), on));
    const first = ({ cases: [most], urgency }: GreenProject) => ({ urgency, dueOn: most?.dueOn ?? null });
    return { on, projects: projects.toSorted((one, other) => byUrgency(first(one), first(other))) };
  };
};
