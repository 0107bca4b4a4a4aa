import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeRelay } from "../../../functions/application/relay.ts";
import type { Deliveries } from "../../../functions/ports/deliveries.ts";
import type { Workflow } from "../../../functions/ports/workflow.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { type BareHub, makeBareHub } from "../../contract/embedded-hub.ts";
import { eventually } from "../../contract/fixture.ts";
import { sampleFiling } from "../../support/sample-filing.ts";

const CASE_ID = "3403032026112401000018";
const DEPARTMENTS = ["market-regulation", "quality-supervision", "tax"];

/** A workflow that only counts how often it was started. */
const makeCountedWorkflow = (): { workflow: Workflow; starts: () => number } => {
  let starts = 0;
  return {
    starts: () => starts,
    workflow: {
      start: async () => {
        starts += 1;
      },
      resume: async () => undefined,
      idle: async () => undefined,
    },
  };
};

/** Deliveries that keep `kept` messages of the first call, one after another, and then fail. */
const failingAfter = (deliveries: Deliveries, kept: number, fail: () => Promise<never>): Deliveries => {
  let hasFailed = false;
  return {
    ...deliveries,
    enqueue: async (messages) => {
      if (hasFailed) return deliveries.enqueue(messages);
      hasFailed = true;
      for (const message of messages.slice(0, kept)) await deliveries.enqueue([message]);
      return fail();
    },
  };
};

describe("makeRelay", () => {
  let data: DataFolder;
  let bare: BareHub;

  beforeEach(async () => {
    data = makeDataFolder();
    bare = makeBareHub(await data.open(), data.path());
  });
  afterEach(() => data.dispose());

  const file = async (): Promise<void> => {
    const actor = { kind: "applicant", id: "zhang-san" } as const;
    const command = sampleFiling({ caseId: CASE_ID });
    const result = await bare.handle({ caseId: CASE_ID, command, actor, cause: "k-1" });
    expect(result.kind).toBe("Done");
  };

  /** Send all there is, and what each department got. */
  const sentBy = async ({ hub }: BareHub): Promise<string[]> => {
    const sent: string[] = [];
    hub.deliveries.run(async ({ department }) => {
      sent.push(department);
      return { kind: "Delivered" };
    });
    await eventually(async () =>
      expect((await hub.deliveries.list({ state: "pending", limit: 10 })).rows).toEqual([]),
    );
    await hub.deliveries.stop();
    return sent.sort();
  };

  it("puts one message for each asked department in the queue and starts the workflow", async () => {
    const { workflow, starts } = makeCountedWorkflow();

    await file();
    bare.source.run(makeRelay(bare.hub, bare.memory, workflow, bare.handle));
    await bare.source.idle();

    expect(await sentBy(bare)).toEqual(DEPARTMENTS);
    expect(starts()).toBe(1);
  });

  it.each([0, 1, 2, 3])(
    "T5: sends each message exactly once when queueing fails after %i of 3 and is tried again",
    async (kept) => {
      const { workflow, starts } = makeCountedWorkflow();
      const deliveries = failingAfter(bare.hub.deliveries, kept, async () => {
        throw new Error("the queue is gone");
      });

      await file();
      bare.source.run(makeRelay({ ...bare.hub, deliveries }, bare.memory, workflow, bare.handle));
      await eventually(() => expect(starts()).toBe(1));
      await bare.source.idle();

      expect(await sentBy(bare)).toEqual(DEPARTMENTS);
      expect(await bare.source.parked(10)).toEqual([]);
    },
  );

  it.each([0, 1, 2, 3])(
    "T5: sends each message exactly once when the hub dies after queueing %i of 3",
    async (kept) => {
      const { workflow, starts } = makeCountedWorkflow();
      let isDead = false;
      const deliveries = failingAfter(bare.hub.deliveries, kept, () => {
        isDead = true;
        return new Promise(() => undefined);
      });
      await file();
      bare.source.run(makeRelay({ ...bare.hub, deliveries }, bare.memory, workflow, bare.handle));
      await eventually(() => expect(isDead).toBe(true));

      const again = makeBareHub(await data.open(), data.path());
      again.source.run(makeRelay(again.hub, again.memory, workflow, again.handle));
      await again.source.idle();

      expect(await sentBy(again)).toEqual(DEPARTMENTS);
      expect(starts()).toBe(1);
    },
  );

  it("T5: sends nothing twice when the hub dies while it sends, and loses nothing", async () => {
    const { workflow } = makeCountedWorkflow();
    await file();
    bare.source.run(makeRelay(bare.hub, bare.memory, workflow, bare.handle));
    await bare.source.idle();
    const delivered: string[] = [];
    bare.hub.deliveries.run(({ department }) => {
      if (department === "tax") return new Promise(() => undefined);
      delivered.push(department);
      return Promise.resolve({ kind: "Delivered" });
    });
    await eventually(async () =>
      expect((await bare.hub.deliveries.list({ state: "delivered", limit: 10 })).rows).toHaveLength(2),
    );

    const again = makeBareHub(await data.open(), data.path());
    again.source.run(makeRelay(again.hub, again.memory, workflow, again.handle));
    await again.source.idle();

    expect([...delivered, ...(await sentBy(again))].sort()).toEqual(DEPARTMENTS);
  });
});
