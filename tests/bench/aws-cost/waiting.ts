import { setTimeout as pause } from "node:timers/promises";
import { makeHubClient, signIn } from "../../../functions/entry/demo/hub-client.ts";
import { functionsTable } from "../../../infra/functions-table.ts";
import type { Rig } from "./rig.ts";
import { sumOf, times, type Usage } from "./usage.ts";

/** The longest one request holds, in seconds. */
const HOLD_SECONDS = 25;

const MINUTE = 60;

/** What one minute of waiting for a change by long polls costs, from one request held to its end. */
export const measureWaiting = async (rig: Rig, caseId: string): Promise<Usage> => {
  const { url } = rig.deployment.gate;
  const client = makeHubClient(url, await signIn(url, "zhang-san"));
  const { version } = await client.read(caseId);
  await rig.rest();
  rig.proxies.take();
  rig.gate.take();
  const began = performance.now();
  await client.follow(caseId, version, HOLD_SECONDS);
  const seconds = (performance.now() - began) / 1_000;
  if (seconds < HOLD_SECONDS - 1) throw new Error(`the long poll came back after ${seconds} s`);
  await pause(500);
  const held = sumOf([
    ...rig.proxies.take().flatMap(({ by, usage }) => (by === "api" ? [usage] : [])),
    {
      apiRequests: rig.gate.take().requests,
      lambdaRequests: 1,
      traces: 1,
      lambdaGbSeconds: (seconds * functionsTable.api.memoryMb) / 1_024,
    },
  ]);
  return times(held, MINUTE / seconds);
};
