import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type LastAnswer, type LevelFigures, runLevel } from "../load.ts";
import { makeScratch, type Scratch } from "./scratch.ts";

/** A peer that is up and takes cases, or the reason why it cannot run on this machine. */
export type PeerStart =
  | {
      readonly kind: "started";
      /** Settings that bear on the figures, the same on every machine. */
      readonly config: readonly string[];
      readonly startCase: () => Promise<LastAnswer>;
    }
  | { readonly kind: "unavailable"; readonly message: string };

/**
 * One system to measure. `packageName` is the one whose version the report names; `start` is told whether the run asks
 * for one-way answers (`--one-way`).
 */
export interface Peer {
  readonly name: string;
  readonly packageName: string;
  readonly start: (scratch: Scratch, oneWay: boolean) => Promise<PeerStart>;
}

/** The one object a peer prints. */
export interface PeerReport {
  readonly peer: string;
  readonly version: string;
  readonly config: readonly string[];
  readonly levels: readonly LevelFigures[];
}

interface RunOptions {
  readonly clients: readonly number[];
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly oneWay: boolean;
  readonly json: boolean;
}

const usage = "options: --clients 1,16,64,128  --seconds 8  --warmup 2  --one-way  --json";

/** Exit codes: the run failed; this machine lacks what the peer needs; the options cannot be read. */
const exitCodes = { failed: 1, unavailable: 2, usage: 64 };

/**
 * Measure one peer from the command line and exit: start it, drive every level, end it, print the report.
 *
 * Progress goes to stderr. Stdout gets one line of JSON (`--json`) or a short table. Exits 0 when every case of every
 * level was decided as expected, 1 on errors, 2 when the peer cannot run here, 64 on unreadable options, 130 on SIGINT.
 */
export async function runPeer(peer: Peer): Promise<never> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) return quit(exitCodes.usage, usage);
  const version = installedVersion(peer.packageName);
  if (version === null) {
    return quit(
      exitCodes.unavailable,
      `${peer.packageName} is not installed: run npm ci in tests/bench/peers`,
    );
  }

  const scratch = makeScratch(`bench-${peer.name}-`, (message) => quit(exitCodes.failed, message));
  endOnSignal(scratch);
  try {
    const started = await peer.start(scratch, options.oneWay);
    if (started.kind === "unavailable") return quit(exitCodes.unavailable, started.message);
    const levels = await runLevels(peer.name, options, started.startCase);
    print({ peer: peer.name, version, config: started.config, levels }, options.json);
    process.exitCode = levels.some((level) => level.errors > 0) ? exitCodes.failed : 0;
  } finally {
    await scratch.clear();
  }
  return process.exit();
}

function readOptions(args: string[]): RunOptions | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        clients: { type: "string", default: "1,16,64,128" },
        seconds: { type: "string", default: "8" },
        warmup: { type: "string", default: "2" },
        "one-way": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const clients = values.clients.split(",").map(Number);
    const seconds = Number(values.seconds);
    const warmupSeconds = Number(values.warmup);
    const isReadable =
      clients.every((count) => Number.isInteger(count) && count > 0) && seconds > 0 && warmupSeconds >= 0;
    return isReadable
      ? { clients, seconds, warmupSeconds, oneWay: values["one-way"], json: values.json }
      : null;
  } catch {
    return null;
  }
}

function installedVersion(packageName: string): string | null {
  try {
    const manifest = readFileSync(
      new URL(`node_modules/${packageName}/package.json`, import.meta.url),
      "utf8",
    );
    const { version }: { version: string } = JSON.parse(manifest);
    return version;
  } catch {
    return null;
  }
}

function endOnSignal(scratch: Scratch): void {
  const end = (code: number) => () => {
    scratch.clear().then(
      () => process.exit(code),
      () => process.exit(code),
    );
  };
  process.once("SIGINT", end(130));
  process.once("SIGTERM", end(143));
}

async function runLevels(
  name: string,
  { clients, seconds, warmupSeconds }: RunOptions,
  startCase: () => Promise<LastAnswer>,
): Promise<LevelFigures[]> {
  const levels: LevelFigures[] = [];
  for (const count of clients) {
    process.stderr.write(`${name}: ${count} clients, ${warmupSeconds} s warm-up, ${seconds} s measured\n`);
    const figures = await runLevel({ clients: count, seconds, warmupSeconds, startCase });
    process.stderr.write(`${name}: ${inWords(figures)}\n`);
    levels.push(figures);
  }
  return levels;
}

function inWords({ clients, casesPerSecond, p50Ms, p99Ms, errors, firstError }: LevelFigures): string {
  const failures = errors === 0 ? "" : `, ${errors} errors, first: ${firstError}`;
  return `${clients} clients ${casesPerSecond} cases/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms${failures}`;
}

function print(report: PeerReport, json: boolean): void {
  const table = [`${report.peer} ${report.version}`, ...report.config, ...report.levels.map(inWords)];
  console.log(json ? JSON.stringify(report) : table.join("\n  "));
}

function quit(code: number, message: string): never {
  process.stderr.write(`${message}\n`);
  return process.exit(code);
}
