import type { CaseEvent } from "../../schemas/events.ts";
import { answerItem } from "./answer-item.ts";
import { bearProjectFees } from "./bear-project-fees.ts";
import { appealCard, ruleOnCard } from "./cards.ts";
import { catchUp } from "./catch-up.ts";
import { claimItem } from "./claim-item.ts";
import type { Command, Now } from "./commands.ts";
import { correctCase } from "./correct-case.ts";
import { type Decision, refuse } from "./decision.ts";
import { eraseCase } from "./erase-case.ts";
import { extendCase } from "./extension.ts";
import { confirmRefund } from "./fees/confirm-refund.ts";
import { payFees } from "./fees/pay-fees.ts";
import { fileCase } from "./file-case.ts";
import { flagRevoked } from "./flag-revoked.ts";
import { applyAll, withFollowUps } from "./follow-ups.ts";
import { grantGreenChannel } from "./green-channel.ts";
import { holdMeeting } from "./hold-meeting.ts";
import { keepTime } from "./keep-time.ts";
import { issueLicence, reissueLicence, revokeLicence } from "./licence.ts";
import { callOffMeeting, proposeMeeting } from "./meetings.ts";
import { answerRating, rateCase } from "./ratings.ts";
import { restaged } from "./restage.ts";
import { settleStage } from "./settle-stage.ts";
import type { CaseState } from "./state.ts";
import { deliverLicence, handOver, revokeDelegation } from "./window.ts";
import { ruleOnWithdrawal, withdrawCase } from "./withdraw-case.ts";
import type { World } from "./world.ts";

/**
 * Decide what a command comes to. Pure: the same world, state, command and moment give the same events.
 *
 * The events returned leave the case at rest: everything that follows at once is among them.
 */
export const decide = (world: World, logged: CaseState | null, command: Command, now: Now): Decision => {
  const state = logged === null ? null : restaged(world, logged);
  if (state !== null && command.type === "KeepTime") {
    const events = keptTime(world, state, now);
    return { events, byDates: events.length };
  }
  if (state === null) {
    const decision = decideCommand(world, state, command, now);
    return "refusal" in decision ? decision : { events: withFollowUps(world, state, decision.events, now) };
  }
  const before = catchUp(world, state, now);
  const decision = decideCommand(world, before.state, command, now);
  if ("refusal" in decision) return decision;
  const events = withFollowUps(world, before.state, decision.events, now);
  return events.length === 0
    ? { events: [] }
    : { events: [...before.events, ...events], byDates: before.events.length };
};

/** A look may bring about what the same look must see: it goes on until the day demands nothing more. */
const MAX_LOOKS = 10;

/** What a day demands of a case with all that follows from it, until it is at rest: looking again then finds nothing. */
const keptTime = (world: World, state: CaseState, now: Now): CaseEvent[] => {
  const all: CaseEvent[] = [];
  let current = state;
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const demanded = keepTime(world, current, now);
    const events = "events" in demanded ? withFollowUps(world, current, demanded.events, now) : [];
    if (events.length === 0) return all;
    all.push(...events);
    current = applyAll(current, events, now) ?? current;
  }
  throw new Error(
    `the timed rules of process "${state.processId}" never come to rest on case ${state.caseId}`,
  );
};

const decideCommand = (world: World, state: CaseState | null, command: Command, now: Now): Decision => {
  if (command.type === "FileCase")
    return state === null
      ? fileCase(world, command, now)
      : refuse({ kind: "CaseExists", caseId: state.caseId });
  if (state === null) return refuse({ kind: "CaseUnknown", caseId: "" });
  switch (command.type) {
    case "AnswerItem":
      return answerItem(world, state, command, now);
    case "ClaimItem":
      return claimItem(state, command, now);
    case "CorrectCase":
      return correctCase(world, state, command, now);
    case "WithdrawCase":
      return withdrawCase(world, state, command, now);
    case "RuleOnWithdrawal":
      return ruleOnWithdrawal(world, state, command, now);
    case "ExtendCase":
      return extendCase(world, state, command, now);
    case "AppealCard":
      return appealCard(state, command, now);
    case "RuleOnCard":
      return ruleOnCard(state, command, now);
    case "DeliverLicence":
      return deliverLicence(state, command, now);
    case "HandOver":
      return handOver(state, command, now);
    case "RevokeDelegation":
      return revokeDelegation(state, command, now);
    case "RateCase":
      return rateCase(world, state, command, now);
    case "AnswerRating":
      return answerRating(state, command, now);
    case "ProposeMeeting":
      return proposeMeeting(world, state, command, now);
    case "HoldMeeting":
      return holdMeeting(world, state, command, now);
    case "CallOffMeeting":
      return callOffMeeting(world, state, command, now);
    case "PayFees":
      return payFees(world, state, command, now);
    case "ConfirmRefund":
      return confirmRefund(world, state, command, now);
    case "FlagRevoked":
      return flagRevoked(state, command, now);
    case "BearProjectFees":
      return bearProjectFees(world, state, now);
    case "GrantGreenChannel":
      return grantGreenChannel(world, state, command, now);
    case "ContinueCase":
      return { events: [] };
    case "SettleStage":
      return settleStage(world, state);
    case "KeepTime":
      return { events: keptTime(world, state, now) };
    case "IssueLicence":
      return issueLicence(state, command, now);
    case "ReissueLicence":
      return reissueLicence(state, command);
    case "RevokeLicence":
      return revokeLicence(state, command);
    case "EraseCase":
      return eraseCase(state, command);
  }
};
