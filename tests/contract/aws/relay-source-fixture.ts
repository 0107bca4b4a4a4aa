import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { makeDynamoCaseStore } from "../../../functions/adapters/aws/case-store.ts";
import { makeLargePayloads } from "../../../functions/adapters/aws/large-payloads.ts";
import { makeStreamRelaySource } from "../../../functions/adapters/aws/relay-source.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import type { CaseStore } from "../../../functions/ports/case-store.ts";
import { aWhile, type DurableFixture } from "../fixture.ts";
import type { RelaySettings, StoreAndSource } from "../relay-source.contract.ts";
import { makeTestQueue } from "./queue-fixture.ts";
import { type Checkpoint, type EventSources, makeEventSources } from "./relay-event-sources.ts";
import { openStream, type StreamReader } from "./stream-reader.ts";
import { makeTestTable } from "./table-fixture.ts";

/** Longer than any test leaves an entry in hand, so that only deliberate failures count. */
const DEADLINE_MS = 120_000;

/** Whether some lane of the table begins with an entry that may be tried by now. */
const hasDueLane = async ({ name, db }: Table): Promise<boolean> => {
  const pages = paginateScan(
    { client: db },
    {
      TableName: name,
      ConsistentRead: true,
      FilterExpression: "begins_with(sk, :outbox) AND attribute_not_exists(parkedAt)",
      ExpressionAttributeValues: { ":outbox": "OUTBOX#" },
    },
  );
  const firsts = new Map<string, { sk: string; nextAt: number }>();
  for await (const { Items = [] } of pages)
    for (const { pk, sk, nextAt } of Items) {
      const first = firsts.get(pk);
      if (first === undefined || sk < first.sk) firsts.set(pk, { sk, nextAt });
    }
  return [...firsts.values()].some(({ nextAt }) => nextAt <= Date.now());
};

/** A store that counts its appends with effects: as many records the stream has to bring. */
const counting = (store: CaseStore, count: { appended: number }): CaseStore => ({
  ...store,
  append: async (append) => {
    const result = await store.append(append);
    if (result.kind === "Appended" && append.hasEffects) count.appended += 1;
    return result;
  },
});

/** The source on a table, a stream and a queue of its own, with what stands for Lambda's event sources. */
export const relaySourceFixture = (): DurableFixture<StoreAndSource, RelaySettings> => {
  const testTable = makeTestTable();
  const queue = makeTestQueue();
  const count = { appended: 0, read: 0 };
  const checkpoint: Checkpoint = { unanswered: [] };
  let reader: StreamReader | undefined;
  let eventSources: EventSources | undefined;

  /** Only the records an event source with a filter on `effectsFrom` would bring. */
  const filtered = (stream: StreamReader): StreamReader => ({
    ...stream,
    read: async () => {
      const records = (await stream.read()).filter(({ dynamodb }) => dynamodb?.NewImage?.effectsFrom?.N);
      count.read += records.length;
      return records;
    },
  });

  const open = async ({ pausesMs }: RelaySettings): Promise<StoreAndSource> => {
    await eventSources?.stop();
    const table = await testTable.open();
    const queueUrl = await queue.open();
    reader ??= filtered(await openStream(table));
    const source = makeStreamRelaySource({
      table,
      sqs: queue.sqs,
      queueUrl,
      pausesMs,
      deadlineMs: DEADLINE_MS,
    });
    const present = makeEventSources({ source, reader, checkpoint, sqs: queue.sqs, queueUrl });
    eventSources = present;
    let isStopped = false;

    const isIdle = async (): Promise<boolean> =>
      isStopped || (count.read >= count.appended && present.isQuiet() && !(await hasDueLane(table)));

    return {
      store: counting(makeDynamoCaseStore({ table, largePayloads: makeLargePayloads("unused") }), count),
      source: {
        ...source,
        run: (handle) => {
          source.run(handle);
          present.start();
        },
        idle: async () => {
          while (!(await isIdle())) await aWhile(20);
        },
        stop: async () => {
          isStopped = true;
          await present.stop();
          await source.stop();
        },
      },
    };
  };

  return {
    create: open,
    reopen: open,
    dispose: async () => {
      await eventSources?.stop();
      reader?.close();
      await Promise.all([testTable.dispose(), queue.dispose()]);
    },
  };
};
