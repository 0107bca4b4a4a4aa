import { makeEmfMeasurements } from "../../adapters/aws/metrics.ts";
import type { ExecutionStatusChange } from "../../adapters/aws/workflow.ts";
import { makeFinishErasures } from "../../application/erase-case.ts";
import { makeImportCalendar } from "../../application/import-calendar.ts";
import { makeLastSweep } from "../../application/last-sweep.ts";
import { makeMeasure } from "../../application/measure.ts";
import { makeReapply, recentStretch } from "../../application/reapply.ts";
import { FRESH_FOR_MS } from "../../application/refresh-calendar.ts";
import { makeRestartCase } from "../../application/restart-case.ts";
import { makeWatch } from "../../application/watch.ts";
import { makeDecide } from "./decide.ts";
import { makeEffectParts } from "./effects.ts";
import { required, textMap } from "./environment.ts";

/** The end of an execution as Step Functions tells it to EventBridge. */
interface ExecutionEnded {
  source: "aws.states";
  detail: ExecutionStatusChange;
}

/** What wakes the watch: its schedule, once a day with `reapply`, or an execution that ended before its last state. */
type WatchEvent = ExecutionEnded | { source?: undefined; reapply?: boolean };

/** The function that keeps time, drives cases that stand still, and measures how the hub stands. */
export const makeWatchFunction = () => {
  const parts = makeEffectParts();
  const { hub, memory, live, deliveries, workflow, source } = parts;
  const handle = makeDecide(parts);
  const calendar = makeImportCalendar({ ...hub, live, handle, staleForMs: 2 * FRESH_FOR_MS });
  const watch = makeWatch(hub, handle, workflow);
  const lastSweep = makeLastSweep(hub);
  const restart = makeRestartCase(hub, workflow);
  const stuckMs = Number(required("LIANBAN_STUCK_SECONDS")) * 1_000;
  const reapply = makeReapply(hub, memory, handle);
  const finishErasures = makeFinishErasures(hub, memory);
  const measure = makeMeasure(hub, source);
  const departments = [...textMap("LIANBAN_QUEUES").keys()];
  const tell = makeEmfMeasurements();

  return async (event: WatchEvent): Promise<void> => {
    if (event.source === "aws.states") return restart(event.detail);
    if (event.reapply) {
      await reapply(recentStretch(hub.clock.now()));
      return;
    }
    const recomputed = await calendar.recomputeIfNeeded();
    const kept = await watch.keepTime();
    lastSweep.note([recomputed, kept, await watch.driveStuck(stuckMs)]);
    await finishErasures();
    // Told before pointers are renewed: a queue that refuses must not blind every alarm.
    tell(await measure());
    await deliveries.remind(departments);
  };
};
