import { type ExecutionListItem, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { caseOfExecution } from "../../../functions/adapters/aws/execution-names.ts";
import { BEFORE, CHANGES, type ChangingHub, makeChangingHub, PROCESS_ID, WALKS } from "../changing-hub.ts";
import { type MachineFunctions, makeMachineFunctions } from "./machine-functions.ts";
import { deploymentsOnAws, type StepFunctionsDeployments } from "./step-functions-deployments.ts";

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
