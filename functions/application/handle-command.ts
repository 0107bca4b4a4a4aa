import { createSecretKey, type KeyObject } from "node:crypto";
import type { Actor, CaseEvent, RecordedEvent } from "../../schemas/events.ts";
import type { Command, Now } from "../case/commands.ts";
import { decide } from "../case/decide.ts";
import { evolve } from "../case/evolve.ts";
import { nextLookOn } from "../case/keep-time.ts";
import { react } from "../case/react.ts";
import type { Refusal } from "../case/refusals.ts";
import type { CaseState } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Append, CaseHead, InboxEntry, LicenceRow, StoredEvent } from "../ports/case-store.ts";
import { claimsOf, waitingOnOf, worklistChanges } from "./case-head.ts";
import type { CaseMemory, LoadedCase } from "./case-memory.ts";
import { encodeEvent, GENESIS_HASH } from "./event-codec.ts";
import type { Hub } from "./hub.ts";
import { registerChanges } from "./register-entries.ts";

/** A command with who gave it and why. `inbox` makes the request act at most once, ever. */
export interface CommandRequest {
  caseId: string;
  command: Command;
  actor: Actor;
  cause: string;
  inbox?: { scope: string; id: string; digest: string; answer: (state: CaseState) => string };
}

/** What a command came to. `Done` is durable. `Repeated` returns what the first request was answered. */
export type CommandResult =
  | { kind: "Done"; state: CaseState; events: readonly RecordedEvent[] }
  | { kind: "Refused"; refusal: Refusal; state: CaseState | null }
  | { kind: "Repeated"; entry: InboxEntry }
  | { kind: "Taken"; key: string }
  | { kind: "Erased" };

/** The only way the world is changed. */
export type HandleCommand = (request: CommandRequest) => Promise<CommandResult>;

/**
 * How many events an append has where they can be written one after another. With the rows and entries that follow from
 * each it stays within what one transaction takes.
 */
const EVENTS_AT_ONCE = 24;

/** How often a command that lost a race is decided anew before it gives up. */
const MAX_TRIES = 20;

interface Subject {
  before: CaseState | null;
  key: KeyObject;
  head: Pick<CaseHead, "lastHash" | "wrappedKey" | "filedAt" | "nextDueOn">;
}

/**
 * Make the write path: load, decide, encrypt, append, and once more when another writer came first.
 *
 * Commands of one case go one after another within a process; between processes the expected version decides.
 */
export const makeHandleCommand = (hub: Hub, memory: CaseMemory): HandleCommand => {
  const tails = new Map<string, Promise<unknown>>();

  const handle: HandleCommand = async (request) => {
    for (let lost = 0; lost < MAX_TRIES; ) {
      const result = await tryOnce(hub, memory, request);
      if (result === "more") continue;
      if (result !== "conflict") return result;
      lost += 1;
      memory.forget(request.caseId);
    }
    throw new Error(`case ${request.caseId} changed ${MAX_TRIES} times while one command was decided`);
  };

  return (request) => {
    const before = tails.get(request.caseId) ?? Promise.resolve();
    const result = before.then(() => handle(request));
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(request.caseId) === tail) tails.delete(request.caseId);
      });
    tails.set(request.caseId, tail);
    return result;
  };
};

const tryOnce = async (
  hub: Hub,
  memory: CaseMemory,
  request: CommandRequest,
): Promise<CommandResult | "conflict" | "more"> => {
  const subject = await subjectOf(hub, memory, request);
  if ("kind" in subject) return subject;
  const at = hub.clock.now();
  const now: Now = { at, on: shanghaiDate(at) };
  const decision = decide(hub.world, subject.before, request.command, now);
  if ("refusal" in decision)
    return { kind: "Refused", refusal: withCaseId(decision.refusal, request), state: subject.before };
  if (
    decision.events.length === 0 &&
    subject.before !== null &&
    request.inbox === undefined &&
    !isToBeLookedAtAnew(hub, request, subject.before, subject)
  )
    return { kind: "Done", state: subject.before, events: [] };
  const { events, byDates = 0 } = decision;
  if (byDates === 0 || events.length <= EVENTS_AT_ONCE)
    return write(hub, memory, request, subject, events, at);
  // A long silence brings more about than one append takes: that goes first, and the command is decided anew.
  const first = events.slice(0, Math.min(byDates, EVENTS_AT_ONCE));
  const { inbox: _, ...ahead } = request;
  const written = await write(hub, memory, { ...ahead, cause: "dates" }, subject, first, at);
  return typeof written !== "string" && written.kind === "Done" ? "more" : written;
};

