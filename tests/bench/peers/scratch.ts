import { type ChildProcess, fork, type SpawnOptions, spawn } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A child process to start. `endSignal` asks it to end in good order. @default SIGTERM */
export interface ChildCommand {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly owner?: Owner;
  readonly endSignal?: NodeJS.Signals;
}

/** The numeric user and group a child process runs as. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** What a run leaves behind until it is cleared: child processes, ended by their pid, and one temporary folder. */
export interface Scratch {
  readonly folder: string;
  /** Start a program; its output goes to a log in the folder. */
  readonly spawnChild: (command: ChildCommand) => ChildProcess;
  /** Start a Node module with a message channel; it ends by itself when this process is gone. */
  readonly forkChild: (command: ChildCommand) => ChildProcess;
  /** End the children, the last started first, then remove the folder. May be called again. */
  readonly clear: () => Promise<void>;
}

interface Child {
  readonly process: ChildProcess;
  readonly endSignal: NodeJS.Signals;
}

/** How long a child may take to end in good order before it is killed. */
const graceMs = 5_000;

/** A child that runs as another user must reach its own folder in here, and see nothing else. */
const traversable = 0o711;

/**
 * Make the scratch of one run. Whatever way this process exits, children still alive are killed and the folder goes;
 * only SIGKILL on this process itself can leave something behind.
 *
 * @param onUnexpectedEnd - told when a child ends before `clear`, with the end of its log
 */
export function makeScratch(prefix: string, onUnexpectedEnd: (message: string) => void): Scratch {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, traversable);
  const children: Child[] = [];
  let clearing = false;

  const add = ({ name, endSignal = "SIGTERM" }: ChildCommand, start: (log: number) => ChildProcess) => {
    if (clearing) throw new Error(`${name} not started: the run is ending`);
    const logFile = join(folder, `${name}.log`);
    const log = openSync(logFile, "a");
    const child = start(log);
    closeSync(log);
    children.push({ process: child, endSignal });
    const report = (how: string) => {
      if (!clearing) onUnexpectedEnd(`${name} ${how}\n${endOf(logFile)}`);
    };
    child.once("error", (error) => report(`did not start: ${error.message}`));
    child.once("exit", (code, signal) => report(`ended by itself (${signal ?? `exit code ${code}`})`));
    return child;
  };

  const clear = async () => {
    clearing = true;
    for (const child of children.toReversed()) await end(child);
    removeFolder(folder);
  };
  process.once("exit", () => {
    for (const child of children) if (isAlive(child.process)) child.process.kill("SIGKILL");
    removeFolder(folder);
  });
  return {
    folder,
    spawnChild: (command) =>
      add(command, (log) => spawn(command.file, [...(command.args ?? [])], optionsOf(command, folder, log))),
    forkChild: (command) =>
      add(command, (log) => {
        const options = optionsOf(command, folder, log);
        return fork(command.file, [...(command.args ?? [])], {
          ...options,
          stdio: ["ignore", log, log, "ipc"],
        });
      }),
    clear,
  };
}

function optionsOf(command: ChildCommand, folder: string, log: number) {
  return {
    cwd: folder,
    env: { ...process.env, ...command.env },
    stdio: ["ignore", log, log],
    ...command.owner,
  } satisfies SpawnOptions;
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function end({ process: child, endSignal }: Child): Promise<void> {
  if (!isAlive(child)) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill(endSignal);
  const patience = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await promise;
  clearTimeout(patience);
}

/** A killed database's own children may write for a moment longer, hence the retries. */
function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function endOf(logFile: string): string {
  return readFileSync(logFile, "utf8").slice(-2_000);
}
