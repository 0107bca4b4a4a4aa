import { dayNumberOf, isoDateOf } from "../catalog/calendar/day-number.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import type { Process, Stage, VisitRule } from "../processes/process.ts";
import { limitEndOn } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { currentStage } from "./follow-ups.ts";
import { invitationFor } from "./invitations.ts";
import { itemsOfStage } from "./join.ts";
import type { Refusal } from "./refusals.ts";
import { leadOf } from "./rule-as-lead.ts";
import { canonical } from "./scope.ts";
import { type CaseState, type Invitation, type ItemState, isOpen, type Meeting } from "./state.ts";
import { heldVisit, isInvitable, isVisit } from "./visits.ts";
import { processOf, type World } from "./world.ts";

type Proposal = CommandOf<"ProposeMeeting">;

/** The stage a meeting is for: the one that begins with such a visit; of a dispute, the one under way. */
const stageOf = (process: Process, state: CaseState, { kind }: Pick<Proposal, "kind">): Stage | undefined => {
  const current = process.stages.find(({ id }) => id === currentStage(process, state));
  if (kind === "dispute-meeting" || current?.visit?.kind === kind) return current;
  const begin = process.stages.filter(({ visit }) => visit?.kind === kind);
  return begin.find(({ id }) => !state.settledStages.includes(id)) ?? begin.at(-1) ?? current;
};

const refusalOfVisit = (
  process: Process,
  state: CaseState,
  { id: stageId, visit }: Stage,
  kind: Proposal["kind"],
): Refusal | null => {
  if (kind === "dispute-meeting") return null;
  if (visit?.kind !== kind) return { kind: "VisitNotDue", stageId, why: "no-visit" };
  if (state.settledStages.includes(stageId) || heldVisit(state, stageId) !== undefined)
    return { kind: "VisitNotDue", stageId, why: "held" };
  return stageId === currentStage(process, state)
    ? null
    : { kind: "VisitNotDue", stageId, why: "not-reached" };
};

/** How far ahead a visit may be where the calendar does not reach that far, in days. */
const FAR_DAYS = 31;

/** The last day for which a visit may be proposed today. */
const furthestDay = ({ calendar }: World, { within }: VisitRule, { on }: Now): IsoDate => {
  const last = limitEndOn(calendar, on, within);
  return isCalendarUnknown(last) ? isoDateOf(dayNumberOf(on) + FAR_DAYS) : last;
};

const refusalOfTimes = (
  world: World,
  { visit }: Stage,
  { kind, startsAt, endsAt }: Proposal,
  now: Now,
): Refusal | null => {
  if (Date.parse(startsAt) <= Date.parse(now.at))
    return { kind: "MeetingTimeWrong", why: "past", at: startsAt };
  if (Date.parse(endsAt) <= Date.parse(startsAt))
    return { kind: "MeetingTimeWrong", why: "ends-before-it-begins", at: endsAt };
  if (visit === undefined || !isVisit({ kind })) return null;
  const furthest = furthestDay(world, visit, now);
  return shanghaiDate(endsAt) <= furthest ? null : { kind: "MeetingTimeWrong", why: "too-far", at: furthest };
};

/** Whether an item is what a meeting about disputes is for: its department objects, or has not said a word in its time. */
const isDisputed = ({ status }: ItemState): boolean => status === "rejected" || status === "silent";

/** Whom a proposal invites: those it names; otherwise everybody to a visit, and to a dispute those in dispute. */
const invitedTo = (state: CaseState, stageId: string, { kind, items }: Proposal): ItemState[] | Refusal => {
  const known = itemsOfStage(state, stageId).filter(isInvitable);
  const ids = known.map(({ id }) => id);
  const usual = kind === "dispute-meeting" ? known.filter(isDisputed) : known;
  const wanted = items ?? usual.map(({ id }) => id);
  return wanted.length === 0 || wanted.some((item) => !ids.includes(item))
    ? { kind: "NobodyInvited", items: [...wanted], known: ids }
    : known.filter(({ id }) => wanted.includes(id));
};

