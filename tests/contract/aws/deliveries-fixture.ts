import type { SQSClient } from "@aws-sdk/client-sqs";
import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { makeSqsClient } from "../../../functions/adapters/aws/clients.ts";
import { makeSqsDeliveries, type SqsDeliveries } from "../../../functions/adapters/aws/deliveries.ts";
import { makeDeliveryPointers } from "../../../functions/adapters/aws/delivery-pointers.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import type { DeliveriesFixture, DeliverySettings } from "../deliveries.contract.ts";
import { type EventSource, makeEventSource } from "./delivery-event-source.ts";
import { makeTestTable } from "./table-fixture.ts";
import { makeTestQueues, type TestQueues } from "./test-queues.ts";

/** Let every lease and probe run out, as real time would. */
const letLeasesRunOut = async ({ name, db }: Table): Promise<void> => {
  const { Items = [] } = await db.send(
    new ScanCommand({
      TableName: name,
      FilterExpression: "attribute_exists(leasedUntil) OR attribute_exists(probedUntil)",
    }),
  );
  for (const { pk, sk } of Items)
    await db.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk, sk },
        UpdateExpression: "REMOVE leasedUntil, probedUntil",
      }),
    );
};

/** Wake every lane that is due by a clock that may run faster than that of the queues. */
const wakeDue = async (
  deliveries: SqsDeliveries,
  sqs: SQSClient,
  queues: TestQueues,
  now: number,
): Promise<void> => {
  const { rows } = await deliveries.list({ state: "pending", limit: 1_000 });
  const due = rows.filter(({ nextAttemptAt }) => Date.parse(nextAttemptAt ?? "") <= now);
  const lanes = new Map(due.map((row) => [`${row.department} ${row.caseId}`, row]));
  await makeDeliveryPointers(sqs, queues.urlOf).send(
    [...lanes.values()].map(({ caseId, department, id }) => ({ caseId, department, id, isExtra: true })),
  );
};

/** Deliveries with queues, a table and event sources of their own. */
export const deliveriesFixture = (): DeliveriesFixture => {
  const sqs = makeSqsClient();
  const queues = makeTestQueues(sqs);
  const data = makeTestTable();
  let source: EventSource | null = null;
  let wake = async (): Promise<void> => undefined;
  let waking: Promise<void> = Promise.resolve();

  const open = async (settings: DeliverySettings): Promise<SqsDeliveries> => {
    const table = await data.open();
    const deliveries = makeSqsDeliveries({ table, sqs, queueUrlOf: queues.urlOf, ...settings });
    const events = makeEventSource(sqs, deliveries.takeBatch);
    source = events;
    wake = async () => {
      await wakeDue(deliveries, sqs, queues, settings.now());
      events.ring();
    };
    let isRunning = false;
    return {
      ...deliveries,
      enqueue: async (all) => {
        const added = await queues.ensure(all.map(({ department }) => department));
        if (isRunning) added.map(events.poll);
        await deliveries.enqueue(all);
        events.ring();
      },
      redeliver: async (id) => {
        const result = await deliveries.redeliver(id);
        events.ring();
        return result;
      },
      run: (send) => {
        deliveries.run(send);
        isRunning = true;
        queues.urls().map(events.poll);
      },
    };
  };

  return {
    quietMs: 300,
    share: 0.3,
    create: open,
    reopen: async (settings) => {
      await source?.crash();
      await letLeasesRunOut(await data.open());
      return open(settings);
    },
    clockMoved: () => {
      waking = Promise.all([waking, wake()]).then(() => undefined);
    },
    dispose: async () => {
      await source?.crash();
      await waking;
      await queues.dispose();
      await data.dispose();
    },
  };
};
