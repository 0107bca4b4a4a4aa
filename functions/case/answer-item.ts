import type { Procedure } from "../../schemas/answers.ts";
import { acknowledgeVoid, checkCommitment } from "./afterwards.ts";
import { eventsOfAnswer, isSpecial, type OwnAnswer, type OwnAnswerType } from "./answer-events.ts";
import { refusalOfTime } from "./answer-time.ts";
import { askForOwnWord } from "./ask-items.ts";
import { refusalOfClaim } from "./claim-item.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfItemExtension } from "./extension.ts";
import { applyAll } from "./follow-ups.ts";
import { attendMeeting, replyToMeeting } from "./meeting-answers.ts";
import { refusalOfOutputs } from "./outputs.ts";
import { refusalOfRound } from "./rectification.ts";
import type { Refusal } from "./refusals.ts";
import { ruleAsLead } from "./rule-as-lead.ts";
import { canonical } from "./scope.ts";
import { type CaseState, type ItemState, type ItemStatus, isOpen } from "./state.ts";
import { isPresumedByAbsence, missedVisit } from "./visits.ts";
import { processOf, type World } from "./world.ts";

const undecided: readonly ItemStatus[] = ["asked", "accepted", "forwarded", "correcting"];

/**
 * Which answers an item takes, by where it stands. A department may revise its own answer until the stage is
 * settled, and give a late one until the lead has ruled; a suspended item must be resumed first.
 */
const takes: Readonly<Record<OwnAnswerType, readonly ItemStatus[]>> = {
  "lianban.item.accepted": ["asked", "accepted", "suspended", "forwarded"],
  "lianban.item.approved": [...undecided, "silent", "approved", "rejected"],
  "lianban.item.rejected": [...undecided, "silent", "approved", "rejected"],
  "lianban.item.correction-required": [...undecided, "silent", "approved", "rejected"],
  "lianban.item.suspended": ["asked", "accepted"],
  "lianban.item.resumed": ["suspended"],
  "lianban.item.extended": ["accepted", "suspended", "forwarded"],
  "lianban.item.forwarded": ["asked", "accepted", "forwarded"],
};

/** What a department that did not come to the visit may say in place of its presumed consent, until its stage is settled. */
const ownWords: ReadonlySet<OwnAnswerType> = new Set<OwnAnswerType>([
  "lianban.item.approved",
  "lianban.item.rejected",
  "lianban.item.correction-required",
]);

const isOwnWord = (item: ItemState, { type }: OwnAnswer): boolean =>
  isPresumedByAbsence(item) && ownWords.has(type);

const refusalOfState = (state: CaseState, item: ItemState, answer: OwnAnswer): Refusal | null => {
  if (!isOpen(state)) return { kind: "CaseClosed", status: state.status };
  if (item.status === "waiting") return { kind: "NotAskedYet", itemId: item.id };
  const stageId = item.plan.stage;
  if (state.settledStages.includes(stageId)) return { kind: "AlreadySettled", itemId: item.id, stageId };
  if (!takes[answer.type].includes(item.status) && !isOwnWord(item, answer))
    return { kind: "NotDecidable", itemId: item.id, status: item.status, answer: answer.type };
  return null;
};

/** The fingerprint of what the department had been shown at a revision: the latest not after it. */
const shownAt = (item: ItemState, revision: number): string | undefined => {
  const shown = Object.keys(item.fingerprints)
    .map(Number)
    .filter((each) => each <= revision);
  return item.fingerprints[Math.max(...shown)];
};

/**
 * An answer must be about what the department is shown now. When an input changed without a new revision, only the
 * time of the answer tells which of the two it is about.
 */
const refusalOfRevision = (
  state: CaseState,
  item: ItemState,
  { time, data: { revision } }: OwnAnswer,
): Refusal | null => {
  const { id: itemId, revision: current } = item;
  const shown = revision > state.revision ? undefined : shownAt(item, revision);
  if (shown === undefined) return { kind: "RevisionUnknown", itemId, revision, current };
  const isOlder = Date.parse(time) < Date.parse(item.shownAgainAt);
  return shown === item.fingerprint && !isOlder
    ? null
    : { kind: "RevisionSuperseded", itemId, revision, current };
};

