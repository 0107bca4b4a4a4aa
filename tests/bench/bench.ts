import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { companyForm } from "./company.ts";
import { makeHttpClient } from "./http-client.ts";
import { type HubAddress, makeStartCase, uploadDocument } from "./hub-cases.ts";
import { type Level, type LevelFigures, runLevel } from "./load.ts";
import type { PeerReport } from "./peers/run-peer.ts";
import { startService } from "./service-process.ts";

/**
 * Cases per second and last answer → decided, for the hub, the floor under it, and peers where they are installed,
 * all in one run. Prints a table, writes JSON.
 *
 * `npm run bench -- --clients 1,16,64 --seconds 8 --out bench.json`
 */
const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "1,16,64" },
    seconds: { type: "string", default: "8" },
    out: { type: "string", default: "bench.json" },
    peers: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const CLIENTS = values.clients.split(",").map(Number);
const SECONDS = Number(values.seconds);
const WARM_UP_SECONDS = 2;

/** As `npm start` runs the hub. */
const HUB_FLAGS = ["--max-semi-space-size=16"];

interface Measured {
  name: string;
  note: string;
  levels: (LevelFigures & { commitsPerCase?: number })[];
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const freshFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `lianban-bench-${name}-`));

const measureLevel = async (
  name: string,
  clients: number,
  startCase: Level["startCase"],
): Promise<LevelFigures> => {
  say(`${name}: ${clients} client(s), ${WARM_UP_SECONDS} s warm-up, ${SECONDS} s measured`);
  return runLevel({ clients, warmupSeconds: WARM_UP_SECONDS, seconds: SECONDS, startCase });
};

/** The hub: full validation, signatures, encryption and fsync. Each level gets a fresh hub. */
const measureHub = async (): Promise<Measured> => {
  const levels: Measured["levels"] = [];
  for (const clients of CLIENTS) {
    const hub = await startService<HubAddress>("./hub-service.ts", [await freshFolder("hub")], HUB_FLAGS);
    const client = makeHttpClient(hub.address.url);
    try {
      const document = await uploadDocument(client, hub.address);
      let cases = 0;
      const startCase = makeStartCase(client, hub.address, document);
      const counted: Level["startCase"] = () => {
        cases += 1;
        return startCase();
      };
      const figures = await measureLevel("hub", clients, counted);
      const { commits } = await hub.ask<{ commits: number }>("SIGUSR2");
      levels.push({ ...figures, commitsPerCase: Math.round((commits / cases) * 10) / 10 });
    } finally {
      client.close();
      await hub.end();
    }
  }
  return { name: "lianban", note: "zod, HMAC, AES-GCM, ed25519, WAL FULL", levels };
};

/** Five requests a case as the hub's clients make them; the four posts share the commits out. */
const measureFloor = async (commitsPerCase: number): Promise<Measured> => {
  const levels: LevelFigures[] = [];
  const share = (post: number): number =>
    Math.floor((commitsPerCase * (post + 1)) / 4) - Math.floor((commitsPerCase * post) / 4);
  const form = JSON.stringify(companyForm(1));
  const answer = JSON.stringify({ x: "x".repeat(400) });
  for (const clients of CLIENTS) {
    const floor = await startService<{ url: string }>(
      "./floor-service.ts",
      [await freshFolder("floor")],
      HUB_FLAGS,
    );
    const client = makeHttpClient(floor.address.url);
    const post = (index: number, body: string) =>
      client.send({ method: "POST", path: `/?commits=${share(index)}`, body });
    try {
      levels.push(
        await measureLevel("floor", clients, async () => {
          await post(0, form);
          await post(1, answer);
          await post(2, answer);
          return async () => {
            await post(3, answer);
            await client.send({ method: "GET", path: "/?commits=0" });
          };
        }),
      );
    } finally {
      client.close();
      await floor.end();
    }
  }
  return { name: "floor", note: `5 requests and ${commitsPerCase} commits a case, no logic`, levels };
};

/** A peer in its own process; `null` where it is not installed or cannot run. */
const measurePeer = async (file: string, ...extra: string[]): Promise<Measured | null> => {
  const path = fileURLToPath(new URL(`./peers/${file}`, import.meta.url));
  const args = [path, "--clients", CLIENTS.join(","), "--seconds", String(SECONDS), "--json", ...extra];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [code] = (await once(child, "exit")) as [number | null];
  const line = text.trim().split("\n").at(-1) ?? "";
  if (code !== 0 || line === "") return null;
  const { peer, version, levels } = JSON.parse(line) as PeerReport;
  return { name: [peer, ...extra].join(" "), note: version, levels: [...levels] };
};

const cell = (level: Measured["levels"][number] | undefined): string =>
  level === undefined ? "–" : `${level.casesPerSecond} (${level.p50Ms ?? "–"} / ${level.p99Ms ?? "–"})`;

const table = (all: readonly Measured[]): string =>
  [
    `| cases/s (last answer → decided p50 / p99 ms) | ${CLIENTS.map((clients) => `${clients} client(s)`).join(" | ")} | what |`,
    `|---|${CLIENTS.map(() => "---").join("|")}|---|`,
    ...all.map(
      ({ name, note, levels }) =>
        `| ${name} | ${CLIENTS.map((_, index) => cell(levels[index])).join(" | ")} | ${note} |`,
    ),
  ].join("\n");

const hub = await measureHub();
const single = hub.levels[0]?.commitsPerCase ?? 8;
const floor = await measureFloor(Math.round(single));
const peers = values.peers
  ? [
      await measurePeer("restate.ts"),
      await measurePeer("restate.ts", "--one-way"),
      await measurePeer("dbos.ts"),
    ]
  : [];
const measured = [hub, floor, ...peers.filter((peer) => peer !== null)];
const machine = {
  cpu: cpus()[0]?.model ?? "",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
};
const report = { at: new Date().toISOString(), machine, secondsPerLevel: SECONDS, measured };
await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(
  `${table(measured)}\n\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}\n${values.out}\n`,
);
for (const { levels } of measured) if (levels.some(({ errors }) => errors > 0)) process.exitCode = 1;
