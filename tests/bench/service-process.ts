import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A service under test in a process of its own. */
export interface ServiceProcess<T> {
  /** What it printed when it was ready: one line of JSON. */
  address: T;
  /** Milliseconds from the start of the process to that line. */
  readyMs: number;
  /** Resident memory now and at its highest, in MiB (Linux only; null elsewhere). */
  memory: () => { residentMiB: number | null; peakMiB: number | null };
  /** Ask for its next line of JSON by a signal. */
  ask: <A>(signal: "SIGUSR2") => Promise<A>;
  /** End it, cleanly by default. */
  end: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
}

const mebibytes = (status: string, field: string): number | null => {
  const [, kibibytes] = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status) ?? [];
  return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1_024);
};

const memoryOf = (pid: number | undefined) => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return { residentMiB: mebibytes(status, "VmRSS"), peakMiB: mebibytes(status, "VmHWM") };
  } catch {
    return { residentMiB: null, peakMiB: null };
  }
};

const nextLine = async (child: ChildProcess, lines: Interface): Promise<string> => {
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`the service ended with ${String(code)}`)),
  );
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return line;
};

/** Start a service file of this folder and wait until it says that it is ready. */
export const startService = async <T>(
  file: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<ServiceProcess<T>> => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("the service has no output");
  const lines = createInterface({ input: child.stdout });
  const line = await nextLine(child, lines);
  return {
    address: JSON.parse(line) as T,
    readyMs: performance.now() - began,
    memory: () => memoryOf(child.pid),
    ask: async <A>(signal: "SIGUSR2") => {
      const answer = nextLine(child, lines);
      child.kill(signal);
      return JSON.parse(await answer) as A;
    },
    end: async (signal = "SIGTERM") => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
};
