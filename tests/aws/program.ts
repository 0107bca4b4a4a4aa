import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A program to run, its output in a file. */
export interface ProgramOptions {
  name: string;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  logPath: string;
}

/** A program that runs beside this one, leader of a process group of its own. */
export interface Program {
  name: string;
  pid: number;
  logPath: string;
  /** How it ended: `0`, another code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** End it and every process it started; resolves when none of them is left. */
  stop: () => Promise<void>;
}

/** A program that did not do its work; its output says why. */
export class ProgramFailed extends Error {
  readonly logPath: string;
  constructor(message: string, logPath: string) {
    super(message);
    this.logPath = logPath;
  }
}

/** How long a program has to end when asked, in milliseconds; then it is killed. */
const GRACE_MS = 4_000;

const running = new Set<Program>();
let isEnding = false;

/** A process as the system lists it; a zombie is gone, only not counted yet. */
interface Listed {
  pid: number;
  group: number;
  isZombie: boolean;
  command: string;
}

const listedInProc = (pid: string): Listed[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid: Number(pid), group: Number(group), isZombie: state === "Z", command }];
  } catch {
    return [];
  }
};

const listedByPs = (line: string): Listed[] => {
  const [, pid, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  if (pid === undefined || command === undefined) return [];
  return [{ pid: Number(pid), group: Number(group), isZombie: state?.startsWith("Z") ?? false, command }];
};

const allProcesses = (): Listed[] =>
  existsSync("/proc/self/stat")
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap(listedInProc)
    : execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat=,command="], { encoding: "utf8" })
        .split("\n")
        .flatMap(listedByPs);

/** The living processes of a group, each as its id and command line. */
export const membersOf = (group: number): string[] =>
  allProcesses()
    .filter((each) => each.group === group && !each.isZombie)
    .map(({ pid, command }) => `${pid} ${command.slice(0, 120)}`);

const signalGroup = (group: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

const isGoneWithin = async (group: number, ms: number): Promise<boolean> => {
  for (const end = Date.now() + ms; Date.now() < end; await pause(50))
    if (membersOf(group).length === 0) return true;
  return false;
};

const endGroup = async (group: number): Promise<void> => {
  if (membersOf(group).length === 0) return;
  signalGroup(group, "SIGTERM");
  if (await isGoneWithin(group, GRACE_MS)) return;
  signalGroup(group, "SIGKILL");
  await isGoneWithin(group, GRACE_MS);
};

const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 1));
  });

/** Every group that was started here, ended ones too: what is checked at the end. */
export const startedGroups = new Map<number, string>();

/** Start a program. Throws when there is no such command, and once everything is being ended. */
export const startProgram = ({ name, command, args, env, cwd, logPath }: ProgramOptions): Program => {
  if (isEnding) throw new ProgramFailed(`${name}: not started any more`, logPath);
  const log = openSync(logPath, "a");
  // A group of its own: Ctrl-C reaches this process only, which then ends everything in order.
  const child = spawn(command, [...args], { cwd, env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const { pid } = child;
  const ended = endOf(child);
  ended.catch(() => undefined);
  if (pid === undefined) throw new ProgramFailed(`${name}: ${command} cannot be started`, logPath);
  const program: Program = {
    ...{ name, pid, logPath, ended },
    stop: async () => {
      await endGroup(pid);
      running.delete(program);
    },
  };
  running.add(program);
  startedGroups.set(pid, name);
  return program;
};

/** Run a program to its end. Rejects with {@link ProgramFailed} unless it ends with code 0. */
export const runProgram = async (options: ProgramOptions): Promise<void> => {
  const program = startProgram(options);
  const end = await program.ended;
  await program.stop();
  if (end !== 0) throw new ProgramFailed(`${options.name}: ${String(end)}`, options.logPath);
};

/** End every program that still runs, the last started first, and start none any more. */
export const stopPrograms = async (): Promise<void> => {
  isEnding = true;
  for (const program of [...running].reverse()) await program.stop();
};
