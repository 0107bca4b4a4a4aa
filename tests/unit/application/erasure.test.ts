import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentClaims } from "../../../functions/application/document-claims.ts";
import { makeFinishErasures } from "../../../functions/application/erase-case.ts";
import { materialProblems } from "../../../functions/application/file-case.ts";
import type { Hub } from "../../../functions/application/hub.ts";
import { makeRelay } from "../../../functions/application/relay.ts";
import type { Command } from "../../../functions/case/commands.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { type BareHub, makeBareHub } from "../../contract/embedded-hub.ts";
import { eventually } from "../../contract/fixture.ts";
import { filedHistory } from "../../support/case-history.ts";
import { sampleFiling } from "../../support/sample-filing.ts";

const CASE_ID = "3403032026112401000018";
const OTHER = "3403032026112401000026";
const ACTOR = { kind: "admin", id: "admin" } as const;
const ERASE = { type: "EraseCase", reason: "保存期满" } as const;
const filing = sampleFiling({ caseId: CASE_ID });
const documentIds = filing.materials.map(({ documentId }) => documentId);
const workflow = {
  start: async () => undefined,
  resume: async () => undefined,
  idle: async () => undefined,
};

describe("documentClaims", () => {
  const [{ event: filed } = {}] = filedHistory().log;

  it("notes every document a case files, once", () => {
    const claims = filed === undefined ? [] : documentClaims(CASE_ID, null, [filed, filed]);

    expect(claims).toEqual(
      documentIds.map((documentId) => ({ act: "reserve", key: `document:${documentId}:${CASE_ID}` })),
    );
  });

  it("claims nothing again that the case holds", () => {
    const claims = filed === undefined ? null : documentClaims(CASE_ID, filedHistory().state(), [filed]);

    expect(claims).toEqual([]);
  });
});

