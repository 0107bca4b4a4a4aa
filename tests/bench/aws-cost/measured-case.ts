import type { EntryName } from "../../../infra/bundle.ts";
import { functionsTable } from "../../../infra/functions-table.ts";
import type { CaseTable } from "./case-table.ts";
import type { GateCounts } from "./counting-gate.ts";
import { readFunctionLog } from "./emulator-logs.ts";
import type { CountedCall } from "./function-proxies.ts";
import { playRegistration, type Registration } from "./registration.ts";
import type { Rig } from "./rig.ts";
import { sumOf, type Usage } from "./usage.ts";

/** How much of a function was used. */
export interface FunctionUse {
  name: string;
  invocations: number;
  durationsMs: readonly number[];
  logBytes: number;
}

/** All that was counted of one step of a registration. */
export interface StepCounts {
  title: string;
  calls: readonly CountedCall[];
  gate: GateCounts;
}

/** All that was counted of one registration. */
export interface MeasuredCase {
  caseId: string;
  steps: readonly StepCounts[];
  functions: readonly FunctionUse[];
  transitions: number;
  kept: { bytes: number; items: number };
}

/** Whether what functions remember helps: a step follows the next at once, or each meets new processes. */
export type Pace = "busy" | "quiet";

const WATCH = "watch";

/** What functions did since an instant, in epoch milliseconds. */
const functionUses = ({ functions, deployment }: Rig, sinceMs: number): Promise<FunctionUse[]> =>
  Promise.all(
    functions.all.map(async ({ name, logGroup }) => {
      const log = await readFunctionLog(deployment.emulator.endpoint, logGroup, sinceMs);
      return { name, invocations: log.invocations, durationsMs: log.durationsMs, logBytes: log.bytes };
    }),
  );

/** Play a registration and count it. */
export const measureCase = async (
  rig: Rig,
  table: CaseTable,
  registration: Registration,
  pace: Pace,
): Promise<MeasuredCase> => {
  const steps: StepCounts[] = [];
  await rig.rest();
  const sinceMs = Date.now();
  const caseId = await playRegistration(rig, table, registration, async (title, step) => {
    if (pace === "quiet") await rig.functions.renew();
    rig.proxies.take();
    rig.gate.take();
    await step();
    await rig.rest();
    // What the watch does meanwhile is no part of the case.
    const calls = rig.proxies.take().filter(({ by }) => by !== WATCH);
    steps.push({ title, calls, gate: rig.gate.take() });
  });
  const transitions = await table.transitions(caseId);
  if (transitions === null) throw new Error(`the state machine of case ${caseId} still runs`);
  return {
    ...{ caseId, steps, transitions },
    functions: (await functionUses(rig, sinceMs)).filter(({ name }) => name !== WATCH),
    kept: await table.kept(caseId),
  };
};

/** The row of a function in the table of functions: `adapter-tax` is an `adapter`. */
export const entryOf = (name: string): EntryName => (name.split("-")[0] ?? "") as EntryName;

/** Steps of a state machine run on its trace; every other invocation begins one. */
const STEPS: ReadonlySet<string> = new Set(["ask", "settle", "issue"]);

const GB = 1_024 ** 3;

/** An entry of the API's access log, in bytes. */
const ACCESS_LOG_BYTES = 300;

/** How long an invocation of an entry takes, in milliseconds. */
export type DurationOf = (entry: EntryName) => number;

const lambdaUsage = (uses: readonly FunctionUse[], durationOf: DurationOf): Usage =>
  sumOf(
    uses.map(({ name, invocations }) => ({
      lambdaRequests: invocations,
      lambdaGbSeconds:
        (invocations * durationOf(entryOf(name)) * functionsTable[entryOf(name)].memoryMb) / 1_024 / 1_000,
    })),
  );

/** The poller receives each batch and deletes it: two requests an invocation by a queue. */
const pollerUsage = (uses: readonly FunctionUse[]): Usage => ({
  queueRequests: uses
    .filter(({ name }) => entryOf(name) === "adapter")
    .reduce((sum, { invocations }) => sum + 2 * invocations, 0),
});

const traceUsage = (uses: readonly FunctionUse[]): Usage => ({
  traces: uses
    .filter(({ name }) => !STEPS.has(entryOf(name)))
    .reduce((sum, { invocations }) => sum + invocations, 1),
});

const gateUsage = ({ requests, bytes }: GateCounts): Usage => ({
  apiRequests: requests,
  transferGb: bytes / GB,
  logGb: (requests * ACCESS_LOG_BYTES) / GB,
});

/**
 * Requests that services make of KMS in the name of a function that has not called for five minutes: DynamoDB for the
 * table's key, SQS for the data key of a message and again for the poller, S3 for a bucket key. At most so many.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const encryptionUsage = ({ calls }: Pick<StepCounts, "calls">): Usage => {
  const touched = (prefix: string): number =>
    new Set(calls.filter(({ name }) => name.startsWith(prefix)).map(({ by }) => by)).size;
  const served = new Set(calls.filter(({ by }) => by.startsWith("adapter")).map(({ by }) => by)).size;
  return { kmsByServices: touched("DynamoDB.") + touched("S3.PUT") + 2 * served };
};

/** What a measured registration is billed. */
export const caseUsage = (
  { steps, functions, transitions }: MeasuredCase,
  { pace, durationOf }: { pace: Pace; durationOf: DurationOf },
): Usage =>
  sumOf([
    ...steps.flatMap(({ calls, gate }) => [...calls.map(({ usage }) => usage), gateUsage(gate)]),
    ...(pace === "quiet" ? steps.map(encryptionUsage) : []),
    lambdaUsage(functions, durationOf),
    pollerUsage(functions),
    traceUsage(functions),
    { transitions, logGb: functions.reduce((sum, { logBytes }) => sum + logBytes, 0) / GB },
  ]);
