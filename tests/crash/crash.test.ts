import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { afterEach, expect, it } from "vitest";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeMemoryLedger } from "../../functions/twins/ledger.ts";
import { twinRoster } from "../../functions/twins/roster.ts";
import { makeTwin, type Twin } from "../../functions/twins/twin.ts";
import { sendApplicants } from "./applicants.ts";
import { auditData } from "./audit.ts";
import { makeVictim } from "./victim.ts";

/** How often the hub is killed; 25 in CI, more by hand: `CRASH_KILLS=200 npm run test:crash`. */
const KILLS = Number(process.env.CRASH_KILLS ?? 25);

/** Applicants at the same time. */
const APPLICANTS = 8;

/** The moments of the kills; the same seed kills at the same moments. */
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

const makeRandom = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );

const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const roughDials = {
  acceptAfterMs: [0, 80],
  decideAfterMs: [0, 200],
  duplicateRate: 0.3,
  reorderRate: 0.2,
  outageRate: 0.1,
  clockSkewMs: 0,
  dropAnswerRate: 0.2,
} satisfies Twin["dials"];

const endings: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Twins as servers of their own, so that they live on while the hub dies. */
const startTwins = async (dataDir: string, hubUrl: string) => {
  const keys = makeFileKeys(join(dataDir, "keys.json"));
  return Promise.all(
    twinRoster.map(async ({ department, ...row }, index) => {
      const { inbound, outbound } = await keys.webhookSecrets(department);
      const [toHub = new Uint8Array()] = inbound;
      const twin = makeTwin({
        ...row,
        department,
        hubUrl,
        secrets: { toHub, fromHub: outbound },
        seed: SEED + index,
        dials: roughDials,
        ledger: makeMemoryLedger(),
      });
      const server = createServer(getRequestListener(twin.app.fetch));
      const port = await listen(server);
      await twin.start();
      endings.push(async () => {
        await twin.stop();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return {
        department,
        channel: "system" as const,
        dialect: row.protocol,
        url: `http://127.0.0.1:${port}`,
      };
    }),
  );
};

it(
  `loses nothing, does nothing twice and ends every case through ${KILLS} kills (seed ${SEED})`,
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "lianban-crash-"));
    endings.push(() => rm(dataDir, { recursive: true, force: true }));
    const port = await freePort();
    const hubUrl = `http://127.0.0.1:${port}`;
    const connections = await startTwins(dataDir, hubUrl);
    const victim = makeVictim({ dataDir, port, connections });
    endings.push(victim.kill);
    const random = makeRandom(SEED);

    await victim.start();
    const applicants = sendApplicants(hubUrl, APPLICANTS);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(150 + random() * 900);
      await victim.kill();
      await victim.start();
    }
    applicants.stop();
    await applicants.done;
    await pause(2_000);
    await victim.stop();
    const audit = await auditData(dataDir);

    console.log(`kills ${KILLS}, cases ${audit.cases}`, audit.byStatus);
    expect(audit.faults).toEqual([]);
    expect(audit.cases).toBe(applicants.acknowledged.size);
    expect(new Set(applicants.acknowledged.values()).size).toBe(applicants.acknowledged.size);
    expect(audit.byStatus.issued ?? 0).toBeGreaterThan(0);
  },
  180_000 + KILLS * 10_000,
);
