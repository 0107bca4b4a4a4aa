import { setTimeout } from "node:timers/promises";
import type { Actor } from "../../schemas/events.ts";
import type { CaseMemory, LoadedCase } from "./case-memory.ts";
import { documentPrefix, documentsFiledBy, filingEvents } from "./document-claims.ts";
import { decodeEvent } from "./event-codec.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

/** How long a request to erase waits for the data to be gone, and how often it looks, in milliseconds. */
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** How many postponed erasures are tried in one sweep at most. */
const SWEEP = 1_000;

/**
 * What a request to erase came to. `isGone` is false while the erasure is recorded and still waits for messages of the
 * case that are on their way; it then follows by itself.
 */
export type EraseResult =
  | Exclude<CommandResult, { kind: "Done" }>
  | (Extract<CommandResult, { kind: "Done" }> & { isGone: boolean });

/** Whether a case other than this one still uses a document. */
const isUsedElsewhere = async ({ store }: Hub, documentId: string, caseId: string): Promise<boolean> => {
  for (const holder of await store.holders(documentPrefix(documentId)))
    if (holder !== caseId && (await store.head(holder))?.wrappedKey) return true;
  return false;
};

/** Every document any revision of a case filed, or somebody attached to an answer, except those another case still uses. */
const documentsOf = async (hub: Hub, { key, head: { caseId } }: LoadedCase): Promise<string[]> => {
  const log = await hub.store.load(caseId);
  const filed = (log?.events ?? [])
    .filter(({ type }) => filingEvents.has(type))
    .flatMap((stored) => documentsFiledBy(decodeEvent(key, caseId, stored).event));
  const own: string[] = [];
  for (const documentId of new Set(filed))
    if (!(await isUsedElsewhere(hub, documentId, caseId))) own.push(documentId);
  return own;
};

/**
 * Carry out a recorded erasure: the documents of every revision go, then the key of the case. The key goes last and
 * every step may be repeated, so whatever a crash interrupts is taken up where it stood.
 *
 * Messages under way are sealed under the key: while there are any, nothing is erased and `MessagesPending` returned.
 */
export const makeEraseData =
  (hub: Hub, memory: CaseMemory) =>
  async (caseId: string): Promise<"Gone" | "MessagesPending"> => {
    const found = await memory.load(caseId);
    if (found.kind === "Loaded") {
      if (await hub.deliveries.hasPending(caseId)) return "MessagesPending";
      for (const documentId of await documentsOf(hub, found.loaded))
        await hub.documents.erase(documentId, hub.clock.now());
    }
    await hub.store.destroyKey(caseId);
    memory.forget(caseId);
    return "Gone";
  };

/** Try the postponed erasures again, for the watch. One that fails never holds up the others. */
export const makeFinishErasures = (hub: Hub, memory: CaseMemory) => {
  const eraseData = makeEraseData(hub, memory);
  return async (): Promise<void> => {
    for (const caseId of await hub.store.postponedErasures(SWEEP))
      try {
        await eraseData(caseId);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        hub.log.error("watch-case-failed", { caseId, error: text });
      }
  };
};

const waitUntilGone = async ({ store }: Hub, caseId: string): Promise<boolean> => {
  for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
    const head = await store.head(caseId);
    if (head === null || head.wrappedKey === null) return true;
    await setTimeout(LOOK_EVERY_MS);
  }
  return false;
};

/**
 * Take the personal data of a closed case out of use. The log stays, unreadable and still verifiable; the public
 * register keeps the licence.
 *
 * The request records the erasure and the relay carries it out, behind all that the case still had to tell; the
 * request waits for that, 5 seconds at most. Asking again meanwhile is harmless.
 * @see 个人信息保护法第四十七条
 */
export const makeEraseCase =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (caseId: string, actor: Actor, reason: string): Promise<EraseResult> => {
    const result = await handle({ caseId, command: { type: "EraseCase", reason }, actor, cause: "erase" });
    if (result.kind !== "Done") return result;
    const isGone = await waitUntilGone(hub, caseId);
    // A command that was under way when the key went has remembered the case again.
    if (isGone) memory.forget(caseId);
    return { ...result, isGone };
  };
