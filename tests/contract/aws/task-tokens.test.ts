import { describe } from "vitest";
import { makeDynamoTaskTokens } from "../../../functions/adapters/aws/task-tokens.ts";
import type { TaskTokens } from "../../../functions/ports/task-tokens.ts";
import type { DurableFixture } from "../fixture.ts";
import { testTaskTokens } from "../task-tokens.contract.ts";
import { makeTestTable } from "./table-fixture.ts";

const taskTokensFixture = (): DurableFixture<TaskTokens> => {
  const table = makeTestTable();
  const open = async (): Promise<TaskTokens> => makeDynamoTaskTokens(await table.open());
  return { create: open, reopen: open, dispose: table.dispose };
};

describe("the AWS adapters", () => {
  testTaskTokens(taskTokensFixture);
});
