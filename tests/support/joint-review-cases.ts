import type { Command, Now } from "../../functions/case/commands.ts";
import type { RefusalKind } from "../../functions/case/refusals.ts";
import { type History, makeHistory } from "./case-history.ts";
import {
  answering,
  approvalOf,
  askedItems,
  awaitsItsVisit,
  filingOf,
  holdingOf,
  onSite,
  proposalOf,
  proposed,
  signInOf,
  visitHeld,
  visitOf,
} from "./joint-review-acts.ts";
import { type JointFiling, type JointSample, jointFiling, jointWorld } from "./joint-review-forms.ts";
import { later } from "./moments.ts";

/** One command of a case: when it came, how many events there were after it, and as what it was refused if it was. */
export interface Step {
  command: Command;
  now: Now;
  version: number;
  refused?: RefusalKind;
}

const taken = new WeakMap<History, Step[]>();

/** Every command a case of {@link filedJoint} took or refused so far, so that a hub can be led the same way. */
export const stepsOf = (history: History): readonly Step[] => taken.get(history) ?? [];

/** A case of a sample, just filed. */
export const filedJoint = (
  sample: JointSample,
  said: JointFiling = {},
  now: Now = filingOf(sample),
): History => {
  const history = makeHistory(said.world ?? jointWorld);
  const { perform } = history;
  const steps: Step[] = [];
  taken.set(history, steps);
  history.perform = (command, at) => {
    const events = perform(command, at);
    steps.push({ command, now: at, version: history.log.length });
    return events;
  };
  history.perform(jointFiling(sample, said), now);
  return history;
};

/** Let a case refuse a command; throws when it does not, or for another reason. */
export const refusedJoint = (history: History, command: Command, now: Now, kind: RefusalKind): void => {
  const decision = history.attempt(command, now);
  const said = "refusal" in decision ? decision.refusal.kind : "nothing";
  if (said !== kind) throw new Error(`${command.type} was refused as ${said}, not as ${kind}`);
  taken.get(history)?.push({ command, now, version: history.log.length, refused: kind });
};

/** Let the visit be proposed, let whoever is not `absent` sign in, and let it be held. */
export const holdVisit = (history: History, absent: readonly string[] = []): void => {
  const { world } = history;
  history.perform(proposalOf(world, history.state()), proposed);
  for (const { item, department } of visitOf(world, history.state()).invited)
    if (!absent.includes(item) && department !== visitOf(world, history.state()).lead)
      history.perform(signInOf(world, history.state(), item, onSite), onSite);
  history.perform(holdingOf(world, history.state()), visitHeld);
};

/** Let items be approved, all that wait for an answer where none is named. */
export const approveJoint = (history: History, items?: readonly string[], now: Now = answering): void => {
  for (const itemId of items ?? askedItems(history.state()))
    history.perform(approvalOf(history.world, history.state(), itemId, now), now);
};

const settle: Command = { type: "SettleStage" };

/** Bring a case of a sample to where its last stage is under review: earlier stages settled, the visit held. */
export const underReview = (
  sample: JointSample,
  said: JointFiling = {},
  absent: readonly string[] = [],
): History => {
  const history = filedJoint(sample, said);
  if (!awaitsItsVisit(history.world, history.state()) && sample === "acceptance") {
    const early = later(filingOf(sample), { minutes: 10 });
    approveJoint(history, undefined, early);
    history.perform(settle, early);
  }
  if (awaitsItsVisit(history.world, history.state())) holdVisit(history, absent);
  return history;
};

/** Bring a case of a sample to where every stage is through and, of a drawing review, its fees are owed. */
export const settledJoint = (
  sample: JointSample,
  said: JointFiling = {},
  absent: readonly string[] = [],
): History => {
  const history = underReview(sample, said, absent);
  approveJoint(history);
  history.perform(settle, answering);
  return history;
};

/** How often each event of a type is in a log, and about which item: `ItemApproved fire-design` → 1. */
export const countsOf = ({ log }: Pick<History, "log">): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { event } of log) {
    const about =
      "itemId" in event ? ` ${event.itemId}` : event.type === "StageSettled" ? ` ${event.stageId}` : "";
    const name = `${event.type}${about}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

/** How many events of a type a log has. */
export const countOf = ({ log }: Pick<History, "log">, type: string): number =>
  log.filter(({ event }) => event.type === type).length;
