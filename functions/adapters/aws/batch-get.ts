import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./case-items.ts";
import type { ItemKey } from "./case-keys.ts";
import { pauseBefore } from "./retrying.ts";
import type { Table } from "./table.ts";

/** What one call takes, and how often it is made for what DynamoDB left unread. */
const KEYS_A_CALL = 100;
const MAX_CALLS = 12;

const nameOf = ({ pk, sk }: { pk?: unknown; sk?: unknown }): string => `${pk}\n${sk}`;

const readChunk = async ({ name, db }: Table, keys: readonly ItemKey[]): Promise<Item[]> => {
  const found: Item[] = [];
  let missing: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let calls = 0; missing.length > 0; calls += 1) {
    if (calls === MAX_CALLS) throw new Error(`DynamoDB left ${missing.length} items unread ${calls} times`);
    if (calls > 0) await pauseBefore(calls);
    const { Responses, UnprocessedKeys } = await db.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: missing, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[name] ?? []));
    missing = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return found;
};

/**
 * Read items by their keys, strongly consistent, in the order of the keys; `undefined` for one that is not there. The
 * keys are distinct.
 */
export const batchGet = async (table: Table, keys: readonly ItemKey[]): Promise<(Item | undefined)[]> => {
  const chunks = Array.from({ length: Math.ceil(keys.length / KEYS_A_CALL) }, (_, index) =>
    keys.slice(index * KEYS_A_CALL, (index + 1) * KEYS_A_CALL),
  );
  const items = (await Promise.all(chunks.map((chunk) => readChunk(table, chunk)))).flat();
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  return keys.map((key) => byName.get(nameOf(key)));
};