/** A look in vain still tells when to look next: a corrected calendar moves dates that no event says anew. */
const isToBeLookedAtAnew = (
  { world }: Hub,
  { command }: CommandRequest,
  before: CaseState,
  { head }: Subject,
): boolean => command.type === "KeepTime" && nextLookOn(world, before) !== head.nextDueOn;

const withCaseId = (refusal: Refusal, { caseId }: CommandRequest): Refusal =>
  refusal.kind === "CaseUnknown" ? { ...refusal, caseId } : refusal;

const subjectOf = async (
  hub: Hub,
  memory: CaseMemory,
  request: CommandRequest,
): Promise<Subject | CommandResult> => {
  if (request.command.type === "FileCase") {
    const { plain, wrapped } = await hub.keys.newDataKey();
    return {
      before: null,
      key: createSecretKey(plain),
      head: { lastHash: GENESIS_HASH, wrappedKey: wrapped, filedAt: "", nextDueOn: null },
    };
  }
  const found = await memory.load(request.caseId);
  if (found.kind === "NotFound")
    return { kind: "Refused", refusal: { kind: "CaseUnknown", caseId: request.caseId }, state: null };
  if (found.kind === "Erased") return { kind: "Erased" };
  const { state, key, head } = found.loaded;
  return { before: state, key, head };
};

const write = async (
  hub: Hub,
  memory: CaseMemory,
  request: CommandRequest,
  subject: Subject,
  events: readonly CaseEvent[],
  at: string,
): Promise<CommandResult | "conflict"> => {
  const recorded = record(subject.before, events, request, at);
  const state = recorded.reduce<CaseState | null>(evolve, subject.before);
  if (state === null) throw new Error("a decision without events cannot open a case");
  const append = appendOf(hub, request, subject, state, recorded, at);
  const result = await hub.store.append(append);
  switch (result.kind) {
    case "VersionConflict":
      return "conflict";
    case "Repeated":
      return { kind: "Repeated", entry: result.entry };
    case "Taken":
      return { kind: "Taken", key: result.key };
    case "Appended": {
      const loaded: LoadedCase = { state, head: append.head, key: subject.key, tail: recorded };
      memory.keep(request.caseId, loaded);
      hub.changes.announce(request.caseId, state.version);
      return { kind: "Done", state, events: recorded };
    }
  }
};

const record = (
  before: CaseState | null,
  events: readonly CaseEvent[],
  { actor, cause }: CommandRequest,
  at: string,
): RecordedEvent[] => {
  const version = before?.version ?? 0;
  return events.map((event, index) => ({ seq: version + index + 1, at, actor, cause, event }));
};

const encodeAll = (subject: Subject, caseId: string, recorded: readonly RecordedEvent[]): StoredEvent[] => {
  let previousHash = subject.head.lastHash;
  return recorded.map((each) => {
    const stored = encodeEvent(subject.key, caseId, previousHash, each);
    previousHash = stored.hash;
    return stored;
  });
};

const appendOf = (
  hub: Hub,
  { caseId, inbox }: CommandRequest,
  subject: Subject,
  state: CaseState,
  recorded: readonly RecordedEvent[],
  at: string,
): Append => {
  const stored = encodeAll(subject, caseId, recorded);
  const { processId, status, title, applicant, division, revision, version } = state;
  return {
    caseId,
    expectedVersion: subject.before?.version ?? 0,
    events: stored,
    head: {
      caseId,
      processId,
      status,
      waitingOn: waitingOnOf(hub.world, state),
      title,
      applicant,
      division,
      revision,
      version,
      lastHash: stored.at(-1)?.hash ?? subject.head.lastHash,
      wrappedKey: subject.head.wrappedKey,
      filedAt: state.filedAt,
      updatedAt: at,
      nextDueOn: nextLookOn(hub.world, state),
    },
    worklist: worklistChanges(hub.world, subject.before, state),
    claims: claimsOf(
      hub.world,
      caseId,
      subject.before,
      recorded.map(({ event }) => event),
    ),
    inbox:
      inbox === undefined
        ? null
        : { scope: inbox.scope, id: inbox.id, digest: inbox.digest, answer: inbox.answer(state) },
    licence: licenceRowOf(subject.before, state),
    entries: registerChanges(hub.world, subject.before, state),
    hasEffects: recorded.some((each) => react(each, state).length > 0),
  };
};

/** The public side of the licence, when this append changed it. */
const licenceRowOf = (before: CaseState | null, { caseId, licence }: CaseState): LicenceRow | null =>
  licence === null || licence === before?.licence
    ? null
    : { licenceId: licence.record.licenceId, caseId, licence: JSON.stringify(licence) };
