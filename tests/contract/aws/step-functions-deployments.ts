import type { Table } from "../../../functions/adapters/aws/table.ts";
import { type DynamoTaskTokens, makeDynamoTaskTokens } from "../../../functions/adapters/aws/task-tokens.ts";
import { makeStepFunctionsWorkflow } from "../../../functions/adapters/aws/workflow.ts";
import type { TaskTokens } from "../../../functions/ports/task-tokens.ts";
import type { WorkflowSteps } from "../../../functions/ports/workflow.ts";
import { type Deployments, PROCESS_ID } from "../changing-hub.ts";
import type { MachineFunctions } from "./machine-functions.ts";
import { makeTestTable } from "./table-fixture.ts";
import { makeTestMachines, type TestMachines } from "./test-machines.ts";

/** Deployments on Step Functions, with what only a test of these looks at. */
export interface StepFunctionsDeployments extends Deployments {
  machines: () => TestMachines;
  tokens: () => TaskTokens;
}

const anHourAhead = (): number => Date.now() + 3_600_000;

/**
 * State machines that are updated while their executions run, and functions that are replaced with them. After an
 * update the clock is an hour ahead, so that no execution counts as one that has just begun.
 */
export const deploymentsOnAws = (
  functions: MachineFunctions,
  processId: string = PROCESS_ID,
): StepFunctionsDeployments => {
  const testTable = makeTestTable();
  let deployed: TestMachines | null = null;
  let present: WorkflowSteps | null = null;
  let rest: { table: Table; tokens: DynamoTaskTokens } | null = null;

  const opened = (): { table: Table; tokens: DynamoTaskTokens } => {
    if (rest === null) throw new Error("nothing is open yet");
    return rest;
  };
  const steps = (): WorkflowSteps => {
    if (present === null) throw new Error("nothing is deployed yet");
    return present;
  };
  const machines = (): TestMachines => {
    if (deployed === null) throw new Error("nothing is deployed yet");
    return deployed;
  };

  return {
    machines,
    tokens: () => opened().tokens,
    open: async () => {
      const table = await testTable.open();
      rest = { table, tokens: makeDynamoTaskTokens(table) };
      return rest.tokens;
    },
    deploy: async (definition, next) => {
      present = next;
      const now = deployed === null ? Date.now : anHourAhead;
      if (deployed !== null) await deployed.update(processId, definition);
      deployed ??= await makeTestMachines(
        new Map([[processId, definition]]),
        {
          ask: (input) => steps().ask(input),
          settle: (input) => steps().settle(input),
          issue: (input) => steps().issue(input),
        },
        functions,
      );
      const { sfn, arns, quiet } = deployed;
      const workflow = makeStepFunctionsWorkflow({ sfn, ...opened(), machines: arns, now });
      return {
        ...workflow,
        idle: async () => {
          await workflow.idle();
          await quiet();
        },
      };
    },
    dispose: async () => {
      await deployed?.dispose();
      await testTable.dispose();
    },
  };
};
