import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { parseSecret } from "../../functions/departments/webhook-signature.ts";
import { twinPath } from "../../functions/runtime/twins.ts";
import { makeFileLedger } from "../../functions/twins/file-ledger.ts";
import { twinRoster } from "../../functions/twins/roster.ts";
import { makeTwin } from "../../functions/twins/twin.ts";
import { briskDials } from "../support/brisk-dials.ts";

/** What the departments' systems are told when they start. */
export interface TwinsProcessOptions {
  port: number;
  /** The hub's public address. */
  hubUrl: string;
  dataDir: string;
  seed: number;
}

const { port, hubUrl, dataDir, seed } = JSON.parse(process.argv[2] ?? "{}") as TwinsProcessOptions;

const app = new Hono();

/** A department gets its secret handed over, by hand as it were: `PUT /twins/{department}/secret` with `whsec_…`. */
const addTwin = async (row: (typeof twinRoster)[number], index: number): Promise<void> => {
  let secrets: Uint8Array[] = [];
  const current = async () => {
    // The one before counts until the next rotation; by then every part of the hub knows the new one.
    const toHub = secrets[1] ?? secrets[0];
    if (toHub === undefined) throw new Error(`${row.department} was not given its secret yet`);
    return { toHub, fromHub: secrets };
  };
  const ledger = makeFileLedger(join(dataDir, `${row.department}.jsonl`));
  const twin = makeTwin({ ...row, hubUrl, secrets: current, seed: seed + index, dials: briskDials, ledger });
  await twin.start();
  twin.app.put("/secret", async (c) => {
    const secret = parseSecret((await c.req.text()).trim());
    if (secret === null) return c.text("whsec_… is needed", 400);
    secrets = [secret, ...secrets];
    return c.body(null, 204);
  });
  app.route(twinPath(row.department), twin.app);
  stops.push(twin.stop);
};

const stops: (() => Promise<void>)[] = [];
for (const [index, row] of twinRoster.entries()) await addTwin(row, index);

const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
process.once("SIGTERM", () => {
  server.close();
  void Promise.all(stops.map((stop) => stop())).then(() => process.exit(0));
});
