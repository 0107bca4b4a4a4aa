import type { RecordedEvent } from "../../schemas/events.ts";
import { currentStage } from "../case/follow-ups.ts";
import { type Effect, react } from "../case/react.ts";
import type { CaseState } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import type { RelayEntry } from "../ports/relay-source.ts";
import type { Workflow } from "../ports/workflow.ts";
import type { CaseMemory, LoadedCase } from "./case-memory.ts";
import { deliveryOf } from "./deliver.ts";
import { makeEraseData } from "./erase-case.ts";
import { decodeEvent } from "./event-codec.ts";
import { feeDeliveriesOf } from "./fees/fee-deliveries.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { makeProjectEffects } from "./project/project-effects.ts";

/** How often the relay itself tries an erasure that waits for messages; after that the watch does. */
const ERASURE_TRIES = 3;

/** The events of a stretch: those just written if they are still in hand, else from the log. */
const eventsOf = async (
  hub: Hub,
  loaded: LoadedCase,
  entry: RelayEntry,
): Promise<readonly RecordedEvent[]> => {
  const isWanted = ({ seq }: { seq: number }) => seq >= entry.fromSeq && seq <= entry.toSeq;
  const inHand = loaded.tail.filter(isWanted);
  if (inHand.length === entry.toSeq - entry.fromSeq + 1) return inHand;
  const found = await hub.store.load(entry.caseId, entry.fromSeq - 1);
  return (found?.events ?? [])
    .filter(isWanted)
    .map((stored) => decodeEvent(loaded.key, entry.caseId, stored));
};

/**
 * Carry out what follows from committed events: start and resume workflows, put deliveries in their queue, tell the other cases of a
 * project, erase.
 *
 * At least once each: every effect may run again and then changes nothing. A case whose personal data was taken out
 * of use has no effects any more; its key is destroyed once more, in case a crash left a trace of it.
 */
export const makeRelay = (hub: Hub, memory: CaseMemory, workflow: Workflow, handle: HandleCommand) => {
  const erase = makeErase(hub, memory);
  const forProject = makeProjectEffects(hub, memory, handle);
  return async (entry: RelayEntry): Promise<void> => {
    const found = await memory.load(entry.caseId);
    if (found.kind === "Erased") await hub.store.destroyKey(entry.caseId);
    if (found.kind !== "Loaded") return;
    const { loaded } = found;
    const events = await eventsOf(hub, loaded, entry);
    const effects = events.flatMap((event) => react(event, loaded.state));
    await enqueueAll(hub, loaded, effects);
    await Promise.all(effects.map((effect) => drive(hub, workflow, loaded.state, effect)));
    for (const effect of effects) await forProject(loaded.state, effect);
    if (effects.some(({ kind }) => kind === "Erase")) await erase(entry);
  };
};

/**
 * Entries of a case come in order, so all it had to tell is in the queue by now. While messages are pending the
 * erasure is noted for the watch, then tried again a few times, since most are delivered within seconds.
 */
const makeErase = (hub: Hub, memory: CaseMemory) => {
  const eraseData = makeEraseData(hub, memory);
  return async ({ caseId, attempts }: RelayEntry): Promise<void> => {
    if ((await eraseData(caseId)) === "Gone") return;
    await hub.store.postponeErasure(caseId);
    if (attempts < ERASURE_TRIES) throw new Error(`case ${caseId} is erased once its messages are delivered`);
  };
};

const enqueueAll = async (
  hub: Hub,
  { state, key }: LoadedCase,
  effects: readonly Effect[],
): Promise<void> => {
  const made = await Promise.all(
    effects.map((effect) => (effect.kind === "Deliver" ? deliveryOf(hub, state, key, effect) : null)),
  );
  const toChannels = effects.flatMap((effect) =>
    effect.kind === "TellChannels" ? feeDeliveriesOf(hub, state, key, effect) : [],
  );
  const deliveries = [...made.filter((delivery) => delivery !== null), ...toChannels];
  if (deliveries.length > 0) await hub.deliveries.enqueue(deliveries);
};

const drive = async (hub: Hub, workflow: Workflow, state: CaseState, effect: Effect): Promise<void> => {
  const { processId } = state;
  if (effect.kind === "StartWorkflow") {
    const stage = currentStage(processOf(hub.world, state), state) ?? undefined;
    await workflow.start({ caseId: effect.caseId, processId, stage });
  }
  if (effect.kind === "ResumeItem")
    await workflow.resume({ caseId: effect.caseId, itemId: effect.itemId, processId });
};
