import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeReapply, type Stretch } from "../../../functions/application/reapply.ts";
import type { CaseStore } from "../../../functions/ports/case-store.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { type BareHub, makeBareHub } from "../../contract/embedded-hub.ts";
import { filingMoment, later } from "../../support/moments.ts";
import { sampleFiling } from "../../support/sample-filing.ts";

const CASE_ID = "3403032026112401000018";
const APPLICANT = { kind: "applicant", id: "zhang-san" } as const;
const ASKED = ["market-regulation", "quality-supervision", "tax"];

/** The hour around the filing. */
const HOUR: Stretch = {
  since: later(filingMoment, { minutes: -30 }).at,
  until: later(filingMoment, { minutes: 30 }).at,
};

describe("makeReapply", () => {
  let data: DataFolder;
  let bare: BareHub;

  /** A case whose events nobody relayed. */
  beforeEach(async () => {
    data = makeDataFolder();
    bare = makeBareHub(await data.open(), data.path());
    await perform(sampleFiling({ caseId: CASE_ID }));
  });
  afterEach(() => data.dispose());

  const perform = async (command: Parameters<BareHub["handle"]>[0]["command"]): Promise<void> => {
    const result = await bare.handle({ caseId: CASE_ID, command, actor: APPLICANT, cause: "test" });
    expect(result.kind).toBe("Done");
  };

  const reapply = (stretch = HOUR, hub = bare.hub) => makeReapply(hub, bare.memory, bare.handle)(stretch);

  const queued = async (): Promise<string[]> => {
    const { rows } = await bare.hub.deliveries.list({ limit: 100 });
    return rows.map(({ department }) => department).sort();
  };

  it("puts messages in the queue that never came there", async () => {
    expect(await reapply()).toEqual({ done: 1, failed: [] });

    expect(await queued()).toEqual(ASKED);
  });

  it("adds what is missing and leaves alone what is there, however often it runs", async () => {
    const { deliveries } = bare.hub;
    const lossy: typeof deliveries = {
      ...deliveries,
      enqueue: (messages) => deliveries.enqueue(messages.filter(({ department }) => department !== "tax")),
    };
    await reapply(HOUR, { ...bare.hub, deliveries: lossy });
    expect(await queued()).toEqual(["market-regulation", "quality-supervision"]);
    const before = (await deliveries.list({ limit: 100 })).rows;

    await reapply();
    await reapply();

    expect(await queued()).toEqual(ASKED);
    expect((await deliveries.list({ limit: 100 })).rows).toEqual(expect.arrayContaining(before));
  });

  it("sends nothing again that was delivered", async () => {
    await reapply();
    const sent: string[] = [];
    bare.hub.deliveries.run(async ({ id }) => {
      sent.push(id);
      return { kind: "Delivered" };
    });
    await expect.poll(() => sent.length).toBe(ASKED.length);

    await reapply();
    await bare.hub.deliveries.stop();

    expect(sent).toHaveLength(ASKED.length);
  });

  it("looks at a case that changed the moment the stretch begins", async () => {
    await reapply({ ...HOUR, since: filingMoment.at });

    expect(await queued()).toEqual(ASKED);
  });

  it.each([
    ["ends with the last change", { ...HOUR, until: filingMoment.at }],
    ["begins after it", { ...HOUR, since: later(filingMoment, { minutes: 1 }).at }],
  ])("looks at no case when the stretch %s", async (_, stretch) => {
    expect(await reapply(stretch)).toEqual({ done: 0, failed: [] });

    expect(await queued()).toEqual([]);
  });

  it("tells those who were asked how a case ended, and carries out an erasure that was lost", async () => {
    await perform({ type: "WithdrawCase", reason: "不再办理" });
    await reapply();
    expect(await queued()).toEqual([...ASKED, ...ASKED].sort());
    bare.hub.deliveries.run(async () => ({ kind: "Delivered" }));
    await expect
      .poll(async () => (await bare.hub.deliveries.list({ state: "pending", limit: 10 })).rows)
      .toEqual([]);
    await bare.hub.deliveries.stop();
    await perform({ type: "EraseCase", reason: "个人请求" });

    await reapply();

    expect((await bare.hub.store.head(CASE_ID))?.wrappedKey).toBeNull();
    expect(await reapply()).toEqual({ done: 0, failed: [] });
  });

  it("notes an erasure for the watch that waits for messages, and fails on nothing", async () => {
    await perform({ type: "WithdrawCase", reason: "不再办理" });
    await perform({ type: "EraseCase", reason: "个人请求" });

    expect(await reapply()).toEqual({ done: 1, failed: [] });

    expect(await bare.hub.store.postponedErasures(10)).toEqual([CASE_ID]);
  });

  it("reads page after page, a year back and no further, and goes on behind a case it fails on", async () => {
    const [head] = (await bare.hub.store.search({ limit: 1 })).rows;
    if (head === undefined) throw new Error("the case is not there");
    const filedAt = (days: number) => later(filingMoment, { days }).at;
    const pages = [
      { rows: [{ ...head, caseId: "unreadable" }, head], cursor: "2" },
      {
        rows: [{ ...head, caseId: "unchanged", updatedAt: filedAt(-1), filedAt: filedAt(-366) }],
        cursor: "3",
      },
      { rows: [{ ...head, filedAt: filedAt(-367) }], cursor: "4" },
    ];
    const asked: (string | null | undefined)[] = [];
    const store: CaseStore = {
      ...bare.hub.store,
      search: async ({ cursor }) => {
        asked.push(cursor);
        return pages[asked.length - 1] ?? { rows: [], cursor: null };
      },
      load: async (caseId, afterSeq) => {
        if (caseId === "unreadable") throw new Error("the log is damaged");
        return bare.hub.store.load(caseId, afterSeq);
      },
    };

    const report = await reapply(HOUR, { ...bare.hub, store });

    expect(asked).toEqual([null, "2", "3"]);
    expect(report).toEqual({ done: 2, failed: [{ caseId: "unreadable", error: "the log is damaged" }] });
  });
});
