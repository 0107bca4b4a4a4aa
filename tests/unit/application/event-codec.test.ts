import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ChainBreak,
  decodeEvent,
  encodeEvent,
  GENESIS_HASH,
  hashOf,
  seal,
  unseal,
  verifyChain,
} from "../../../functions/application/event-codec.ts";
import { makeRelay } from "../../../functions/application/relay.ts";
import type { StoredEvent } from "../../../functions/ports/case-store.ts";
import type { Actor, RecordedEvent } from "../../../schemas/events.ts";
import { bytesUnder, type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { type BareHub, makeBareHub } from "../../contract/embedded-hub.ts";
import { rawSample } from "../../fixtures/company-registration/forms.ts";
import { sampleFiling } from "../../support/sample-filing.ts";

const CASE = "3403002026112401000017";
const OTHER = "3403002026112401000025";
const key = new Uint8Array(randomBytes(32));
const actor: Actor = { kind: "applicant", id: "zhang-san", name: "张三" };

const recorded = (seq: number): RecordedEvent => ({
  seq,
  at: `2026-11-24T06:00:0${seq}.000Z`,
  actor,
  cause: `k-${seq}`,
  event: { type: "CaseWithdrawn", reason: `材料有误${seq}` },
});

const LENGTH = 6;

/** A log of six events and its head. */
const makeLog = (): { events: StoredEvent[]; head: { lastHash: string; version: number } } => {
  const events: StoredEvent[] = [];
  for (let seq = 1; seq <= LENGTH; seq += 1)
    events.push(encodeEvent(key, CASE, events.at(-1)?.hash ?? GENESIS_HASH, recorded(seq)));
  return { events, head: { lastHash: events.at(-1)?.hash ?? "", version: LENGTH } };
};

/** The log with one event changed. */
const withEvent = (
  events: readonly StoredEvent[],
  seq: number,
  change: (event: StoredEvent) => Partial<StoredEvent>,
): StoredEvent[] => events.map((event) => (event.seq === seq ? { ...event, ...change(event) } : event));

const flipped = (bytes: Uint8Array, place: number, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === place ? byte ^ (1 << bit) : byte));

/** A text with one character turned into its neighbour. */
const turned = (text: string, place: number): string =>
  text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ 1) + text.slice(place + 1);

const sequences = Array.from({ length: LENGTH }, (_, index) => index + 1);

describe("seal and unseal", () => {
  it("give any text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, context) => {
        const wellFormed = text.toWellFormed();

        expect(unseal(key, context, seal(key, context, wellFormed))).toBe(wellFormed);
      }),
    );
  });

  it("never use a nonce twice", () => {
    const nonces = Array.from({ length: 5_000 }, () =>
      Buffer.from(seal(key, "a", "b").subarray(0, 12)).toString("hex"),
    );

    expect(new Set(nonces).size).toBe(5_000);
  });

  it("open nothing under another key, in another place, or with a bit changed", () => {
    const sealed = seal(key, "place-1", "340300198503120006");

    expect(() => unseal(new Uint8Array(randomBytes(32)), "place-1", sealed)).toThrow();
    expect(() => unseal(key, "place-2", sealed)).toThrow();
    for (let place = 0; place < sealed.length; place += 1)
      expect(() => unseal(key, "place-1", flipped(sealed, place, place % 8))).toThrow();
  });
});

describe("encodeEvent and decodeEvent", () => {
  it("give an event back as it was recorded", () => {
    const { events } = makeLog();

    expect(events.map((event) => decodeEvent(key, CASE, event))).toEqual(sequences.map(recorded));
  });

  it("leave nothing of the event in plain but its place, type and time", () => {
    const { events } = makeLog();

    const bytes = Buffer.concat(events.map(({ payload }) => payload));

    for (const piece of ["zhang-san", "张三", "k-1", "材料有误", "reason", "actor"])
      expect(bytes.includes(piece)).toBe(false);
  });

  it("do not open a ciphertext that was moved to another place or another case", () => {
    const { events } = makeLog();

    for (const from of events)
      for (const to of sequences.filter((seq) => seq !== from.seq))
        expect(() => decodeEvent(key, CASE, { ...from, seq: to })).toThrow();
    for (const event of events) expect(() => decodeEvent(key, OTHER, event)).toThrow();
  });
});

