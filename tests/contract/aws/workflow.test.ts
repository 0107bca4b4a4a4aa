import { describe } from "vitest";
import { testWorkflow } from "../workflow.contract.ts";
import { workflowFixture } from "./workflow-fixture.ts";

describe("makeStepFunctionsWorkflow", () => {
  testWorkflow(workflowFixture, { cases: 12, turns: 4 });
});
