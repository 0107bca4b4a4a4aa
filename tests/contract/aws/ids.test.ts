import { describe } from "vitest";
import { makeDynamoIds } from "../../../functions/adapters/aws/ids.ts";
import type { Ids } from "../../../functions/ports/ids.ts";
import type { DurableFixture } from "../fixture.ts";
import { testIds } from "../ids.contract.ts";
import { makeTestTable } from "./table-fixture.ts";

const idsFixture = (): DurableFixture<Ids> => {
  const table = makeTestTable();
  const open = async (): Promise<Ids> => makeDynamoIds(await table.open());
  return { create: open, reopen: open, dispose: table.dispose };
};

describe("the AWS adapters", () => {
  testIds(idsFixture);
});
