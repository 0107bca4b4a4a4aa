import { describe } from "vitest";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import { makeDataFolder } from "./embedded-fixtures.ts";
import { type JointMachines, testJointReviewChange } from "./joint-review-change.contract.ts";

/** As a hub that is stopped, updated and started: log and tokens stay, the runner is another. */
const machinesInProcess = (processId: string): JointMachines => {
  const data = makeDataFolder();
  let opened: TaskTokens | null = null;
  return {
    open: async () => {
      const database = await data.open();
      const source = makeSqliteRelaySource(database, { pausesMs: [1, 1, 1] });
      const tokens = makeSqliteTaskTokens(database);
      opened = tokens;
      return { source, tokens, store: makeSqliteCaseStore(database, source.wake) };
    },
    deploy: async (definition, steps) => {
      if (opened === null) throw new Error("nothing is open");
      return makeEmbeddedWorkflow({ definitions: new Map([[processId, definition]]), steps, tokens: opened });
    },
    dispose: data.dispose,
  };
};

describe("the machines of an embedded hub", () => {
  testJointReviewChange(machinesInProcess);
});
