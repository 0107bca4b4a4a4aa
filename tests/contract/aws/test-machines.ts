import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  type ExecutionListItem,
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
  type SFNClient,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { makeStepFunctionsClient } from "../../../functions/adapters/aws/clients.ts";
import { completeTask } from "../../../functions/adapters/aws/complete-task.ts";
import { caseOfExecution } from "../../../functions/adapters/aws/execution-names.ts";
import type { WorkflowSteps } from "../../../functions/ports/workflow.ts";
import { type StateMachineDefinition, substitute } from "../../../functions/workflow/compile.ts";
import { type BridgeFunctions, makeBridgeFunctions } from "./bridge-functions.ts";

/** State machines of one test, whose functions run steps in the process of the test. */
export interface TestMachines {
  sfn: SFNClient;
  /** The ARN of each state machine by its process. */
  arns: ReadonlyMap<string, string>;
  /** Put another definition in the place of the one that is deployed. */
  update: (processId: string, definition: StateMachineDefinition) => Promise<void>;
  /** Every execution there was of a process, newest first. */
  executions: (processId: string) => Promise<ExecutionListItem[]>;
  history: (executionArn: string) => Promise<HistoryEvent[]>;
  /** Resolves when every execution has ended or only waits for departments. */
  quiet: () => Promise<void>;
  dispose: () => Promise<void>;
}

const ROLE = "arn:aws:iam::000000000000:role/machine";
const LOOK_EVERY_MS = 40;

const collected = async <T>(pages: AsyncIterable<T[] | undefined>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...(page ?? []));
  return all;
};

async function* mapped<P, T>(pages: AsyncIterable<P>, rowsOf: (page: P) => T[] | undefined) {
  for await (const page of pages) yield rowsOf(page);
}

/** Tokens on which a machine of a case waits and nobody has called, by case and item. */
const makeWaitingTokens = () => {
  const waiting = new Map<string, Map<string, string>>();
  return {
    add: (caseId: string, itemId: string, token: string): void => {
      const items = waiting.get(caseId) ?? new Map<string, string>();
      waiting.set(caseId, items.set(itemId, token));
    },
    remove: (token: string): void => {
      for (const items of waiting.values())
        for (const [itemId, each] of items) if (each === token) items.delete(itemId);
    },
    forget: (caseId: string): boolean => waiting.delete(caseId),
    count: (caseId: string): number => waiting.get(caseId)?.size ?? 0,
    all: () =>
      [...waiting.values()].flatMap((items) => [...items].map(([itemId, token]) => ({ itemId, token }))),
  };
};

/** Tasks of an execution that are scheduled and have not come to an end. */
const openTasks = (events: readonly HistoryEvent[]): number => {
  const count = (...types: string[]): number =>
    events.filter(({ type }) => types.includes(type ?? "")).length;
  return count("TaskScheduled") - count("TaskSucceeded", "TaskFailed", "TaskTimedOut");
};

/**
 * Deploy definitions at the endpoint the environment names, each as a state machine of its own, with functions that run
 * `steps`. As the deployed ones do, the function that asks completes its own task when the item is through.
 */
export const makeTestMachines = async (
  definitions: ReadonlyMap<string, StateMachineDefinition>,
  steps: WorkflowSteps,
): Promise<TestMachines> => {
  const sfn = makeStepFunctionsClient();
  const waiting = makeWaitingTokens();
  sfn.middlewareStack.add(
    (next) => async (args) => {
      const { taskToken, executionArn } = args.input as { taskToken?: string; executionArn?: string };
      if (taskToken !== undefined) waiting.remove(taskToken);
      const isStop = executionArn !== undefined && "error" in args.input;
      if (isStop) waiting.forget(caseOfExecution(executionArn.split(":").at(-1) ?? ""));
      return next(args);
    },
    { step: "initialize", name: "followTokens" },
  );

  const bridge: BridgeFunctions<"ask" | "settle" | "issue"> = await makeBridgeFunctions({
    ask: async (payload) => {
      const input = payload as Parameters<WorkflowSteps["ask"]>[0];
      const outcome = await steps.ask(input);
      if (outcome === "through") await completeTask(sfn, input);
      else waiting.add(input.caseId, input.itemId, input.token);
      return outcome;
    },
    settle: (payload) => steps.settle(payload as Parameters<WorkflowSteps["settle"]>[0]),
    issue: (payload) => steps.issue(payload as Parameters<WorkflowSteps["issue"]>[0]),
  });

  const textOf = (definition: StateMachineDefinition): string =>
    JSON.stringify(
      substitute(definition, {
        Partition: "aws",
        AskFunctionArn: bridge.arns.ask,
        SettleFunctionArn: bridge.arns.settle,
        IssueFunctionArn: bridge.arns.issue,
      }),
    );

  const arns = new Map<string, string>();
  for (const [processId, definition] of definitions) {
    const name = `lianban-test-${randomUUID()}`;
    const create = new CreateStateMachineCommand({ name, roleArn: ROLE, definition: textOf(definition) });
    arns.set(processId, (await sfn.send(create)).stateMachineArn ?? "");
  }

  const arnOf = (processId: string): string => arns.get(processId) ?? "";

  const executionsOf = (stateMachineArn: string, statusFilter?: "RUNNING"): Promise<ExecutionListItem[]> => {
    const pages = paginateListExecutions(
      { client: sfn },
      { stateMachineArn, ...(statusFilter && { statusFilter }) },
    );
    return collected(mapped(pages, ({ executions }) => executions));
  };

  const history = (executionArn: string): Promise<HistoryEvent[]> =>
    collected(mapped(paginateGetExecutionHistory({ client: sfn }, { executionArn }), ({ events }) => events));

  /** A wait is over when a token was called on, so the tasks that are open are as many as the tokens nobody called on. */
  const isWaiting = async ({ executionArn = "", name = "" }: ExecutionListItem): Promise<boolean> => {
    const before = waiting.count(caseOfExecution(name));
    const open = openTasks(await history(executionArn));
    return open > 0 && open === before && before === waiting.count(caseOfExecution(name));
  };

  const isQuiet = async (): Promise<boolean> => {
    if (bridge.inHand() > 0) return false;
    const running = (await Promise.all([...arns.values()].map((arn) => executionsOf(arn, "RUNNING")))).flat();
    const waits = await Promise.all(running.map(isWaiting));
    return waits.every(Boolean) && bridge.inHand() === 0;
  };

  return {
    sfn,
    arns,
    history,
    update: async (processId, definition) => {
      const stateMachineArn = arnOf(processId);
      await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition: textOf(definition) }));
    },
    executions: (processId) => executionsOf(arnOf(processId)),
    /** Twice in a row, since a branch may be about to schedule its task. */
    quiet: async () => {
      for (let looks = 0; looks < 2; looks = (await isQuiet()) ? looks + 1 : 0)
        await setTimeout(LOOK_EVERY_MS);
    },
    dispose: async () => {
      const left = waiting.all();
      for (const arn of arns.values()) {
        for (const { executionArn } of await executionsOf(arn, "RUNNING"))
          await sfn.send(new StopExecutionCommand({ executionArn, error: "Test.Over" }));
        await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
      }
      for (const each of left) await completeTask(sfn, each);
      await bridge.dispose();
      sfn.destroy();
    },
  };
};
