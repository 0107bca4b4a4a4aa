import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeHttpClient } from "./http-client.ts";
import { type HubAddress, makeFileCase, makeStartCase, uploadDocument } from "./hub-cases.ts";
import { type ServiceProcess, startService } from "./service-process.ts";

/**
 * How much a case costs that only waits: memory with many open cases, and how soon a hub that was killed answers
 * again. `node tests/bench/capacity.ts --open 100000 --restart 10000`
 */
const { values } = parseArgs({
  options: { open: { type: "string", default: "100000" }, restart: { type: "string", default: "10000" } },
});

const CLIENTS = 32;

/** As `npm start` runs the hub. */
const HUB_FLAGS = ["--max-semi-space-size=16"];

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** File cases until the hub holds `target` open ones. */
const fillTo = async (hub: ServiceProcess<HubAddress>, from: number, target: number): Promise<void> => {
  const client = makeHttpClient(hub.address.url);
  const file = makeFileCase(client, hub.address, await uploadDocument(client, hub.address));
  let next = from;
  const work = async (): Promise<void> => {
    while (next < target) {
      next += 1;
      const n = next;
      await file(n);
      if (n % 10_000 === 0) say(`${n} open cases, ${JSON.stringify(hub.memory())}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  client.close();
};

/** Bring one new case from form to licence on a hub that was just killed and started again. */
const firstCase = async (again: ServiceProcess<HubAddress>, from: number): Promise<number> => {
  const began = performance.now();
  const client = makeHttpClient(again.address.url);
  const document = await uploadDocument(client, again.address);
  const answerLast = await makeStartCase(client, again.address, document, from)();
  await answerLast();
  client.close();
  return Math.round(performance.now() - began);
};

const dataDir = await mkdtemp(join(tmpdir(), "lianban-capacity-"));
const start = () => startService<HubAddress>("./hub-service.ts", [dataDir, "keep"], HUB_FLAGS);
let hub = await start();

/** Kill the hub and start it again on the same folder. */
const restart = async (from: number): Promise<{ readyMs: number; firstCaseMs: number }> => {
  await hub.end("SIGKILL");
  hub = await start();
  return { readyMs: Math.round(hub.readyMs), firstCaseMs: await firstCase(hub, from) };
};

try {
  const few = Number(values.restart);
  await fillTo(hub, 0, few);
  const small = await restart(1_000_000);
  say(`restart with ${few} open cases: ready in ${small.readyMs} ms`);
  const many = Number(values.open);
  await fillTo(hub, few, many);
  const filled = hub.memory();
  const large = await restart(1_000_001);
  const figures = {
    machine: {
      cpu: cpus()[0]?.model ?? "",
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    restart: { openCases: few, readyMs: small.readyMs, firstCaseMs: small.firstCaseMs },
    open: { openCases: many, ...filled, restartReadyMs: large.readyMs, afterRestart: hub.memory() },
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await hub.end("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
}