describe("an erasure", () => {
  let data: DataFolder;
  let bare: BareHub;

  beforeEach(async () => {
    data = makeDataFolder();
    bare = makeBareHub(await data.open(), data.path());
    await Promise.all(documentIds.map((documentId) => put(documentId)));
  });
  afterEach(async () => {
    await bare.source.stop();
    await bare.hub.deliveries.stop();
    await data.dispose();
  });

  const put = (documentId: string) =>
    bare.hub.documents.put({
      documentId,
      owner: "applicant-1",
      mediaType: "application/pdf",
      content: new Uint8Array([1, 2, 3]),
      at: bare.hub.clock.now(),
    });

  const give = async (command: Command): Promise<void> => {
    const result = await bare.handle({ caseId: CASE_ID, command, actor: ACTOR, cause: "test" });
    expect(result.kind).toBe("Done");
  };

  const relayOn = (hub: Hub = bare.hub): void =>
    bare.source.run(makeRelay(hub, bare.memory, workflow, bare.handle));

  const deliver = async (): Promise<void> => {
    bare.hub.deliveries.run(async () => ({ kind: "Delivered" }));
    await eventually(async () =>
      expect((await bare.hub.deliveries.list({ state: "pending", limit: 10 })).rows).toEqual([]),
    );
  };

  /** File a case and withdraw it; its messages are in the queue. */
  const close = async (): Promise<void> => {
    relayOn();
    await give(filing);
    await give({ type: "WithdrawCase", reason: "改名" });
    await bare.source.idle();
  };

  /** The hub dies and starts again. */
  const restart = async (): Promise<void> => {
    await bare.source.stop();
    await bare.hub.deliveries.stop();
    bare = makeBareHub(await data.open(), data.path());
  };

  /** What can still be read: the documents, and whether the case's key is there. */
  const readable = async () => {
    const reads = await Promise.all(documentIds.map((documentId) => bare.hub.documents.read(documentId)));
    return {
      documents: documentIds.filter((_, index) => reads[index]?.kind === "Found"),
      hasKey: (await bare.hub.store.head(CASE_ID))?.wrappedKey !== null,
    };
  };
  const everything = { documents: documentIds, hasKey: true };
  const nothing = { documents: [], hasKey: false };

  it("that was recorded just before the hub died is carried out after its restart", async () => {
    await close();
    await deliver();
    await bare.source.stop();
    await give(ERASE);
    expect(await readable()).toEqual(everything);

    await restart();
    relayOn();
    await bare.source.idle();

    expect(await readable()).toEqual(nothing);
    expect((await bare.memory.load(CASE_ID)).kind).toBe("Erased");
  });

  it("that stopped between the documents and the key is taken up again", async () => {
    await close();
    await deliver();
    await restart();
    let failures = 0;
    const destroyKey = async (caseId: string): Promise<boolean> => {
      failures += 1;
      if (failures === 1) throw new Error("the disk is gone");
      return bare.hub.store.destroyKey(caseId);
    };
    relayOn({ ...bare.hub, store: { ...bare.hub.store, destroyKey } });

    await give(ERASE);

    await eventually(async () => expect(await readable()).toEqual(nothing));
    expect(failures).toBe(2);
  });

  it("is harmless when it is recorded twice or its entry comes again after the key is gone", async () => {
    await close();
    await deliver();
    await give(ERASE);
    await bare.source.idle();
    const head = await bare.hub.store.head(CASE_ID);
    const version = head?.version ?? 0;
    const relay = makeRelay(bare.hub, bare.memory, workflow, bare.handle);

    await relay({ id: 1, caseId: CASE_ID, fromSeq: version, toSeq: version, attempts: 0 });

    expect(await readable()).toEqual(nothing);
    expect(await bare.hub.store.head(CASE_ID)).toEqual(head);
  });

  it("waits until the case's messages are delivered, and is finished by the watch", async () => {
    const finishErasures = makeFinishErasures(bare.hub, bare.memory);
    await close();
    await give(ERASE);
    await give(ERASE);
    await eventually(async () => expect(await bare.hub.store.postponedErasures(10)).toEqual([CASE_ID]));
    await finishErasures();
    expect(await readable()).toEqual(everything);

    await deliver();
    await finishErasures();
    await bare.source.idle();

    expect(await readable()).toEqual(nothing);
    expect(await bare.hub.store.postponedErasures(10)).toEqual([]);
    const delivered = (await bare.hub.deliveries.list({ state: "delivered", limit: 20 })).rows;
    expect(delivered.filter(({ type }) => type === "lianban.item.cancelled")).toHaveLength(3);
  });

  it("that waits for messages is tried again by the relay 3 times and then left to the watch", async () => {
    await close();
    await bare.source.stop();
    await give(ERASE);
    const seq = (await bare.hub.store.head(CASE_ID))?.version ?? 0;
    const relay = makeRelay(bare.hub, bare.memory, workflow, bare.handle);
    const attempt = (attempts: number) =>
      relay({ id: 1, caseId: CASE_ID, fromSeq: seq, toSeq: seq, attempts });

    for (const attempts of [0, 1, 2]) await expect(attempt(attempts)).rejects.toThrow(/is erased once/);
    await expect(attempt(3)).resolves.toBeUndefined();

    expect(await bare.hub.store.postponedErasures(10)).toEqual([CASE_ID]);
    expect(await readable()).toEqual(everything);
  });

  it("that fails does not keep the watch from the others", async () => {
    const errors: unknown[] = [];
    const log = { ...bare.hub.log, error: (code: string, facts = {}) => void errors.push([code, facts]) };
    await close();
    await deliver();
    await restart();
    await bare.hub.store.postponeErasure(OTHER);
    await bare.hub.store.postponeErasure(CASE_ID);
    const destroyKey = async (caseId: string): Promise<boolean> => {
      if (caseId === OTHER) throw new Error("the disk is gone");
      return bare.hub.store.destroyKey(caseId);
    };

    await makeFinishErasures({ ...bare.hub, log, store: { ...bare.hub.store, destroyKey } }, bare.memory)();

    expect(await readable()).toEqual(nothing);
    expect(errors).toEqual([["watch-case-failed", { caseId: OTHER, error: "the disk is gone" }]]);
  });

  it("leaves a document alone that another case still uses", async () => {
    const [shared = "", ...own] = documentIds;
    await close();
    await deliver();
    await restart();
    const holders = async (prefix: string) =>
      prefix === `document:${shared}:` ? [CASE_ID, OTHER] : bare.hub.store.holders(prefix);
    const wrappedKey = new Uint8Array(60);
    const head = async (id: string) => {
      const own = await bare.hub.store.head(CASE_ID);
      return id === OTHER && own !== null ? { ...own, caseId: OTHER, wrappedKey } : bare.hub.store.head(id);
    };
    relayOn({ ...bare.hub, store: { ...bare.hub.store, holders, head } });

    await give(ERASE);
    await bare.source.idle();

    expect(own.length).toBeGreaterThan(1);
    expect(await readable()).toEqual({ documents: [shared], hasKey: false });
  });

  it("makes its documents unfit for any filing", async () => {
    const stored = await put("D1");
    const named = { ...stored, code: "identity", name: "身份证明", mediaType: "application/pdf" as const };
    expect(await materialProblems(bare.hub, ["applicant-1"], [named])).toEqual([]);

    await bare.hub.documents.erase("D1", bare.hub.clock.now());

    expect(await materialProblems(bare.hub, ["applicant-1"], [named])).toEqual([
      { index: 0, field: "documentId" },
    ]);
  });
});
