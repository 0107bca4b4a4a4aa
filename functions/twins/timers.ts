/** Named timers: setting one again replaces it. */
export interface Timers {
  /** Run a task after a while, in milliseconds; its failure goes to `onFault`. */
  set: (name: string, afterMs: number, task: () => Promise<void>) => void;
  has: (name: string) => boolean;
  clear: (name: string) => void;
  /** Clear every timer and let none be set any more. */
  stop: () => void;
  /** Let timers be set again. */
  start: () => void;
}

/** The longest a timer of the platform runs; a longer one would fire at once. */
const MAX_MS = 2_147_483_647;

/** Make timers. `onFault` hears of a task that failed, with its timer's name. */
export const makeTimers = (onFault: (name: string, error: unknown) => void): Timers => {
  const running = new Map<string, NodeJS.Timeout>();
  let isStopped = false;

  const clear = (name: string): void => {
    clearTimeout(running.get(name));
    running.delete(name);
  };

  return {
    set: (name, afterMs, task) => {
      clear(name);
      if (isStopped) return;
      const fire = (): void => {
        running.delete(name);
        task().catch((error) => onFault(name, error));
      };
      running.set(name, setTimeout(fire, Math.min(Math.max(afterMs, 0), MAX_MS)));
    },
    has: (name) => running.has(name),
    clear,
    stop: () => {
      isStopped = true;
      for (const name of [...running.keys()]) clear(name);
    },
    start: () => {
      isStopped = false;
    },
  };
};
