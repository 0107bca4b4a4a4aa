import type { Command, Now } from "../../functions/case/commands.ts";
import type { Limits } from "../../functions/catalog/catalog.ts";
import type { Answer } from "../../schemas/answers.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import { workingDays } from "../../schemas/limit.ts";
import { answers } from "./answers.ts";
import { type History, licenceRecordOf, makeHistory } from "./case-history.ts";
import { filingMoment, later } from "./moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  type Synthetic,
  syntheticFiling,
  syntheticWorld,
} from "./synthetic-process.ts";

/** The command of the watch. */
export const keepTime = { type: "KeepTime" } as const satisfies Command;

/** Ten minutes after the filing, on a Tuesday morning: when departments answer first. */
export const firstAnswer = later(filingMoment, { minutes: 10 });

/** Both limits in working days; `null` is no limit. */
export const limitsOf = (promised: number | null, statutory: number | null): Limits => ({
  promised: promised === null ? null : workingDays(promised),
  statutory: statutory === null ? null : workingDays(statutory),
});

/** A made-up case just filed; one item `a` where nothing else is said. */
export const filed = (
  synthetic: Partial<Synthetic> = {},
  now: Now = filingMoment,
  more: Partial<ReturnType<typeof syntheticFiling>> = {},
): History => {
  const history = makeHistory(syntheticWorld({ stages: [["a"]], ...synthetic }));
  history.perform({ ...syntheticFiling(), ...more }, now);
  return history;
};

/** Let a department say something about its item of a made-up case. */
export const say = (history: History, itemId: string, answer: Answer, now: Now): CaseEvent[] =>
  history.perform(answerSynthetic(itemId, answer), now);

/** A made-up case in which every item of the first stage was accepted. */
export const accepted = (synthetic: Partial<Synthetic> = {}, now: Now = firstAnswer): History => {
  const history = filed(synthetic);
  for (const { id, status } of Object.values(history.state().items))
    if (status === "asked") say(history, id, answers.accepted(now), now);
  return history;
};

/** Approve items, settle the stage, and issue the licence. */
export const issued = (history: History, items: readonly string[], now: Now): History => {
  for (const item of items) approveSynthetic(history, item, now);
  history.perform({ type: "SettleStage" }, now);
  const record = licenceRecordOf(history.world, history.state());
  history.perform({ type: "IssueLicence", record, signature: "s" }, now);
  return history;
};

/** What the watch does on a day. */
export const looked = (history: History, now: Now): CaseEvent[] => history.perform(keepTime, now);

/** The events about one item, those of its cards and records included. */
export const about = (events: readonly CaseEvent[], itemId: string | null): CaseEvent[] =>
  events.filter((event) => {
    if ("itemId" in event) return event.itemId === itemId;
    return "item" in event ? event.item === itemId : itemId === null;
  });

/** The events of one type. */
export const typed = <T extends CaseEvent["type"]>(
  events: readonly CaseEvent[],
  type: T,
): Extract<CaseEvent, { type: T }>[] =>
  events.filter((event): event is Extract<CaseEvent, { type: T }> => event.type === type);
