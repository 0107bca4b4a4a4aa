import { mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { type Deployment, openDeployment, prepareDeployment } from "../../aws/deployment.ts";
import { logsFolder } from "../../aws/folders.ts";
import type { Upstream } from "../../aws/gate.ts";
import { makeTwinControl, type TwinControl } from "../../e2e/twin-control.ts";
import { type CountingGate, startCountingGate } from "./counting-gate.ts";
import { type FunctionProxies, makeFunctionProxies } from "./function-proxies.ts";
import { type HubFunctions, rewireFunctions } from "./hub-functions.ts";

/** A deployed hub of which everything is counted that costs something. */
export interface Rig {
  deployment: Deployment;
  gate: CountingGate;
  proxies: FunctionProxies;
  functions: HubFunctions;
  twins: TwinControl;
  /** Wait until the hub has come to rest. */
  rest: () => Promise<void>;
  stop: () => Promise<void>;
}

/** After so long without a call the hub rests, in milliseconds: event sources of the emulator look every second. */
const REST_MS = 2_500;

/** What differs from a development deployment: as in production little is logged; the watch disturbs as little as it may. */
const context = (baseUrl: string): Readonly<Record<string, string>> => ({
  oidcIssuer: `${baseUrl}/oidc`,
  logLevel: "warn",
  watchMinutes: "5",
});

/** Let the gate lead to the API, and say where that is. */
const openAndTell = async (deployment: Deployment): Promise<Upstream> => {
  const { gate } = deployment;
  let upstream: Upstream | null = null;
  const forwardTo = (next: Upstream): void => {
    upstream = next;
    gate.forwardTo(next);
  };
  await openDeployment({ ...deployment, gate: { ...gate, forwardTo } });
  if (upstream === null) throw new Error("nobody said where the API is");
  return upstream;
};

const deploy = async (deployment: Deployment): Promise<Omit<Rig, "rest" | "stop" | "twins">> => {
  const { cdk, gate: front, emulator, twins } = deployment;
  await cdk.bootstrap();
  await cdk.deploy({ ...deployment.context, ...context(front.url) });
  const gate = await startCountingGate(front.url, await openAndTell(deployment));
  front.forwardTo({ port: gate.port, prefix: "" });
  const proxies = makeFunctionProxies(emulator.port);
  const functions = await rewireFunctions(deployment, proxies);
  await twins.handOverSecrets();
  return { deployment, gate, proxies, functions };
};

/** Deploy the hub on an emulator of its own, and put what counts between. */
export const startRig = async (): Promise<Rig> => {
  await mkdir(logsFolder, { recursive: true });
  const deployment = await prepareDeployment();
  const parts = await deploy(deployment);
  const twins = await makeTwinControl(deployment.twins.url);
  if (twins === null) throw new Error(`the twins at ${deployment.twins.url} do not answer`);
  const { gate, proxies } = parts;
  return {
    ...parts,
    twins,
    rest: async () => {
      while (proxies.quietFor() < REST_MS || gate.underWay() > 0) await pause(100);
    },
    stop: async () => {
      await deployment.twins.stop();
      await deployment.gate.stop();
      await gate.stop();
      await proxies.stop();
      await deployment.emulator.stop();
    },
  };
};
