import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePollingChanges, makeVersionReader } from "../../../functions/adapters/aws/changes.ts";
import { casePartition, type Table } from "../../../functions/adapters/aws/table.ts";
import type { Changes } from "../../../functions/ports/changes.ts";
import { testChanges } from "../changes.contract.ts";
import type { Fixture } from "../fixture.ts";
import { caseIdOf } from "../samples.ts";
import { makeTestTable } from "./table-fixture.ts";

/** Changes over a table of their own. */
const changesFixture = (): Fixture<Changes> => {
  const table = makeTestTable();
  return {
    create: async () => makePollingChanges({ versionOf: makeVersionReader(await table.open()) }),
    dispose: table.dispose,
  };
};

describe("the changes on AWS", () => {
  testChanges(changesFixture);

  describe("over the table", () => {
    const table = makeTestTable();
    let opened: Table;

    beforeEach(async () => {
      opened = await table.open();
    });
    afterEach(() => table.dispose());

    it("wake who waits while another process moves the case on", async () => {
      const caseId = caseIdOf(1);
      const changes = makePollingChanges({ versionOf: makeVersionReader(opened) });
      const moveTo = (version: number) => {
        const Item = {
          pk: casePartition(caseId),
          sk: "HEAD",
          version,
          title: "蚌埠淮畔云帆智能装备有限公司",
        };
        return opened.db.send(new PutCommand({ TableName: opened.name, Item }));
      };
      await moveTo(4);
      const waiting = changes.wait(caseId, 4, 10_000);

      await moveTo(5);

      expect(await waiting).toBe(true);
      expect(await makeVersionReader(opened)(caseIdOf(2))).toBeNull();
    });
  });
});
