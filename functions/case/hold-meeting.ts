import type { Absence, CaseEvent } from "../../schemas/events.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Process } from "../processes/process.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { currentStage } from "./follow-ups.ts";
import { invitationFor } from "./invitations.ts";
import { meetingForLead } from "./meetings.ts";
import type { Refusal } from "./refusals.ts";
import { canonical, partOf } from "./scope.ts";
import type { CaseState, ItemState, Meeting } from "./state.ts";
import { hadNotice, isInvitable, isToBeAsked, isVisit, visitRuleOf } from "./visits.ts";
import { catalogOf, processOf, type World } from "./world.ts";

/**
 * Whether staying away presumes an item's consent: a visit's rule says so, its department had notice of the visit and was
 * shown the item as it stands, and the item neither guards safety nor owes outputs, which nobody else can give. One that was asked
 * before keeps its turn, and one that is decided its decision.
 */
const isPresumed = (
  world: World,
  process: Process,
  state: CaseState,
  meeting: Meeting,
  item: ItemState,
): boolean => {
  const rule = isVisit(meeting) ? visitRuleOf(process, meeting.stageId) : undefined;
  if (rule?.absence.rule !== "deemed-consent" || !isToBeAsked(item)) return false;
  const guardsSafety = catalogOf(world, state).items.get(item.plan.runs)?.isSafetyCritical ?? false;
  const owed = partOf(process, item.id, state.mode).yields ?? [];
  const shown = meeting.invited.find((each) => each.item === item.id)?.fingerprint;
  const isAsShown = shown === invitationFor(world, process, state, item).fingerprint;
  return !guardsSafety && owed.length === 0 && isAsShown && hadNotice(world, process, meeting, item.id);
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
        fingerprint: invitationFor(world, process, state, item).fingerprint,
        dueOn: shanghaiDate(meeting.startsAt),
        basis,
        on: now.on,
      },
    ];
  });
};

/** A visit is held in its turn: a stage before it that was opened again is to be through first. */
const refusalOfTurn = (process: Process, state: CaseState, meeting: Meeting): Refusal | null => {
  const { stageId } = meeting;
  if (!isVisit(meeting) || stageId === currentStage(process, state)) return null;
  const why = state.settledStages.includes(stageId) ? "held" : "not-reached";
  return { kind: "VisitNotDue", stageId, why };
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
  const early = refusalOfTurn(process, state, meeting);
  if (early !== null) return refuse(early);
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