describe("verifyChain", () => {
  it("finds nothing wrong with a whole log, nor with one that has not begun", () => {
    const { events, head } = makeLog();

    expect(verifyChain(CASE, events, head)).toBeNull();
    expect(verifyChain(CASE, [], { lastHash: GENESIS_HASH, version: 0 })).toBeNull();
  });

  it("finds bytes that moved from a payload into the column before it", () => {
    const payload = new TextEncoder().encode("readable\nrest");
    const written = {
      seq: 1,
      type: "CaseFiled",
      at: "2026-11-24T06:00:00.000Z",
      payload,
      previousHash: GENESIS_HASH,
    };
    const hash = hashOf(CASE, written);
    const moved = {
      ...written,
      at: `${written.at}\nreadable`,
      payload: new TextEncoder().encode("rest"),
      hash,
    };

    expect(verifyChain(CASE, [moved], { lastHash: hash, version: 1 })).toEqual({ seq: 1, why: "hash" });
  });

  it("finds every bit that changed in a payload", () => {
    const { events, head } = makeLog();

    for (const { seq, payload } of events)
      for (let place = 0; place < payload.length; place += 1)
        for (let bit = 0; bit < 8; bit += 1) {
          const tampered = withEvent(events, seq, () => ({ payload: flipped(payload, place, bit) }));

          expect(verifyChain(CASE, tampered, head)).toEqual({ seq, why: "hash" } satisfies ChainBreak);
        }
  });

  it("finds bytes that were added to a payload or cut from it", () => {
    const { events, head } = makeLog();

    for (const { seq, payload } of events)
      for (const changed of [payload.subarray(1), payload.subarray(0, -1), Buffer.concat([payload, payload])])
        expect(
          verifyChain(
            CASE,
            withEvent(events, seq, () => ({ payload: changed })),
            head,
          ),
        ).toEqual({
          seq,
          why: "hash",
        });
  });

  it.each(["type", "at"] as const)("finds every character that changed in %s", (column) => {
    const { events, head } = makeLog();

    for (const event of events)
      for (let place = 0; place < event[column].length; place += 1) {
        const tampered = withEvent(events, event.seq, () => ({ [column]: turned(event[column], place) }));

        expect(verifyChain(CASE, tampered, head)).toEqual({ seq: event.seq, why: "hash" });
      }
  });

  it("finds every character that changed in a hash or a link", () => {
    const { events, head } = makeLog();

    for (const { seq, hash, previousHash } of events)
      for (let place = 0; place < hash.length; place += 1) {
        const hashed = withEvent(events, seq, () => ({ hash: turned(hash, place) }));
        const linked = withEvent(events, seq, () => ({ previousHash: turned(previousHash, place) }));

        expect(verifyChain(CASE, hashed, head)).toEqual({ seq, why: "hash" });
        expect(verifyChain(CASE, linked, head)).toEqual({ seq, why: "link" });
      }
  });

  it("finds events that changed places, numbered as they were or anew", () => {
    const { events, head } = makeLog();

    for (const [index, first] of events.entries())
      for (const [other, second] of events.entries()) {
        if (index === other) continue;
        const swapped = events.with(index, second).with(other, first);
        const renumbered = swapped.map((event, place) => ({ ...event, seq: place + 1 }));

        expect(verifyChain(CASE, swapped, head)).toMatchObject({ why: "order" });
        expect(verifyChain(CASE, renumbered, head)).toMatchObject({ why: "link" });
      }
  });

  it("finds events that were taken out, doubled, put in or cut off at the end", () => {
    const { events, head } = makeLog();
    const foreign = encodeEvent(key, CASE, head.lastHash, recorded(LENGTH + 1));

    for (const index of events.keys()) {
      expect(verifyChain(CASE, events.toSpliced(index, 1), head)).not.toBeNull();
      expect(verifyChain(CASE, events.slice(0, index), head)).toEqual({ seq: index, why: "head" });
      const doubled = events.toSpliced(index, 0, ...events.slice(index, index + 1));
      expect(verifyChain(CASE, doubled, head)).not.toBeNull();
    }
    expect(verifyChain(CASE, [...events, foreign], head)).toMatchObject({ why: "head" });
  });

  it("finds a forger who hashes his own event anew: the next link breaks, and after the last the head", () => {
    const { events, head } = makeLog();

    for (const { seq } of events) {
      const forged = withEvent(events, seq, (event) => {
        const changed = { ...event, payload: new Uint8Array(randomBytes(40)) };
        return { ...changed, hash: hashOf(CASE, changed) };
      });

      const expected = seq === LENGTH ? { seq: LENGTH, why: "head" } : { seq: seq + 1, why: "link" };
      expect(verifyChain(CASE, forged, head)).toEqual(expected);
    }
  });

  it("finds a log that was put under another case", () => {
    const { events, head } = makeLog();

    expect(verifyChain(OTHER, events, head)).toEqual({ seq: 1, why: "hash" });
  });
});

