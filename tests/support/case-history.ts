import type { Command, Now } from "../../functions/case/commands.ts";
import { decide } from "../../functions/case/decide.ts";
import type { Decision } from "../../functions/case/decision.ts";
import { evolve } from "../../functions/case/evolve.ts";
import { type Effect, react } from "../../functions/case/react.ts";
import type { CaseState, ItemState } from "../../functions/case/state.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import type { CaseEvent, RecordedEvent } from "../../schemas/events.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import { answerItem, answers, type BengbuItem, outputsOf, type Said } from "./answers.ts";
import { filingMoment } from "./moments.ts";
import { sampleFiling } from "./sample-filing.ts";
import { bengbuWorld } from "./test-world.ts";

const ACTOR = { kind: "hub", id: "test" } as const;

/** A case as it happens: commands go in, events are kept. The world may be changed under it, as a deployment does. */
export interface History {
  world: World;
  readonly log: readonly RecordedEvent[];
  /** Decide without keeping anything. */
  attempt: (command: Command, now: Now) => Decision;
  /** Decide and keep the events. Throws on a refusal, for what a test does on its way must succeed. */
  perform: (command: Command, now: Now) => CaseEvent[];
  /** Keep events that no command gave. */
  record: (events: readonly CaseEvent[], now: Now) => void;
  /** The case as it stands; throws before it was filed. */
  state: () => CaseState;
  item: (itemId: string) => ItemState;
  /** The effects of the events of the last `perform` or `record`. */
  effects: () => Effect[];
}

/** Begin a history, empty or with what was recorded before. */
export const makeHistory = (world: World = bengbuWorld, before: readonly RecordedEvent[] = []): History => {
  const log: RecordedEvent[] = [...before];
  let state: CaseState | null = log.reduce<CaseState | null>(evolve, null);
  let lastEffects: Effect[] = [];
  const stateNow = (): CaseState => {
    if (state === null) throw new Error("the case was not filed yet");
    return state;
  };
  const history: History = {
    world,
    log,
    attempt: (command, now) => decide(history.world, state, command, now),
    perform: (command, now) => {
      const decision = history.attempt(command, now);
      if ("refusal" in decision)
        throw new Error(`${command.type} was refused: ${JSON.stringify(decision.refusal)}`);
      history.record(decision.events, now);
      return decision.events;
    },
    record: (events, now) => {
      const from = log.length;
      for (const event of events) {
        const recorded = { seq: log.length + 1, at: now.at, actor: ACTOR, cause: "test", event };
        log.push(recorded);
        state = evolve(state, recorded);
      }
      lastEffects = log.slice(from).flatMap((recorded) => react(recorded, stateNow()));
    },
    state: stateNow,
    item: (itemId) => {
      const item = stateNow().items[itemId];
      if (item === undefined) throw new Error(`the case has no item "${itemId}"`);
      return item;
    },
    effects: () => lastEffects,
  };
  return history;
};

/** A history in which a sample was filed. */
export const filedHistory = (
  options: Parameters<typeof sampleFiling>[0] = {},
  world: World = bengbuWorld,
): History => {
  const history = makeHistory(world);
  history.perform(sampleFiling(options), options.now ?? filingMoment);
  return history;
};

/** Let a Bengbu item be approved with the outputs it owes; `n` chooses the company's codes. */
export const approve = (
  history: History,
  itemId: BengbuItem,
  now: Now,
  { n = 1, ...said }: Said & { n?: number } = {},
): CaseEvent[] => {
  const { mode, revision, title } = history.state();
  const answer = answers.approved(now, { revision, ...said, outputs: outputsOf(itemId, mode, n, title) });
  return history.perform(answerItem(itemId, answer), now);
};

const joinsOf = (state: CaseState): LicenceRecord["proof"]["joins"] =>
  Object.values(state.items).flatMap(
    ({ id: item, status, plan: { department }, revision, decidedAt, officer }) =>
      status === "approved" && decidedAt !== null && officer !== null
        ? [{ item, department, revision, decidedAt, officer }]
        : [],
  );

/** The record the hub would sign for a case that is settled; its text is not checked here. */
export const licenceRecordOf = (world: World, state: CaseState, version = 1): LicenceRecord => {
  const { caseId, mode, form, outputs, division } = state;
  const issuedOn = "2026-11-26";
  const face = processOf(world, state).licenceFace({ caseId, mode, form, outputs, division, issuedOn });
  const proof = { joins: joinsOf(state), caseHash: "a".repeat(64) };
  return { licenceId: "7ZQ4M0T9X2KC5V8RHN3JW6PBAD", version, caseId, ...face, issuedOn, proof };
};

/** Approve every item that takes part, settle the stages and issue the licence. */
export const issue = (history: History, now: Now): void => {
  const items: BengbuItem[] = ["enterprise-registration", "organization-code", "tax-registration"];
  for (const itemId of items) approve(history, itemId, now);
  history.perform({ type: "SettleStage" }, now);
  const record = licenceRecordOf(history.world, history.state());
  history.perform({ type: "IssueLicence", record, signature: "signature" }, now);
};
