import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import {
  BEFORE,
  CHANGES,
  type ChangingHub,
  type Deployments,
  makeChangingHub,
  PROCESS_ID,
  WALKS,
} from "./changing-hub.ts";
import { makeDataFolder } from "./embedded-fixtures.ts";

/** As a hub that is stopped, updated and started: tokens stay, the runner is another. */
const deploymentsInProcess = (): Deployments => {
  const data = makeDataFolder();
  let tokens: TaskTokens | null = null;
  return {
    open: async () => {
      tokens = makeSqliteTaskTokens(await data.open());
      return tokens;
    },
    deploy: async (definition, steps) => {
      if (tokens === null) throw new Error("nothing is open");
      return makeEmbeddedWorkflow({ definitions: new Map([[PROCESS_ID, definition]]), steps, tokens });
    },
    dispose: data.dispose,
  };
};

describe("makeEmbeddedWorkflow when the process changes while some have answered", () => {
  let hub: ChangingHub;

  beforeEach(async () => {
    hub = await makeChangingHub(deploymentsInProcess());
    await hub.deploy(BEFORE);
    for (const { caseId } of WALKS) await hub.file(caseId);
    await hub.settle();
    for (const { caseId, early } of WALKS) for (const item of early) await hub.approve(caseId, item);
    await hub.settle();
  });
  afterEach(() => hub.dispose());

  const answerTheRest = async (): Promise<void> => {
    for (const { caseId, late } of WALKS)
      for (const item of late) {
        await hub.approve(caseId, item);
        await hub.settle();
      }
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

  it.each(CHANGES)("T12: issues each case once when its process $name", async ({ after }) => {
    await hub.deploy(after);
    await answerTheRest();

    await expectEachIssuedOnce();
  });

  it.each(CHANGES)(
    "T12: lands where each case stands when machines are started again and the process $name",
    async ({ after }) => {
      await hub.deploy(after);
      for (const { caseId } of WALKS) await hub.restart(caseId);
      await answerTheRest();
      await hub.watch();

      await expectEachIssuedOnce();
    },
  );
});
