import { setTimeout as pause } from "node:timers/promises";

/** Sends the last answer of a case and resolves once the case is decided and the client has the result; rejects on any other outcome. */
export type LastAnswer = () => Promise<void>;

/**
 * One level of load: how many clients work at the same time, and what a case is for the system measured.
 *
 * `startCase` opens a new case, sends every answer but the last, and hands back the step that sends the last one.
 * It must make its own ids, since all clients call it. @see runLevel
 */
export interface Level {
  readonly clients: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly startCase: () => Promise<LastAnswer>;
}

/**
 * What one level gave. `cases` were decided inside the measured window; the percentiles are exact (nearest rank over
 * every one of them) and say how long a client waited from sending the last answer to holding the result, in
 * milliseconds; `null` when no case was decided. `errors` counts every case that failed, warm-up included.
 */
export interface LevelFigures {
  readonly clients: number;
  readonly cases: number;
  readonly casesPerSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly errors: number;
  readonly firstError: string | null;
}

interface Tally {
  readonly waits: number[];
  errors: number;
  firstError: string | null;
}

interface Window {
  readonly beginMs: number;
  readonly endMs: number;
}

/** A client whose case failed rests this long, so that a system that is down is not flooded with attempts. */
const restAfterErrorMs = 50;

/**
 * Drive one level in a closed loop: each client starts a case, answers it, waits for the result, then starts the next.
 *
 * A case counts when it is decided between the end of the warm-up and the end of the window; the cases still open
 * then are brought to their end and not counted. Nothing here knows HTTP or the system measured.
 * Failures: none of its own; a case that rejects is counted in `errors` and the client goes on.
 *
 * @example
 * const figures = await runLevel({ clients: 16, warmupSeconds: 2, seconds: 8, startCase });
 */
export async function runLevel(level: Level): Promise<LevelFigures> {
  const beginMs = performance.now() + level.warmupSeconds * 1000;
  const window = { beginMs, endMs: beginMs + level.seconds * 1000 };
  const tally: Tally = { waits: [], errors: 0, firstError: null };
  const clients = Array.from({ length: level.clients }, () => runClient(level.startCase, window, tally));
  await Promise.all(clients);
  return figuresOf(level, tally);
}

async function runClient(startCase: Level["startCase"], window: Window, tally: Tally): Promise<void> {
  while (performance.now() < window.endMs) {
    try {
      const answerLast = await startCase();
      const sentMs = performance.now();
      await answerLast();
      const decidedMs = performance.now();
      if (decidedMs >= window.beginMs && decidedMs < window.endMs) tally.waits.push(decidedMs - sentMs);
    } catch (error) {
      tally.errors += 1;
      tally.firstError ??= error instanceof Error ? error.message : String(error);
      await pause(restAfterErrorMs);
    }
  }
}

function figuresOf(level: Level, tally: Tally): LevelFigures {
  const ascending = Float64Array.from(tally.waits).sort();
  return {
    clients: level.clients,
    cases: ascending.length,
    casesPerSecond: rounded(ascending.length / level.seconds, 1),
    p50Ms: percentileMs(ascending, 0.5),
    p99Ms: percentileMs(ascending, 0.99),
    errors: tally.errors,
    firstError: tally.firstError,
  };
}

/** The value at a share (0–1] of ascending values by nearest rank: the smallest that at least that share do not exceed. */
function percentileMs(ascending: Float64Array, share: number): number | null {
  const value = ascending[Math.ceil(share * ascending.length) - 1];
  return value === undefined ? null : rounded(value, 2);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
