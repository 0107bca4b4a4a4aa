import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import { hold, propose, survey, visitId } from "../support/visit-cases.ts";
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
import { caseIdOf } from "./samples.ts";

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

describe("makeEmbeddedWorkflow when a visit comes or goes while a stage waits", () => {
  const DAY = 24 * 60;
  const caseId = caseIdOf(0);
  let hub: ChangingHub;

  beforeEach(async () => {
    hub = await makeChangingHub(deploymentsInProcess());
  });
  afterEach(() => hub.dispose());

  const asked = async (): Promise<string[]> =>
    (await hub.read(caseId)).events.filter((event) => event.startsWith("ItemAsked")).sort();

  const expectIssuedOnce = async (): Promise<void> => {
    const { status, events } = await hub.read(caseId);
    expect(status).toBe("issued");
    expect(events.filter((event) => event === "LicenceIssued")).toHaveLength(1);
  };

  const filedWithVisit = async (): Promise<void> => {
    await hub.deploy({ stages: [["a", "b"]], visits: { 0: survey } });
    await hub.file(caseId);
    await hub.settle();
    expect(await asked()).toEqual([]);
    await hub.deploy({ stages: [["a", "b"]], version: 2 });
  };

  it("T12: asks at the next look of the watch when the visit a stage waits for is gone", async () => {
    await filedWithVisit();
    await hub.watch(3 * DAY);

    expect(await asked()).toEqual(["ItemAsked a", "ItemAsked b"]);
    for (const item of ["a", "b"]) await hub.approve(caseId, item);
    await hub.settle();
    await expectIssuedOnce();
  });

  it("T12: asks so as well when its lead has been late for weeks", async () => {
    await hub.deploy({ stages: [["a", "b"]], visits: { 0: survey } });
    await hub.file(caseId);
    await hub.settle();
    for (let week = 0; week < 3; week += 1) await hub.watch(7 * DAY);
    await hub.deploy({ stages: [["a", "b"]], version: 2 });
    await hub.watch(8 * DAY);

    expect(await asked()).toEqual(["ItemAsked a", "ItemAsked b"]);
  });

  it("T12: asks at once when the machine of such a case is started again", async () => {
    await filedWithVisit();
    await hub.restart(caseId);
    await hub.settle();

    expect(await asked()).toEqual(["ItemAsked a", "ItemAsked b"]);
  });

  it("T12: waits for the visit that a stage to come gains, and goes on after it", async () => {
    await hub.deploy({ stages: [["a"], ["b"]] });
    await hub.file(caseId);
    await hub.settle();
    await hub.deploy({ stages: [["a"], ["b"]], visits: { 1: survey }, version: 2 });
    await hub.approve(caseId, "a");
    await hub.settle();
    await hub.watch();
    expect(await asked()).toEqual(["ItemAsked a"]);
    const meetingId = visitId(1, "stage-2").replace("case-1", caseId);
    await hub.act(caseId, propose());
    await hub.watch(2 * DAY);
    await hub.act(caseId, hold(meetingId, { minutes: "无异常" }));
    await hub.settle();

    const { events } = await hub.read(caseId);
    expect(events).toContain("ItemDeemedConsent b");
    await expectIssuedOnce();
  });
});
