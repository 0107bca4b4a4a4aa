import type { Absence, CaseEvent } from "../../schemas/events.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Process } from "../processes/process.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { isInvitable, meetingForLead } from "./meetings.ts";
import { canonical, fingerprintOf, partOf, scopeView } from "./scope.ts";
import type { CaseState, ItemState, Meeting } from "./state.ts";
import { visitRuleOf } from "./visits.ts";
import { catalogOf, processOf, type World } from "./world.ts";

/**
 * Whether staying away presumes an item's consent: a visit's rule says so, and the item neither guards safety nor owes
 * outputs, which nobody else can give. One that was asked before keeps its turn, and one that is decided its decision.
 */
const isPresumed = (
  world: World,
  process: Process,
  state: CaseState,
  meeting: Meeting,
  { id, plan, status }: ItemState,
): boolean => {
  const rule = meeting.kind === "dispute-meeting" ? undefined : visitRuleOf(process, meeting.stageId);
  const guardsSafety = catalogOf(world, state).items.get(plan.runs)?.isSafetyCritical ?? false;
  const owed = partOf(process, id, state.mode).yields ?? [];
  return (
    rule?.absence.rule === "deemed-consent" && !guardsSafety && owed.length === 0 && status === "waiting"
  );
};

/** Who was invited, takes part still and did not sign in. The lead holds the meeting, so it is there. */
const absencesOf = (world: World, process: Process, state: CaseState, meeting: Meeting): Absence[] =>
  meeting.invited.flatMap(({ item: id, department }): Absence[] => {
    const item = state.items[id];
    const isThere = department === meeting.lead || meeting.attended.some(({ item: came }) => came === id);
    if (item === undefined || isThere || !isInvitable(item)) return [];
    const isDeemed = isPresumed(world, process, state, meeting, item);
    return [{ item: id, department, consequence: isDeemed ? "deemed-consent" : "must-answer" }];
  });

/** Consent is presumed to what stood on the day of the visit: where that changes afterwards, the department is asked. */
const presumedConsents = (
  world: World,
  process: Process,
  state: CaseState,
  meeting: Meeting,
  absent: readonly Absence[],
  now: Now,
): CaseEvent[] => {
  const basis = visitRuleOf(process, meeting.stageId)?.absence.basis ?? "";
  return absent.flatMap(({ item: id, consequence }): CaseEvent[] => {
    const item = state.items[id];
    if (item === undefined || consequence !== "deemed-consent") return [];
    return [
      {
        type: "ItemDeemedConsent",
        itemId: id,
        revision: state.revision,
        fingerprint: fingerprintOf(scopeView(world, process, state, item)),
        dueOn: shanghaiDate(meeting.startsAt),
        basis,
        on: now.on,
      },
    ];
  });
};

/**
 * The lead department puts on record that a meeting was held, with its minutes and outcome, and who did not come. After a
 * visit the departments of its stage are asked; whose absence counts as consent is not (缺席默认). A dispute meeting has
 * no such consequence. The same minutes again change nothing.
 */
export const holdMeeting = (
  world: World,
  state: CaseState,
  { department, meetingId, minutes, outcome, evidence, officer }: CommandOf<"HoldMeeting">,
  now: Now,
): Decision => {
  const found = meetingForLead(world, state, { meetingId, department });
  if ("refusal" in found) return found;
  const { meeting } = found;
  const { held, status, startsAt } = meeting;
  const isRepeat =
    held !== null &&
    canonical([held.minutes, held.outcome, held.evidence]) === canonical([minutes, outcome, evidence]);
  if (isRepeat) return { events: [] };
  if (status !== "proposed") return refuse({ kind: "MeetingOver", meetingId, status });
  if (Date.parse(now.at) < Date.parse(startsAt))
    return refuse({ kind: "MeetingTimeWrong", why: "not-begun", at: startsAt });
  const process = processOf(world, state);
  const absent = absencesOf(world, process, state, meeting);
  return {
    events: [
      {
        type: "MeetingHeld",
        meetingId,
        minutes,
        outcome,
        evidence: [...evidence],
        absent,
        officer,
        on: now.on,
      },
      ...presumedConsents(world, process, state, meeting, absent, now),
    ],
  };
};
