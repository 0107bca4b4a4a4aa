import { fileURLToPath } from "node:url";
import { makeHttpClient } from "../http-client.ts";
import { portOf } from "./loopback.ts";
import { postgresSettings, startPostgres } from "./postgres.ts";
import { type PeerStart, runPeer } from "./run-peer.ts";
import type { Scratch } from "./scratch.ts";
import { makeStartCase } from "./three-departments.ts";

/** Connections of DBOS to PostgreSQL, twice its default; neither 10 nor 40 was clearly better on two cores. */
const poolSize = 20;

const routes = {
  start: (id: string) => `/cases/${id}`,
  answer: (id: string) => `/cases/${id}/answers`,
  result: (id: string) => `/cases/${id}/result`,
};

await runPeer({ name: "dbos", packageName: "@dbos-inc/dbos-sdk", start });

async function start(scratch: Scratch, oneWay: boolean): Promise<PeerStart> {
  if (oneWay) return { kind: "unavailable", message: "--one-way is for Restate: DBOS.send always is" };
  const postgres = await startPostgres(scratch);
  if (postgres === null) {
    const message =
      "DBOS needs PostgreSQL, which is not on this machine (Debian: apt-get install postgresql)";
    return { kind: "unavailable", message };
  }
  const service = scratch.forkChild({
    name: "dbos-service",
    file: fileURLToPath(new URL("dbos-service.ts", import.meta.url)),
    env: { SYSTEM_DATABASE_URL: postgres.url, POOL_SIZE: String(poolSize) },
  });
  const client = makeHttpClient(`http://127.0.0.1:${await portOf(service)}`);
  return { kind: "started", config: configWith(postgres.version), startCase: makeStartCase(client, routes) };
}

function configWith(postgresVersion: string): string[] {
  return [
    `PostgreSQL ${postgresVersion}: ${postgresSettings.join(", ")}; pool of ${poolSize}`,
    "workflow with three parallel DBOS.recv, woken by LISTEN/NOTIFY; answers by DBOS.send",
    "processes: PostgreSQL, node:http server with DBOS in it, load generator",
  ];
}
