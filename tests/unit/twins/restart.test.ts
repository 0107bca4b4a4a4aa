import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeFileLedger } from "../../../functions/twins/file-ledger.ts";
import { type LedgerEntry, makeMemoryLedger } from "../../../functions/twins/ledger.ts";
import type { ReviewPolicy } from "../../../functions/twins/review.ts";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

const numbering: ReviewPolicy = ({ numbers }) => ({
  kind: "approved",
  outputs: {
    code: numbers.take("organization-code", { first: 1_001, last: 2_000 }, syntheticOrganizationCode),
  },
});

describe("a twin after a restart", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  it("keeps the times it had planned, and acts at once on those that have passed", async () => {
    const hub = makeHubDouble();
    const ledger = makeMemoryLedger();
    const first = makeTwinOn(hub, { ledger });
    await first.start();
    await hub.deliver(first, delivery());
    await first.stop();

    const second = makeTwinOn(hub, { ledger, seed: 99, dials: { acceptAfterMs: [9_000, 9_000] } });
    await pass(250);
    await second.start();
    await pass(0);
    const atOnce = hub.story();
    await pass(50);

    expect(atOnce).toEqual(["c1/organization-code accepted"]);
    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await second.stop();
  });

  it("posts again what the hub did not acknowledge, with the same id and bytes, and nothing else", async () => {
    const hub = makeHubDouble();
    const ledger = makeMemoryLedger();
    hub.hub.reply = ({ event }) =>
      event.type === "lianban.item.accepted" ? accepted() : problem(500, "internal");
    const first = makeTwinOn(hub, { ledger });
    await first.start();
    await hub.deliver(first, delivery());
    await pass(400);
    await first.stop();
    const before = hub.arrived.length;

    hub.hub.reply = accepted;
    const second = makeTwinOn(hub, { ledger });
    await second.start();
    await pass(60_000);

    const last = hub.arrived[before - 1];
    expect(hub.arrived.length).toBe(before + 1);
    expect(hub.arrived.at(-1)).toMatchObject({ id: last?.id, body: last?.body });
    expect(second.status().items[0]?.answers.map(({ state }) => state)).toEqual([
      "acknowledged",
      "acknowledged",
    ]);
    await second.stop();
  });

  it("knows deliveries and numbers of its former life", async () => {
    const hub = makeHubDouble();
    const ledger = makeMemoryLedger();
    const first = makeTwinOn(hub, { ledger, review: numbering });
    await first.start();
    await hub.deliver(first, delivery({ caseId: "c1" }));
    await pass(1_000);
    await first.stop();

    const second = makeTwinOn(hub, { ledger, review: numbering });
    await second.start();
    await hub.deliver(second, delivery({ caseId: "c1" }));
    await hub.deliver(second, delivery({ caseId: "c1", round: 2, revision: 2 }));
    await hub.deliver(second, delivery({ caseId: "c2" }));
    await pass(1_000);

    const given = hub.arrived
      .filter(({ event }) => event.type === "lianban.item.approved")
      .map(({ event }) => [event.subject, (event.data as { outputs: { code: string } }).outputs.code]);
    expect(second.metrics.repeated).toBe(1);
    expect(given).toEqual([
      ["c1/organization-code", syntheticOrganizationCode(1_001)],
      ["c1/organization-code", syntheticOrganizationCode(1_001)],
      ["c2/organization-code", syntheticOrganizationCode(1_002)],
    ]);
    await second.stop();
  });

  it("goes on by itself when the same twin is started again", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(150);
    await twin.stop();

    await twin.start();
    await pass(1_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("reaches the same end wherever it is stopped", async () => {
    for (let stopAt = 0; stopAt <= 2_000; stopAt += 50) {
      vi.setSystemTime(new Date("2026-11-24T01:30:00.000Z"));
      const hub = makeHubDouble();
      hub.hub.reply = (_, n) => (n % 2 === 1 ? problem(500, "internal") : accepted());
      const ledger = makeMemoryLedger();
      const first = makeTwinOn(hub, { ledger, review: numbering });
      await first.start();
      await hub.deliver(first, delivery());
      await pass(stopAt);
      await first.stop();

      const second = makeTwinOn(hub, { ledger, review: numbering });
      await second.start();
      await pass(60_000);

      expect(second.status().items[0]?.answers).toMatchObject([
        { type: "lianban.item.accepted", state: "acknowledged" },
        { type: "lianban.item.approved", state: "acknowledged" },
      ]);
      expect(new Set(hub.arrived.map(({ id }) => id)).size).toBe(2);
      await second.stop();
    }
  });
});

describe("makeFileLedger", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "twin-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const entry = (n: number): LedgerEntry => ({
    kind: "Undecided",
    deliveryId: `d${n}`,
    caseId: "c1",
    itemId: "i1",
    why: "缺少组织机构代码\n",
  });

  it("gives back what was appended, in order, after it was closed", async () => {
    const path = join(folder, "below", "twin.jsonl");
    const ledger = makeFileLedger(path);
    const entries = Array.from({ length: 50 }, (_, n) => entry(n));

    await Promise.all(entries.map((each) => ledger.append([each])));
    await ledger.close();

    expect(await ledger.load()).toEqual(entries);
    await ledger.close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("cuts off the half line a crash leaves, mid-character or not, and goes on behind it", async () => {
    const path = join(folder, "twin.jsonl");
    const first = makeFileLedger(path);
    await first.append([entry(1)]);
    await first.close();
    await appendFile(path, Buffer.from(JSON.stringify(entry(2))).subarray(0, -6));

    const second = makeFileLedger(path);
    const loaded = await second.load();
    await second.append([entry(3)]);
    const after = await second.load();
    await second.close();

    expect(loaded).toEqual([entry(1)]);
    expect(after).toEqual([entry(1), entry(3)]);
  });

  it("refuses a file with a damaged line and names it", async () => {
    const path = join(folder, "twin.jsonl");
    await writeFile(path, `${JSON.stringify(entry(1))}\n{"kind":\n${JSON.stringify(entry(2))}\n`);

    const ledger = makeFileLedger(path);

    await expect(ledger.load()).rejects.toThrow(`${path}: line 2 is damaged`);
    await ledger.close();
  });

  it("writes several entries of one append or none", async () => {
    const path = join(folder, "twin.jsonl");
    const ledger = makeFileLedger(path);

    await ledger.append([entry(1), entry(2)]);
    await ledger.close();

    expect((await readFile(path, "utf8")).split("\n")).toHaveLength(3);
  });

  it("rejects when the disk refuses, and writes again once it does not", async () => {
    const ledger = makeFileLedger(join(folder, "twin.jsonl", "not-a-folder.jsonl"));
    await writeFile(join(folder, "twin.jsonl"), "");

    await expect(ledger.append([entry(1)])).rejects.toThrow();
    await rm(join(folder, "twin.jsonl"));
    await ledger.append([entry(2)]);

    expect(await ledger.load()).toEqual([entry(2)]);
    await ledger.close();
  });

  it("carries a twin over a restart", async () => {
    const hub = makeHubDouble("xml-gbk");
    const path = join(folder, "twin.jsonl");
    const quick = { acceptAfterMs: [0, 0], decideAfterMs: [0, 0] } satisfies Record<string, [number, number]>;
    const first = makeTwinOn(hub, { protocol: "xml-gbk", ledger: makeFileLedger(path), dials: quick });
    await first.start();
    const status = await hub.deliver(first, delivery({ data: { fields: { name: "㐂" } } }));
    await first.stop();

    const second = makeTwinOn(hub, { protocol: "xml-gbk", ledger: makeFileLedger(path), dials: quick });
    await second.start();
    await vi.waitUntil(() => second.metrics.acknowledged + first.metrics.acknowledged === 2);
    await second.stop();

    expect(status).toBe(202);
    expect(second.status().items[0]?.answers.map(({ state }) => state)).toEqual([
      "acknowledged",
      "acknowledged",
    ]);
  });
});
