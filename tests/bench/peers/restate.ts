import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type HttpClient, makeHttpClient } from "../http-client.ts";
import { freePort, portOf, until } from "./loopback.ts";
import { type PeerStart, runPeer } from "./run-peer.ts";
import type { Scratch } from "./scratch.ts";
import { makeStartCase } from "./three-departments.ts";

const routes = {
  start: (id: string) => `/CaseReview/${id}/run/send`,
  answer: (id: string) => `/CaseReview/${id}/answer`,
  result: (id: string) => `/restate/workflow/CaseReview/${id}/attach`,
};

/** The cheapest calls Restate has for a case; a department then never learns whether its answer was taken. */
const oneWayRoutes = {
  start: (id: string) => `/CaseReview/${id}/run`,
  answer: (id: string) => `/CaseReview/${id}/answer/send`,
  result: null,
};

await runPeer({ name: "restate", packageName: "@restatedev/restate-server", start });

async function start(scratch: Scratch, oneWay: boolean): Promise<PeerStart> {
  const binary = serverBinary();
  if (binary === null)
    return { kind: "unavailable", message: `Restate has no server for ${platform()}-${arch()}` };
  const [nodePort, adminPort, ingressPort] = [await freePort(), await freePort(), await freePort()];
  scratch.spawnChild({
    name: "restate-server",
    file: binary,
    args: serverArgs(join(scratch.folder, "data"), nodePort),
    env: {
      RESTATE_ADMIN__BIND_PORT: String(adminPort),
      RESTATE_INGRESS__BIND_PORT: String(ingressPort),
      RESTATE_DISABLE_TELEMETRY: "true",
      RUST_LOG: "error",
    },
  });
  const service = scratch.forkChild({
    name: "restate-service",
    file: fileURLToPath(new URL("restate-service.ts", import.meta.url)),
    env: { RESTATE_LOGGING: "ERROR" },
  });
  const admin = makeHttpClient(`http://127.0.0.1:${adminPort}`);
  const ingress = makeHttpClient(`http://127.0.0.1:${ingressPort}`);
  await until("Restate's admin API", () => isHealthy(admin, "/health"));
  await until("Restate's ingress", () => isHealthy(ingress, "/restate/health"));
  await register(admin, await portOf(service));
  const startCase = makeStartCase(ingress, oneWay ? oneWayRoutes : routes);
  return { kind: "started", config: configWith(oneWay), startCase };
}

function serverBinary(): string | null {
  try {
    const packageName = `@restatedev/restate-server-${platform()}-${arch()}`;
    return createRequire(import.meta.url).resolve(`${packageName}/bin/restate-server`);
  } catch {
    return null;
  }
}

function serverArgs(dataFolder: string, nodePort: number): string[] {
  const addresses = ["--bind-ip", "127.0.0.1", "--bind-port", String(nodePort), "--listen-mode", "tcp"];
  return ["--no-logo", "--node-name", "bench", "--base-dir", dataFolder, ...addresses];
}

async function isHealthy(client: HttpClient, path: string): Promise<boolean> {
  const answer = await client.send({ method: "GET", path });
  return answer.status === 200;
}

async function register(admin: HttpClient, servicePort: number): Promise<void> {
  const body = JSON.stringify({ uri: `http://127.0.0.1:${servicePort}` });
  const answer = await admin.send({ method: "POST", path: "/deployments", body });
  if (answer.status !== 201) throw new Error(`Restate refused the service: ${answer.status} ${answer.body}`);
}

function configWith(oneWay: boolean): string[] {
  return [
    "server defaults: WAL with fsync, replicated log, 24 partitions, replication 1, one node",
    "workflow with three durable promises, resolved by a shared handler through the HTTP ingress",
    oneWay
      ? "one-way answers (/send); the call that starts the workflow stays open until its result"
      : "an answer is acknowledged when its promise is resolved; the result is awaited by attach",
    "three processes: server, SDK service over HTTP/2, load generator; RESTATE_LOGGING=ERROR",
  ];
}
