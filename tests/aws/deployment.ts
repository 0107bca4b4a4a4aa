import { setTimeout as pause } from "node:timers/promises";
import { type Cdk, makeCdk } from "./cdk.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { type Gate, startGate } from "./gate.ts";
import { makeStacks, type Stacks } from "./stack.ts";
import { startTwins, type Twins } from "./twins.ts";

/** An AWS account on this machine with the departments' systems beside it, and the hub once it is deployed. */
export interface Deployment {
  emulator: Emulator;
  cdk: Cdk;
  stacks: Stacks;
  gate: Gate;
  twins: Twins;
  /** What the stack is deployed with, as `cdk deploy -c name=value` has it. */
  context: Readonly<Record<string, string>>;
}

/** Short pauses, so that a department that was down is tried again while a test looks on. */
const PAUSES_SECONDS = [1, 1, 1, 2, 2, 5, 5, 10, 10, 10, 30, 30].join(",");

/** Start everything the hub needs and meets, and say what it is to be deployed with. */
export const prepareDeployment = async (): Promise<Deployment> => {
  const emulator = await startEmulator();
  const gate = await startGate();
  const twins = await startTwins(gate.url);
  const context = {
    env: "dev",
    baseUrl: gate.url,
    connections: twins.connectionsPath,
    deliveryPausesSeconds: PAUSES_SECONDS,
    // A case that stands still goes on with the next look of the watch.
    stuckSeconds: "5",
    // The emulator has no pipe that leads to an event bus: it reads the same records again every second.
    publish: "off",
    // The emulator runs functions without the SDK that comes with the runtime on AWS.
    emptyOnDestroy: "off",
  };
  return { emulator, gate, twins, context, cdk: makeCdk(emulator), stacks: makeStacks(emulator) };
};

/** How long the deployed hub has for its first answer, in milliseconds. */
const FIRST_ANSWER_MS = 30_000;

const answers = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/health`).catch((error: unknown) => String(error));
  if (typeof response === "string") return response;
  return response.ok ? "ok" : `${response.status} ${(await response.text()).slice(0, 500)}`;
};

/** Let the gate lead to the deployed API, and wait until the hub answers there. */
export const openDeployment = async ({ emulator, gate, stacks }: Deployment): Promise<void> => {
  const [api] = await stacks.resources("AWS::ApiGatewayV2::Api");
  if (api === undefined) throw new Error("no stack has an HTTP API");
  gate.forwardTo({
    port: emulator.port,
    // Under the API's own host name the emulator answers some paths itself, /health among them.
    prefix: `/_aws/execute-api/${api.physicalId}/$default`,
  });
  let last = "";
  for (const end = Date.now() + FIRST_ANSWER_MS; Date.now() < end; await pause(200)) {
    last = await answers(gate.url);
    if (last === "ok") return;
  }
  throw new Error(`the hub at ${gate.url} does not answer: ${last}`);
};
