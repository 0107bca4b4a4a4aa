import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLaneLeases } from "../../../functions/adapters/aws/lane-leases.ts";
import {
  makeStreamRelaySource,
  type StreamRelaySource,
} from "../../../functions/adapters/aws/relay-source.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import { headRecord } from "../../unit/adapters/aws/head-record.ts";
import { makeGate } from "../fixture.ts";
import { caseIdOf } from "../samples.ts";
import { makeTestQueue, type TestQueue } from "./queue-fixture.ts";
import { makeTestTable, type TestTable } from "./table-fixture.ts";

const A = caseIdOf(1);
const LOOK = { messageId: "m-1", body: JSON.stringify({ caseId: A }) };
const NONE = { batchItemFailures: [] };

const failing = async (): Promise<never> => {
  throw new Error("no machine was compiled");
};

describe("instances of the relay's function over one table", () => {
  let testTable: TestTable;
  let queue: TestQueue;
  let table: Table;

  beforeEach(async () => {
    testTable = makeTestTable();
    queue = makeTestQueue();
    table = await testTable.open();
  });
  afterEach(async () => {
    await Promise.all([testTable.dispose(), queue.dispose()]);
  });

  /** An instance of its own; its pauses, if it has any, last no time. */
  const instance = async (
    handle: (fromSeq: number) => Promise<void>,
    settings: { pausesMs?: readonly number[]; deadlineMs?: number } = {},
  ): Promise<StreamRelaySource> => {
    const source = makeStreamRelaySource({
      table,
      sqs: queue.sqs,
      queueUrl: await queue.open(),
      pausesMs: [],
      ...settings,
    });
    source.run(({ fromSeq }) => handle(fromSeq));
    return source;
  };

  /** An instance that notes what it is handed. */
  const noting = async () => {
    const handed: number[] = [];
    return { handed, source: await instance(async (fromSeq) => void handed.push(fromSeq)) };
  };

  /** An instance that has what it is handed in hand until its gate is opened. */
  const holding = async () => {
    const [begun, gate] = [makeGate(), makeGate()];
    const source = await instance(() => {
      begun.open();
      return gate.opened;
    });
    return { begun, gate, source };
  };

  /** Park the first entry of the case; its id. */
  const park = async (): Promise<number> => {
    const source = await instance(failing);
    await source.takeStream([headRecord(A, 1)]);
    const [parked] = await source.parked(10);
    return parked?.id ?? -1;
  };

  it("let an entry that came back wait while another instance has a fresh one in hand", async () => {
    const id = await park();
    const { begun, gate, source: first } = await holding();
    const second = await noting();
    const inHand = first.takeStream([headRecord(A, 2)]);
    await begun.opened;

    await second.source.retry(id);
    await second.source.takeQueue([LOOK]);
    const handedMeanwhile = [...second.handed];
    gate.open();
    await inHand;
    await second.source.takeQueue([LOOK]);

    expect(handedMeanwhile).toEqual([]);
    expect(second.handed).toEqual([1]);
  });

  it("let a fresh entry wait while another instance has one that came back in hand", async () => {
    const id = await park();
    const { begun, gate, source: first } = await holding();
    const second = await noting();
    await first.retry(id);
    const inHand = first.takeQueue([LOOK]);
    await begun.opened;

    await second.source.takeStream([headRecord(A, 2)]);
    const handedMeanwhile = [...second.handed];
    gate.open();
    await inHand;
    await second.source.takeQueue([LOOK]);

    expect(handedMeanwhile).toEqual([]);
    expect(second.handed).toEqual([2]);
  });

  it("hand an entry of a record that comes twice twice, and keep nothing of it", async () => {
    const { handed, source } = await noting();

    expect(await source.takeStream([headRecord(A, 1)])).toEqual(NONE);
    expect(await source.takeStream([headRecord(A, 1), headRecord(A, 2)])).toEqual(NONE);
    await source.takeQueue([LOOK]);

    expect(handed).toEqual([1, 1, 2]);
  });

  it("keep an entry once, however often its record comes while it waits", async () => {
    const first = await instance(failing, { pausesMs: [1] });
    const second = await noting();
    await first.takeStream([headRecord(A, 1), headRecord(A, 2)]);

    await second.source.takeStream([headRecord(A, 1), headRecord(A, 2)]);
    await setTimeout(5);
    await second.source.takeQueue([LOOK]);
    await second.source.takeQueue([LOOK]);

    expect(second.handed).toEqual([1, 2]);
  });

  it("leave an entry its pause when its record comes again", async () => {
    const first = await instance(failing, { pausesMs: [3_600_000] });
    const second = await noting();
    await first.takeStream([headRecord(A, 1)]);

    await second.source.takeStream([headRecord(A, 1)]);
    await second.source.takeQueue([LOOK]);

    expect(second.handed).toEqual([]);
  });

  it("go on with a case whose entry hangs, and with the entry itself after its pause", async () => {
    const first = await instance(() => new Promise(() => undefined), { pausesMs: [1], deadlineMs: 20 });
    const second = await noting();

    expect(await first.takeStream([headRecord(A, 1), headRecord(A, 2)])).toEqual(NONE);
    await setTimeout(5);
    await second.source.takeQueue([LOOK]);

    expect(second.handed).toEqual([1, 2]);
  });

  it("give an entry its id when it is parked, and leave it when it is parked again", async () => {
    const id = await park();
    const source = await instance(failing);

    await source.retry(id);
    await source.takeQueue([LOOK]);
    await source.takeStream([headRecord(caseIdOf(2), 1)]);

    expect((await source.parked(10)).map((entry) => entry.id)).toEqual([id, id + 1]);
  });
});

describe("makeLaneLeases", () => {
  let testTable: TestTable;
  let table: Table;

  beforeEach(async () => {
    testTable = makeTestTable();
    table = await testTable.open();
  });
  afterEach(() => testTable.dispose());

  it("gives a lane to one at a time, and to the next when it is released", async () => {
    const leases = makeLaneLeases(table, 60_000);

    const lease = await leases.take(A);
    const meanwhile = await leases.take(A);
    const ofAnother = await leases.take(caseIdOf(2));
    await lease?.release();
    const next = await leases.take(A);

    expect(lease).not.toBeNull();
    expect(meanwhile).toBeNull();
    expect(ofAnother).not.toBeNull();
    expect(next).not.toBeNull();
  });

  it("gives a lane to another when its lease ran out, and does not let the first take or release it", async () => {
    const lost = await makeLaneLeases(table, 1).take(A);
    await setTimeout(10);
    const leases = makeLaneLeases(table, 60_000);
    const present = await leases.take(A);

    const isRenewed = await lost?.renew();
    await lost?.release();

    expect(present).not.toBeNull();
    expect(isRenewed).toBe(false);
    expect(await leases.take(A)).toBeNull();
  });

  it("lets its holder renew it, also after it ran out, as long as nobody else has it", async () => {
    const lease = await makeLaneLeases(table, 1).take(A);
    await setTimeout(10);

    expect(await lease?.renew()).toBe(true);
  });
});
