import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { makeDocumentClient } from "../../../functions/adapters/aws/clients.ts";
import { type Table, tableSchema } from "../../../functions/adapters/aws/table.ts";

/** A table of one test. Opening it again gives another client of the same table, as after a crash. */
export interface TestTable {
  open: () => Promise<Table>;
  dispose: () => Promise<void>;
}

const keySchemaOf = (partitionKey: string, sortKey: string): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: "HASH" },
  { AttributeName: sortKey, KeyType: "RANGE" },
];

const indexesOf = (): GlobalSecondaryIndex[] =>
  tableSchema.indexes.map(({ name, partitionKey, sortKey }) => ({
    IndexName: name,
    KeySchema: keySchemaOf(partitionKey, sortKey),
    Projection: { ProjectionType: "KEYS_ONLY" },
  }));

const create = async ({ name, db }: Table): Promise<void> => {
  const keys = [tableSchema, ...tableSchema.indexes].flatMap(({ partitionKey, sortKey }) => [
    partitionKey,
    sortKey,
  ]);
  await db.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
      KeySchema: keySchemaOf(tableSchema.partitionKey, tableSchema.sortKey),
      GlobalSecondaryIndexes: indexesOf(),
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  await waitUntilTableExists({ client: db, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
};

/** A fresh table of the hub's schema at the endpoint the environment names. */
export const makeTestTable = (): TestTable => {
  const name = `lianban-test-${randomUUID()}`;
  let present: Table | null = null;
  return {
    open: async () => {
      const isNew = present === null;
      present?.db.destroy();
      present = { name, db: makeDocumentClient() };
      if (isNew) await create(present);
      return present;
    },
    dispose: async () => {
      if (present === null) return;
      await present.db.send(new DeleteTableCommand({ TableName: name }));
      present.db.destroy();
      present = null;
    },
  };
};