type Gist = Pick<Meeting, "kind" | "startsAt" | "endsAt" | "place" | "agenda"> & {
  invited: readonly Pick<Invitation, "item">[];
};

/** What makes a proposal the one that stands already; everybody was told since of what changed. */
const gistOf = ({ kind, startsAt, endsAt, place, agenda, invited }: Gist): string =>
  canonical([kind, startsAt, endsAt, place, agenda, invited.map(({ item }) => item).sort()]);

/** Those who take part and whom the lead leaves out; nothing where it invites everybody. */
const omittedFrom = (
  state: CaseState,
  stageId: string,
  found: readonly ItemState[],
): { omitted?: string[] } => {
  const omitted = itemsOfStage(state, stageId).filter((item) => isInvitable(item) && !found.includes(item));
  return omitted.length === 0 ? {} : { omitted: omitted.map(({ id }) => id) };
};

/**
 * The lead department of a stage proposes when and where to meet: for the visit with which its stage begins, or, while
 * the stage is under way, about what is in dispute. A proposal takes the place of an open one of the same kind; the same
 * proposal again changes nothing. A visit is not put further ahead than its rule allows. Instants of the log are UTC,
 * whatever offset was written.
 */
export const proposeMeeting = (world: World, state: CaseState, command: Proposal, now: Now): Decision => {
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  const { kind, department, place, agenda, officer } = command;
  const process = processOf(world, state);
  const stage = stageOf(process, state, command);
  const lead = stage?.lead ?? process.lead;
  if (department !== lead) return refuse({ kind: "NotLead", itemId: stage?.id ?? "", department, lead });
  if (stage === undefined) return refuse({ kind: "VisitNotDue", stageId: "", why: "no-visit" });
  const refusal = refusalOfVisit(process, state, stage, kind) ?? refusalOfTimes(world, stage, command, now);
  if (refusal !== null) return refuse(refusal);
  const found = invitedTo(state, stage.id, command);
  if ("kind" in found) return refuse(found);
  const before = state.meetings.filter((each) => each.stageId === stage.id && each.kind === kind);
  const number = Math.max(0, ...before.map((each) => each.number)) + 1;
  const proposal = {
    meetingId: `${state.caseId}-${stage.id}-${kind}-${number}`,
    kind,
    stageId: stage.id,
    number,
    startsAt: new Date(command.startsAt).toISOString(),
    endsAt: new Date(command.endsAt).toISOString(),
    place,
    agenda,
    invited: found.map((item) => invitationFor(world, process, state, item)),
    ...omittedFrom(state, stage.id, found),
    lead,
    officer,
  };
  const standing = before.find(({ status }) => status === "proposed");
  if (standing !== undefined && gistOf(standing) === gistOf(proposal)) return { events: [] };
  return { events: [{ type: "MeetingProposed", ...proposal, on: now.on }] };
};

/** A meeting the lead department of its stage acts on, or why it may not. */
export const meetingForLead = (
  world: World,
  state: CaseState,
  { meetingId, department }: { meetingId: string; department: string },
): { meeting: Meeting } | { refusal: Refusal } => {
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  const meeting = state.meetings.find((each) => each.meetingId === meetingId);
  if (meeting === undefined) {
    const known = state.meetings.map((each) => each.meetingId);
    return refuse({ kind: "MeetingUnknown", meetingId, known });
  }
  const lead = leadOf(processOf(world, state), meeting.stageId);
  return department === lead
    ? { meeting }
    : refuse({ kind: "NotLead", itemId: meeting.stageId, department, lead });
};

/** The lead department calls a meeting off that was not held; another may be proposed. Saying so again changes nothing. */
export const callOffMeeting = (
  world: World,
  state: CaseState,
  { department, meetingId, reason }: CommandOf<"CallOffMeeting">,
  now: Now,
): Decision => {
  const found = meetingForLead(world, state, { meetingId, department });
  if ("refusal" in found) return found;
  const { status, calledOff } = found.meeting;
  if (calledOff?.reason === reason) return { events: [] };
  return status === "proposed"
    ? { events: [{ type: "MeetingCalledOff", meetingId, reason, on: now.on }] }
    : refuse({ kind: "MeetingOver", meetingId, status });
};
