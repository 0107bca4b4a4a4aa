import { afterAll, beforeAll, describe } from "vitest";
import { type JointMachines, testJointReviewChange } from "../joint-review-change.contract.ts";
import { type MachineFunctions, makeMachineFunctions } from "./machine-functions.ts";
import { relaySourceFixture } from "./relay-source-fixture.ts";
import { deploymentsOnAws } from "./step-functions-deployments.ts";

describe("the machines on Step Functions", () => {
  let functions: MachineFunctions;
  beforeAll(async () => {
    functions = await makeMachineFunctions();
  });
  afterAll(() => functions.dispose());

  /** A log in DynamoDB whose stream the relay reads, and machines that are updated while their executions run. */
  const machinesOnAws = (processId: string): JointMachines => {
    const logs = relaySourceFixture();
    const deployments = deploymentsOnAws(functions, processId);
    return {
      open: async () => ({
        ...(await logs.create({ pausesMs: [20, 40] })),
        tokens: await deployments.open(),
      }),
      deploy: deployments.deploy,
      dispose: async () => {
        await Promise.all([deployments.dispose(), logs.dispose()]);
      },
    };
  };

  testJointReviewChange(machinesOnAws, [
    { sample: "survey", name: "has one more item" },
    { sample: "drawing-review", name: "has lost an item" },
    { sample: "acceptance", name: "calls its last stage otherwise" },
  ]);
});