/** Whether a department says, of the same moment, just what stands already. It then changes nothing. */
const isRepeat = (state: CaseState, item: ItemState, { type, time, data }: OwnAnswer): boolean => {
  if (Date.parse(time) !== Date.parse(item.lastAnswerAt)) return false;
  if (canonical(data.officer) !== canonical(item.officer)) return false;
  switch (type) {
    case "lianban.item.approved":
      return (
        item.status === "approved" &&
        canonical([data.opinion ?? null, data.documents, data.outputs]) ===
          canonical([item.opinion, item.documents, state.outputs[item.id]])
      );
    case "lianban.item.rejected":
      return canonical(data.reason) === canonical(item.rejection);
    case "lianban.item.correction-required":
      return canonical(data.wishes) === canonical(item.wishes);
    case "lianban.item.extended":
      return item.extension !== null;
    case "lianban.item.forwarded":
      return item.status === "forwarded" && data.opinion === item.opinion;
    default:
      return false;
  }
};

/**
 * What counts as another visit: going to see the site, which no law asks for. The procedures of art. 45, 检验 and 检测 among
 * them, are refused to nobody: a law owes them to the case, and a local rule about visits cannot take them away. Each is told
 * to the applicant with its length, and on record when it runs over.
 */
const ANOTHER_VISIT: ReadonlySet<Procedure> = new Set<Procedure>(["site-visit"]);

/**
 * Art. 45 lets a procedure stop the clock only if the applicant is told in writing how long it will take. A department
 * that did not come to the joint visit may not ask for {@link ANOTHER_VISIT}.
 */
const refusalOfProcedure = (
  world: World,
  state: CaseState,
  item: ItemState,
  answer: OwnAnswer,
): Refusal | null => {
  if (answer.type !== "lianban.item.suspended") return null;
  const { procedure, plannedWorkingDays } = answer.data;
  if (isSpecial(procedure) && plannedWorkingDays === undefined)
    return { kind: "PlannedDurationMissing", itemId: item.id, procedure };
  const missed = ANOTHER_VISIT.has(procedure)
    ? missedVisit(world, processOf(world, state), state, item.id)
    : undefined;
  return missed === undefined ? null : { kind: "VisitMissed", itemId: item.id, meetingId: missed.meetingId };
};

/**
 * Take a department's answer about its own item, or a lead's ruling on another's. Where its consent is presumed because it
 * did not come to a visit, its own decision or wish takes the place of that.
 *
 * Refused: another department's item, a closed case, a settled stage, an answer older than the department's last
 * one, an answer on a revision whose scope has changed since, outputs that do not verify.
 */
export const answerItem = (
  world: World,
  state: CaseState,
  { itemId, department, answer, person }: CommandOf<"AnswerItem">,
  now: Now,
): Decision => {
  const item = Object.hasOwn(state.items, itemId) ? state.items[itemId] : undefined;
  if (item === undefined) return refuse({ kind: "ItemUnknown", itemId, known: Object.keys(state.items) });
  if (answer.type === "lianban.item.ruled") return ruleAsLead(world, state, item, department, answer, now);
  if (item.plan.department !== department) return refuse({ kind: "NotThisDepartment", itemId, department });
  const taken = refusalOfClaim(item, person);
  if (taken !== null) return refuse(taken);
  if (answer.type === "lianban.item.voided") return acknowledgeVoid(item, answer, now);
  if (answer.type === "lianban.item.checked") return checkCommitment(state, item, answer, now);
  if (answer.type === "lianban.item.meeting-replied") return replyToMeeting(state, item, answer, now);
  if (answer.type === "lianban.item.meeting-attended") return attendMeeting(state, item, answer, now);
  const refusal =
    refusalOfState(state, item, answer) ??
    refusalOfTime(item, answer.time, now) ??
    refusalOfRevision(state, item, answer) ??
    refusalOfProcedure(world, state, item, answer) ??
    (answer.type === "lianban.item.correction-required"
      ? refusalOfRound(processOf(world, state), state, item)
      : null) ??
    (answer.type === "lianban.item.approved"
      ? refusalOfOutputs(world, state, item, answer.data.outputs)
      : null);
  if (refusal !== null) return refuse(refusal);
  if (isRepeat(state, item, answer)) return { events: [] };
  const unextendable =
    answer.type === "lianban.item.extended" ? refusalOfItemExtension(world, item, answer.data, now) : null;
  if (unextendable !== null) return refuse(unextendable);
  if (!isPresumedByAbsence(item)) return { events: eventsOfAnswer(world, state, item, answer, now) };
  const asked = askForOwnWord(world, state, item, now);
  const put = applyAll(state, asked, now)?.items[itemId] ?? item;
  return { events: [...asked, ...eventsOfAnswer(world, state, put, answer, now)] };
};
