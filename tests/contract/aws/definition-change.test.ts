import { type ExecutionListItem, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { caseOfExecution } from "../../../functions/adapters/aws/execution-names.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import { type DynamoTaskTokens, makeDynamoTaskTokens } from "../../../functions/adapters/aws/task-tokens.ts";
import { makeStepFunctionsWorkflow } from "../../../functions/adapters/aws/workflow.ts";
import type { TaskTokens } from "../../../functions/ports/task-tokens.ts";
import type { WorkflowSteps } from "../../../functions/ports/workflow.ts";
import {
  BEFORE,
  CHANGES,
  type ChangingHub,
  type Deployments,
  makeChangingHub,
  PROCESS_ID,
  WALKS,
} from "../changing-hub.ts";
import { type MachineFunctions, makeMachineFunctions } from "./machine-functions.ts";
import { makeTestTable } from "./table-fixture.ts";
import { makeTestMachines, type TestMachines } from "./test-machines.ts";

interface StepFunctionsDeployments extends Deployments {
  machines: () => TestMachines;
  tokens: () => TaskTokens;
}

const anHourAhead = (): number => Date.now() + 3_600_000;

/**
 * State machines that are updated while their executions run, and functions that are replaced with them. After an
 * update the clock is an hour ahead, so that no execution counts as one that has just begun.
 */
const deploymentsOnAws = (functions: MachineFunctions): StepFunctionsDeployments => {
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
      if (deployed !== null) await deployed.update(PROCESS_ID, definition);
      deployed ??= await makeTestMachines(
        new Map([[PROCESS_ID, definition]]),
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

describe("makeStepFunctionsWorkflow when the process changes while some have answered", () => {
  let functions: MachineFunctions;
  let deployments: StepFunctionsDeployments;
  let hub: ChangingHub;

  beforeAll(async () => {
    functions = await makeMachineFunctions();
  });
  afterAll(() => functions.dispose());
  beforeEach(async () => {
    deployments = deploymentsOnAws(functions);
    hub = await makeChangingHub(deployments);
    await hub.deploy(BEFORE);
    for (const { caseId } of WALKS) await hub.file(caseId);
    await hub.settle();
    for (const { caseId, early } of WALKS) for (const item of early) await hub.approve(caseId, item);
    await hub.settle();
  });
  afterEach(() => hub.dispose());

  /** Each department answers for all cases, then everybody stands still. */
  const answerTheRest = async (): Promise<void> => {
    for (let n = 0; n < 4; n += 1) {
      for (const { caseId, late } of WALKS) {
        const item = late[n];
        if (item !== undefined) await hub.approve(caseId, item);
      }
      await hub.settle();
    }
  };

  const executionsOf = async (caseId: string): Promise<ExecutionListItem[]> => {
    const all = await deployments.machines().executions(PROCESS_ID);
    return all.filter(({ name = "" }) => caseOfExecution(name) === caseId);
  };

  const expectEachIssuedOnce = async (): Promise<void> => {
    const messages = await hub.messages();
    for (const { caseId } of WALKS) {
      const { status, events } = await hub.read(caseId);
      expect(status).toBe("issued");
      expect(events.filter((event) => event === "LicenceIssued")).toHaveLength(1);
      expect(events.filter((event) => event.startsWith("ItemAsked")).sort()).toEqual(
        ["a", "b", "c", "d"].map((item) => `ItemAsked ${item}`),
      );
      expect(messages.filter((each) => each.startsWith(caseId) && each.endsWith("asked"))).toHaveLength(4);
    }
  };

  it.each(CHANGES)(
    "T12: finishes what runs by its old definition, each case issued once, when the process $name",
    async ({ after }) => {
      await hub.deploy(after);
      await answerTheRest();

      await expectEachIssuedOnce();
      for (const { caseId } of WALKS)
        expect((await executionsOf(caseId)).map(({ status }) => status)).toEqual(["SUCCEEDED"]);
    },
  );

  it.each(CHANGES)(
    "T12: lands where each case stands when machines are stopped and started again and the process $name",
    async ({ after }) => {
      await hub.deploy(after);
      for (const { caseId } of WALKS) await hub.restart(caseId);
      await answerTheRest();
      await hub.watch();

      await expectEachIssuedOnce();
      for (const { caseId } of WALKS) {
        const statuses = (await executionsOf(caseId)).map(({ status }) => status).toReversed();
        expect(statuses.slice(0, 2)).toEqual(["ABORTED", "SUCCEEDED"]);
      }
    },
  );

  it("lands cases whose machines died unseen and whose tokens are gone, when the last answers are in", async () => {
    const { sfn } = deployments.machines();
    for (const { executionArn } of await deployments.machines().executions(PROCESS_ID))
      await sfn.send(new StopExecutionCommand({ executionArn, error: "Test.Died" }));
    for (const { caseId, late } of WALKS)
      for (const item of late) await deployments.tokens().take(caseId, item);

    await answerTheRest();
    for (const { caseId } of WALKS) expect((await hub.read(caseId)).status).toBe("reviewing");
    await hub.watch();

    await expectEachIssuedOnce();
  });
});
