import { randomUUID } from "node:crypto";
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
import type { MachineFunctions } from "./machine-functions.ts";
import { makeQuiet } from "./machines-quiet.ts";
import { makeWaitingTokens } from "./waiting-tokens.ts";

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
  /** Resolves when every execution has ended or only waits for departments; rejects when one is stuck. */
  quiet: () => Promise<void>;
  dispose: () => Promise<void>;
}

const ROLE = "arn:aws:iam::000000000000:role/machine";
const nameOf = (executionArn: string): string => executionArn.split(":").at(-1) ?? "";

const collected = async <T>(pages: AsyncIterable<T[] | undefined>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...(page ?? []));
  return all;
};

async function* mapped<P, T>(pages: AsyncIterable<P>, rowsOf: (page: P) => T[] | undefined) {
  for await (const page of pages) yield rowsOf(page);
}

/**
 * Deploy definitions at the endpoint the environment names, each as a state machine of its own, and let `functions` run
 * `steps` until they are disposed of. As the deployed one does, the function that asks completes its own task when the
 * item is through.
 */
export const makeTestMachines = async (
  definitions: ReadonlyMap<string, StateMachineDefinition>,
  steps: WorkflowSteps,
  functions: MachineFunctions,
): Promise<TestMachines> => {
  const sfn = makeStepFunctionsClient();
  const waiting = makeWaitingTokens();
  const failures: string[] = [];
  const deployed = new Map<string, StateMachineDefinition>();
  const begunWith = new Map<string, StateMachineDefinition>();

  // What is called on, stopped and begun goes through this client.
  sfn.middlewareStack.add(
    (next) => async (args) => {
      const { taskToken, executionArn, stateMachineArn = "" } = args.input as Partial<Record<string, string>>;
      if (taskToken !== undefined) waiting.remove(taskToken);
      const isStop = executionArn !== undefined && "error" in args.input;
      if (isStop) waiting.forget(caseOfExecution(nameOf(executionArn)));
      const result = await next(args).catch((error: unknown) => {
        if (taskToken !== undefined) failures.push(`token ${taskToken}: ${error}`);
        throw error;
      });
      const begun = (result.output as { executionArn?: string }).executionArn;
      const definition = deployed.get(stateMachineArn);
      if (begun !== undefined && definition !== undefined) begunWith.set(begun, definition);
      return result;
    },
    { step: "initialize", name: "followMachines" },
  );

  functions.serve({
    ...steps,
    ask: async (input) => {
      try {
        const outcome = await steps.ask(input);
        if (outcome === "through") await completeTask(sfn, input);
        else waiting.add(input.caseId, input.itemId, input.token);
        return outcome;
      } catch (error) {
        failures.push(`ask ${input.caseId} ${input.itemId}: ${error}`);
        throw error;
      }
    },
  });

  const textOf = (definition: StateMachineDefinition): string =>
    JSON.stringify(
      substitute(definition, {
        Partition: "aws",
        AskFunctionArn: functions.arns.ask,
        SettleFunctionArn: functions.arns.settle,
        IssueFunctionArn: functions.arns.issue,
      }),
    );

  const arns = new Map<string, string>();
  for (const [processId, definition] of definitions) {
    const name = `lianban-test-${randomUUID()}`;
    const create = new CreateStateMachineCommand({ name, roleArn: ROLE, definition: textOf(definition) });
    const { stateMachineArn = "" } = await sfn.send(create);
    arns.set(processId, stateMachineArn);
    deployed.set(stateMachineArn, definition);
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

  const quiet = makeQuiet({
    running: async () =>
      (await Promise.all([...arns.values()].map((arn) => executionsOf(arn, "RUNNING")))).flat(),
    history,
    definitionOf: (executionArn) => begunWith.get(executionArn),
    waiting,
    inHand: functions.inHand,
    failures,
  });

  return {
    sfn,
    arns,
    history,
    update: async (processId, definition) => {
      const stateMachineArn = arnOf(processId);
      await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition: textOf(definition) }));
      deployed.set(stateMachineArn, definition);
    },
    executions: (processId) => executionsOf(arnOf(processId)),
    quiet,
    dispose: async () => {
      const left = waiting.all();
      for (const arn of arns.values()) {
        for (const { executionArn } of await executionsOf(arn, "RUNNING"))
          await sfn.send(new StopExecutionCommand({ executionArn, error: "Test.Over" }));
        await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
      }
      for (const each of left) await completeTask(sfn, each);
      functions.serve(null);
      sfn.destroy();
    },
  };
};
