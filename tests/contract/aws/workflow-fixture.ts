import { makeDynamoTaskTokens } from "../../../functions/adapters/aws/task-tokens.ts";
import { makeStepFunctionsWorkflow } from "../../../functions/adapters/aws/workflow.ts";
import type { Workflow } from "../../../functions/ports/workflow.ts";
import type { Fixture } from "../fixture.ts";
import type { WorkflowSettings } from "../workflow.contract.ts";
import { type MachineFunctions, makeMachineFunctions } from "./machine-functions.ts";
import { makeTestTable } from "./table-fixture.ts";
import { makeTestMachines, type TestMachines } from "./test-machines.ts";

/** A workflow over state machines and a table of its own; its `idle` waits for the machines too. */
export const workflowFixture = (): Fixture<Workflow, WorkflowSettings> => {
  const testTable = makeTestTable();
  let functions: MachineFunctions | null = null;
  let machines: TestMachines | null = null;
  return {
    create: async ({ definitions, stepsOver }) => {
      const table = await testTable.open();
      const tokens = makeDynamoTaskTokens(table);
      functions = await makeMachineFunctions();
      const made = await makeTestMachines(definitions, stepsOver(tokens), functions);
      machines = made;
      const workflow = makeStepFunctionsWorkflow({
        sfn: made.sfn,
        table,
        tokens,
        machines: made.arns,
        now: Date.now,
      });
      return {
        ...workflow,
        idle: async () => {
          await workflow.idle();
          await made.quiet();
        },
      };
    },
    dispose: async () => {
      await machines?.dispose();
      await functions?.dispose();
      await testTable.dispose();
    },
  };
};
