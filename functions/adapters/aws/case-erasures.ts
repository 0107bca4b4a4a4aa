import { DeleteCommand, PutCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CaseStore } from "../../ports/case-store.ts";
import type { Clock } from "../../ports/clock.ts";
import { headKey, type ItemKey } from "./case-keys.ts";
import { isWritten } from "./is-written.ts";
import { retrying } from "./retrying.ts";
import { eachShard } from "./sharded-query.ts";
import { shardOf, type Table } from "./table.ts";
import { updateOf } from "./update-expression.ts";

interface Postponed {
  caseId: string;
  at: string;
}

const partitionOf = (shard: number): string => `ERASURE#${shard}`;

const postponedKey = (caseId: string): ItemKey => ({ pk: partitionOf(shardOf(caseId)), sk: caseId });

const postponedIn = async ({ name, db }: Table, partition: string): Promise<Postponed[]> => {
  const pages = paginateQuery(
    { client: db },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": partition },
    },
  );
  const found: Postponed[] = [];
  for await (const { Items } of pages)
    found.push(...(Items ?? []).map(({ sk, at }) => ({ caseId: String(sk), at: String(at) })));
  return found;
};

/**
 * What the case store does about erasures. Those postponed are few and lie outside the indexes, so they are read
 * whole and are never late.
 *
 * A copy of a destroyed key lives on in the table's backups and, for 24 hours, in its stream; both hold it only under
 * the hub's own key.
 */
export const makeCaseErasures = (
  table: Table,
  clock: Clock,
): Pick<CaseStore, "postponeErasure" | "postponedErasures" | "destroyKey"> => ({
  postponeErasure: async (caseId) => {
    const item = { ...postponedKey(caseId), at: clock.now() };
    const condition = "attribute_not_exists(pk)";
    await isWritten(
      table.db.send(new PutCommand({ TableName: table.name, Item: item, ConditionExpression: condition })),
    );
  },
  postponedErasures: async (limit) => {
    const shards = await Promise.all(eachShard(partitionOf).map((shard) => postponedIn(table, shard)));
    const oldestFirst = shards.flat().sort((one, other) => one.at.localeCompare(other.at));
    return oldestFirst.slice(0, limit).map(({ caseId }) => caseId);
  },
  destroyKey: async (caseId) => {
    const update = {
      TableName: table.name,
      Key: headKey(caseId),
      ...updateOf({ wrappedKey: null, effectsFrom: null }, { condition: "attribute_exists(wrappedKey)" }),
    };
    const isDestroyed = await retrying(`destroying the key of case ${caseId}`, () =>
      isWritten(table.db.send(new UpdateCommand(update))),
    );
    // Last, so that an erasure which a crash cuts short is still named.
    await table.db.send(new DeleteCommand({ TableName: table.name, Key: postponedKey(caseId) }));
    return isDestroyed;
  },
});
