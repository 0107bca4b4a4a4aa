import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { HubProcessOptions } from "./hub-process.ts";

const entry = fileURLToPath(new URL("./hub-process.ts", import.meta.url));

/** A hub in a process of its own that may be killed at any moment and started again on the same data. */
export interface Victim {
  start: () => Promise<void>;
  /** SIGKILL: nothing is flushed, nothing says goodbye. */
  kill: () => Promise<void>;
  /** SIGTERM: the hub ends cleanly. */
  stop: () => Promise<void>;
}

/** Make a hub process; it is not started yet. */
export const makeVictim = (options: HubProcessOptions): Victim => {
  let child: ChildProcess | null = null;

  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null) return;
    const gone = once(ending, "exit");
    ending.kill(signal);
    await gone;
  };

  return {
    start: async () => {
      const started = spawn(process.execPath, [entry, JSON.stringify(options)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child = started;
      const failed = once(started, "exit").then(([code]) => {
        throw new Error(`the hub ended with ${String(code)} while it started`);
      });
      const ready =
        started.stdout === null ? Promise.reject(new Error("no output")) : once(started.stdout, "data");
      failed.catch(() => undefined);
      await Promise.race([ready, failed]);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
};
