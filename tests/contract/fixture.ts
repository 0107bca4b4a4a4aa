import { vi } from "vitest";

/** One adapter under test, over resources of its own. */
export interface Fixture<Port, Settings = void> {
  /** The adapter over empty resources. */
  create: (settings: Settings) => Promise<Port>;
  /** The adapter over the same resources as after a crash: nothing in memory is kept, nothing was ended cleanly. */
  reopen?: (settings: Settings) => Promise<Port>;
  dispose: () => Promise<void>;
}

/** A fixture of an adapter that outlives its process. */
export interface DurableFixture<Port, Settings = void> extends Fixture<Port, Settings> {
  reopen: (settings: Settings) => Promise<Port>;
}

/** A clock that stands still until it is moved; in epoch milliseconds. */
export interface ManualClock {
  now: () => number;
  advance: (milliseconds: number) => void;
}

/** A manual clock that starts on 2026-11-24 at 14:00 in Shanghai. */
export const makeManualClock = (): ManualClock => {
  let at = Date.parse("2026-11-24T06:00:00.000Z");
  return {
    now: () => at,
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
};

/** Wait until a check passes, ten seconds at most. */
export const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000, interval: 5 });

/** Give an adapter the time to do what it must not do. */
export const aWhile = (milliseconds = 60): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** A promise and what settles it. */
export const makeGate = (): { opened: Promise<void>; open: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
};
