import { setTimeout as pause } from "node:timers/promises";
import {
  type ExecutionListItem,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { type HubClient, makeHubClient, signIn } from "../../functions/entry/demo/hub-client.ts";
import type { Material } from "../../schemas/materials.ts";
import { fileSample, named } from "../e2e/sample-case.ts";
import type { Deployment } from "./deployment.ts";
import { clientOptions } from "./stack.ts";

/** A case that waits for its applicant, and so stands for as long as it is left alone. */
export interface StandingCase {
  client: HubClient;
  caseId: string;
  materials: readonly Material[];
  /** When its execution had certainly begun, in epoch milliseconds. */
  since: number;
}

const WORD = "重部庚";

/** An execution that breaks within a minute would break again, and is left to the watch's own pace; in milliseconds. */
const LONG_LIVED_MS = 61_000;

const PATIENCE_MS = 90_000;

/** File a case whose departments want a correction, and wait until they have said so. */
export const fileStandingCase = async ({ gate }: Deployment): Promise<StandingCase> => {
  const client = makeHubClient(gate.url, await signIn(gate.url, "zhang-san"));
  const { view, materials } = await fileSample(client, named("needs-correction", WORD));
  await client.until(view.caseId, ({ waitingOn }) => waitingOn === "applicant", PATIENCE_MS);
  return { client, caseId: view.caseId, materials, since: Date.now() };
};

const executionsOf = async (
  { stacks }: Deployment,
  sfn: SFNClient,
  caseId: string,
): Promise<ExecutionListItem[]> => {
  const machines = await stacks.resources("AWS::StepFunctions::StateMachine");
  const lists = await Promise.all(
    machines.map(({ physicalId }) =>
      sfn.send(new ListExecutionsCommand({ stateMachineArn: physicalId, statusFilter: "RUNNING" })),
    ),
  );
  return lists.flatMap(({ executions = [] }) => executions).filter(({ name }) => name?.startsWith(caseId));
};

/**
 * Stop the execution of a standing case by hand, as somebody might in the console, see that another takes its place,
 * and let the applicant correct. Rejects unless the case is issued, once.
 */
export const stopAndComeHome = async (deployment: Deployment, standing: StandingCase): Promise<void> => {
  const { client, caseId, materials, since } = standing;
  const sfn = new SFNClient(clientOptions(deployment.emulator));
  await pause(Math.max(since + LONG_LIVED_MS - Date.now(), 0));
  const [running] = await executionsOf(deployment, sfn, caseId);
  if (running === undefined) throw new Error(`no execution of case ${caseId} is running`);
  await sfn.send(new StopExecutionCommand({ executionArn: running.executionArn, error: "StoppedByHand" }));
  for (const end = Date.now() + PATIENCE_MS; ; await pause(500)) {
    const [next] = await executionsOf(deployment, sfn, caseId);
    if (next !== undefined) break;
    if (Date.now() > end) throw new Error(`no execution took the place of ${running.executionArn}`);
  }
  await client.correct(caseId, 1, { form: named("corrected", WORD), materials });
  await client.until(caseId, ({ status }) => status === "issued", PATIENCE_MS);
  const issued = (await client.events(caseId)).filter(({ type }) => type === "LicenceIssued");
  if (issued.length !== 1) throw new Error(`case ${caseId} was issued ${issued.length} times`);
};