describe("personal data at rest", () => {
  const CASE_ID = "3403032026112401000018";
  let data: DataFolder;
  let bare: BareHub;

  beforeEach(async () => {
    data = makeDataFolder();
    bare = makeBareHub(await data.open(), data.path());
  });
  afterEach(async () => {
    await bare.source.stop();
    await data.dispose();
  });

  /** File the sample form and put the departments' messages in their queue. */
  const file = async (): Promise<void> => {
    const workflow = {
      start: async () => undefined,
      resume: async () => undefined,
      idle: async () => undefined,
    };
    bare.source.run(makeRelay(bare.hub, bare.memory, workflow, bare.handle));
    const command = sampleFiling({ caseId: CASE_ID });
    const inbox = { scope: "file:applicant-1", id: "k-1", digest: "d", answer: () => CASE_ID };
    const result = await bare.handle({ caseId: CASE_ID, command, actor, cause: "k-1", inbox });
    expect(result.kind).toBe("Done");
    await bare.source.idle();
  };

  /** Every identity number, telephone number and person's name of the sample form. */
  const personalData = (): string[] => {
    const text = JSON.stringify(rawSample("sails-through"));
    const numbers = text.match(/\b\d{17}[\dX]\b|\b1\d{10}\b|\b0552-\d{7}\b/g) ?? [];
    const names = ["李淮生", "王珍珠", "赵涂山", "孙禹平", "周怀远", "吴固安"];
    return [...new Set([...numbers, ...names, "office@huaipan.example.cn"])];
  };

  it("is nowhere in the files of the hub: not in the log, the write-ahead log, the queue or the lists", async () => {
    await file();
    const while_ = await bytesUnder(data.path());
    const found = await bare.hub.store.load(CASE_ID);
    const queued = await bare.hub.deliveries.list({ limit: 10 });

    await data.open();
    const after = await bytesUnder(data.path());

    const pieces = personalData();
    expect(pieces.length).toBeGreaterThanOrEqual(15);
    expect(found?.events.length).toBeGreaterThanOrEqual(4);
    expect(queued.rows).toHaveLength(3);
    for (const bytes of [while_, after]) {
      expect(bytes.includes("淮畔云帆")).toBe(true);
      expect(pieces.filter((piece) => bytes.includes(piece))).toEqual([]);
    }
  });

  it("is in what the key opens, so that the search above would have seen it", async () => {
    await file();
    const found = await bare.hub.store.load(CASE_ID);
    const dataKey = await bare.hub.keys.unwrapDataKey(found?.head.wrappedKey ?? new Uint8Array());

    const opened = JSON.stringify(found?.events.map((event) => decodeEvent(dataKey, CASE_ID, event)));

    expect(personalData().filter((piece) => !opened.includes(piece))).toEqual([]);
  });

  it("cannot be read once the key is destroyed, and the chain still verifies", async () => {
    await file();
    const before = await bare.hub.store.load(CASE_ID);
    const wrapped = Buffer.from(before?.head.wrappedKey ?? []);
    expect(wrapped.length).toBeGreaterThan(32);

    await bare.hub.store.destroyKey(CASE_ID);
    const bytes = await bytesUnder(data.path());
    const again = makeBareHub(await data.open(), data.path());
    const after = await again.hub.store.load(CASE_ID);

    expect(bytes.includes(wrapped)).toBe(false);
    expect(after?.head.wrappedKey).toBeNull();
    expect(after?.events).toEqual(before?.events);
    expect(after && verifyChain(CASE_ID, after.events, after.head)).toBeNull();
    expect(await again.memory.load(CASE_ID)).toMatchObject({ kind: "Erased" });
    const { plain } = await again.hub.keys.newDataKey();
    for (const event of after?.events ?? []) expect(() => decodeEvent(plain, CASE_ID, event)).toThrow();
  });
});
