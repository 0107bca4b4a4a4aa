import {
  DescribeExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { Workflow } from "../../ports/workflow.ts";
import { completeTask } from "./complete-task.ts";
import { caseOfExecution, executionArn, restartName } from "./execution-names.ts";
import { failureName } from "./failure-name.ts";
import { makeMachineItems } from "./machine-items.ts";
import type { Table } from "./table.ts";
import type { DynamoTaskTokens } from "./task-tokens.ts";

/** An execution younger than this is the one a start has just begun, or begun when it was first tried, in milliseconds. */
const FRESH_MS = 5_000;

/** An execution that ends sooner after its start than this would end so again; it is left to the watch, in milliseconds. */
const SHORT_LIVED_MS = 60_000;

/** Statuses in which an execution ends without having come to the end of its machine. */
const BROKEN: ReadonlySet<string> = new Set(["FAILED", "TIMED_OUT", "ABORTED"]);

/** How an execution that another one takes the place of is said to have ended. */
const REPLACED = "Lianban.Replaced";

/**
 * What is told of an execution whose status changed: the `detail` of the event; dates in epoch milliseconds.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export interface ExecutionStatusChange {
  executionArn: string;
  name: string;
  status: string;
  startDate?: number | null;
  stopDate?: number | null;
}

/** What an execution's end asks for: nothing, or that its case be started again if it is still open. */
export type ExecutionEnd = { kind: "Nothing" } | { kind: "NeedsStart"; caseId: string };

/** The workflow, and what the end of an execution means to it. */
export interface StepFunctionsWorkflow extends Workflow {
  /**
   * Whether the end of an execution leaves its case without a machine. Not so for one that came through, for one that
   * was replaced, and for one that lived less than a minute: what broke it so soon would break the next as well, so
   * the watch comes by at its own pace.
   */
  ended: (execution: ExecutionStatusChange) => Promise<ExecutionEnd>;
}

const ignoring = async (names: readonly string[], call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!names.includes(failureName(error))) throw error;
  }
};

/**
 * Step Functions as the workflow, with one Standard state machine per process.
 *
 * The first execution of a case bears the case's number as its name. A start that is repeated meets it: while it runs,
 * the service answers with the same execution and its old start date, and once it has ended with
 * `ExecutionAlreadyExists`. Whatever is not fresh is replaced by an execution under a new name, which the table then
 * holds as the present one; a case that is started once writes nothing there.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 * @param machines - ARNs of the state machines by process, without version or alias
 * @param now - the present instant in epoch milliseconds
 */
export const makeStepFunctionsWorkflow = ({
  sfn,
  table,
  tokens,
  machines,
  now,
}: {
  sfn: Pick<SFNClient, "send">;
  table: Table;
  tokens: Pick<DynamoTaskTokens, "peek" | "remove">;
  machines: ReadonlyMap<string, string>;
  now: () => number;
}): StepFunctionsWorkflow => {
  const items = makeMachineItems(table);
  const inHand = new Set<Promise<unknown>>();

  const tracked = <T>(work: Promise<T>): Promise<T> => {
    inHand.add(work);
    return work.finally(() => inHand.delete(work));
  };

  const machineOf = (processId: string): string => {
    const arn = machines.get(processId);
    if (arn === undefined) throw new Error(`no state machine was deployed for process "${processId}"`);
    return arn;
  };

  /** The start date of the execution in epoch milliseconds; `null` when one of its name has ended already. */
  const begin = async (
    machineArn: string,
    name: string,
    { caseId, stage }: { caseId: string; stage?: string | undefined },
  ): Promise<number | null> => {
    const input = JSON.stringify(stage === undefined ? { caseId } : { caseId, settled: { next: stage } });
    try {
      const begun = await sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
      return begun.startDate?.getTime() ?? now();
    } catch (error) {
      if (failureName(error) === "ExecutionAlreadyExists") return null;
      throw error;
    }
  };

  /** A stop is refused by `ValidationException` where an execution that has ended cannot be stopped again. */
  const stop = async (arn: string): Promise<void> => {
    const call = sfn.send(new StopExecutionCommand({ executionArn: arn, error: REPLACED }));
    await ignoring(["ExecutionDoesNotExist", "ValidationException"], call);
  };

  /**
   * The place is taken before the execution begins, under a name that is known beforehand, and only who took it begins.
   * So of several who replace an execution at once one does, and its machine begins after all of them were called. One
   * that was itself replaced before it began is stopped again.
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
   */
  const replace = async (machineArn: string, caseId: string, present: string | null): Promise<void> => {
    await stop(present ?? executionArn(machineArn, caseId));
    const name = restartName(caseId);
    const next = executionArn(machineArn, name);
    if (!(await items.replace(caseId, present, next))) return;
    await begin(machineArn, name, { caseId });
    if ((await items.present(caseId)) !== next) await stop(next);
  };

  const start: Workflow["start"] = async ({ caseId, processId, stage }) => {
    const machineArn = machineOf(processId);
    const present = await items.present(caseId);
    const startedAt = present === null ? await begin(machineArn, caseId, { caseId, stage }) : null;
    if (startedAt === null || now() - startedAt > FRESH_MS) await replace(machineArn, caseId, present);
  };

  const isRunning = async (arn: string): Promise<boolean> => {
    try {
      const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
      return status === "RUNNING";
    } catch (error) {
      if (failureName(error) === "ExecutionDoesNotExist") return false;
      throw error;
    }
  };

  /** The token goes last: a crash before that only repeats the call. */
  const resume: Workflow["resume"] = async ({ caseId, itemId, processId }) => {
    const machineArn = machineOf(processId);
    const token = await tokens.peek(caseId, itemId);
    if (token === null) return;
    if ((await completeTask(sfn, { token, itemId })) === "Gone") {
      const present = (await items.present(caseId)) ?? executionArn(machineArn, caseId);
      if (!(await isRunning(present))) await start({ caseId, processId });
    }
    await tokens.remove(caseId, itemId, token);
  };

  const ended: StepFunctionsWorkflow["ended"] = async ({ executionArn: arn, name, status, ...dates }) => {
    const lived = (dates.stopDate ?? now()) - (dates.startDate ?? 0);
    if (!BROKEN.has(status) || lived < SHORT_LIVED_MS) return { kind: "Nothing" };
    const caseId = caseOfExecution(name);
    const present = await items.present(caseId);
    const isPresent = present === null ? name === caseId : present === arn;
    return isPresent ? { kind: "NeedsStart", caseId } : { kind: "Nothing" };
  };

  return {
    start: (input) => tracked(start(input)),
    resume: (input) => tracked(resume(input)),
    ended: (execution) => tracked(ended(execution)),
    idle: async () => {
      while (inHand.size > 0) await Promise.allSettled([...inHand]);
    },
  };
};
