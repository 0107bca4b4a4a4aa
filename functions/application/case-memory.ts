import { createSecretKey, type KeyObject } from "node:crypto";
import type { RecordedEvent } from "../../schemas/events.ts";
import { evolve } from "../case/evolve.ts";
import { restaged } from "../case/restage.ts";
import type { CaseState } from "../case/state.ts";
import type { CaseHead } from "../ports/case-store.ts";
import { decodeEvent } from "./event-codec.ts";
import type { Hub } from "./hub.ts";

/** A case in hand: its state, its head and its data key, made ready once. `tail` holds events just written, newest last. */
export interface LoadedCase {
  state: CaseState;
  head: CaseHead;
  key: KeyObject;
  tail: readonly RecordedEvent[];
}

/** Why a case cannot be read: there is none, or its personal data was taken out of use. */
export type LoadResult =
  | { kind: "Loaded"; loaded: LoadedCase }
  | { kind: "NotFound" }
  | { kind: "Erased"; head: CaseHead };

/** Reads cases by folding their logs, and remembers the latest few so that a busy case is not folded twice. */
export interface CaseMemory {
  load: (caseId: string) => Promise<LoadResult>;
  /** Note what was just appended. */
  keep: (caseId: string, loaded: LoadedCase) => void;
  forget: (caseId: string) => void;
}

/** Cases remembered at most; at about 20 KB each this bounds the memory at some 20 MB. */
const REMEMBERED = 1_000;

/** The newest events of a remembered case that are kept with it: the relay comes for them soon after. */
const REMEMBERED_EVENTS = 16;

/**
 * Make a memory over a hub's store.
 *
 * @param isOnlyWriter - true when no other process writes the same store, so that what is remembered needs no look
 * at the store; otherwise the remembered state is brought up to date on each load.
 */
export const makeCaseMemory = (
  hub: Pick<Hub, "store" | "keys" | "world">,
  { isOnlyWriter }: { isOnlyWriter: boolean },
): CaseMemory => {
  const remembered = new Map<string, LoadedCase>();

  const keep = (caseId: string, loaded: LoadedCase): void => {
    const before = remembered.get(caseId)?.tail ?? [];
    const [first] = loaded.tail;
    const earlier = before.filter(({ seq }) => first !== undefined && seq < first.seq);
    remembered.delete(caseId);
    remembered.set(caseId, { ...loaded, tail: [...earlier, ...loaded.tail].slice(-REMEMBERED_EVENTS) });
    if (remembered.size <= REMEMBERED) return;
    for (const oldest of remembered.keys()) {
      remembered.delete(oldest);
      return;
    }
  };

  const load = async (caseId: string): Promise<LoadResult> => {
    const known = remembered.get(caseId);
    if (known !== undefined && isOnlyWriter) {
      remembered.delete(caseId);
      remembered.set(caseId, known);
      return { kind: "Loaded", loaded: known };
    }
    const found = await hub.store.load(caseId, known?.state.version ?? 0);
    if (found === null) return { kind: "NotFound" };
    const { head, events } = found;
    if (head.wrappedKey === null) {
      remembered.delete(caseId);
      return { kind: "Erased", head };
    }
    const key = known?.key ?? createSecretKey(await hub.keys.unwrapDataKey(head.wrappedKey));
    const recorded = events.map((event) => decodeEvent(key, caseId, event));
    const folded = recorded.reduce<CaseState | null>(evolve, known?.state ?? null);
    if (folded === null)
      throw new Error(`case ${caseId} has a head and no events; restore its log from a backup`);
    const state = restaged(hub.world, folded);
    const loaded = { state, head, key, tail: recorded };
    keep(caseId, loaded);
    return { kind: "Loaded", loaded };
  };

  return { load, keep, forget: (caseId) => remembered.delete(caseId) };
};
