import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { TaskTokens } from "../../ports/task-tokens.ts";
import type { ItemKey } from "./case-keys.ts";
import { isWritten } from "./is-written.ts";
import { retrying } from "./retrying.ts";
import { casePartition, type Table } from "./table.ts";

/** Task tokens that can be read before they are removed: what resumes a task may then be repeated until it is done. */
export interface DynamoTaskTokens extends TaskTokens {
  /** The open token of an item, or `null`. */
  peek: (caseId: string, itemId: string) => Promise<string | null>;
  /** Remove the token of an item if it is still this one; whether it was. */
  remove: (caseId: string, itemId: string, token: string) => Promise<boolean>;
}

const TOKEN = "TOKEN#";

const keyOf = (caseId: string, itemId: string): ItemKey => ({
  pk: casePartition(caseId),
  sk: `${TOKEN}${itemId}`,
});

interface OpenToken {
  key: ItemKey;
  token: string;
}

const openTokens = async ({ name, db }: Table, caseId: string): Promise<OpenToken[]> => {
  const pages = paginateQuery(
    { client: db },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :token)",
      ExpressionAttributeValues: { ":pk": casePartition(caseId), ":token": TOKEN },
    },
  );
  const open: OpenToken[] = [];
  for await (const { Items } of pages)
    for (const { pk, sk, token } of Items ?? []) open.push({ key: { pk, sk }, token });
  return open;
};

/** A deletion of a token on the condition that it is still this one. The name of the attribute is a reserved word. */
const deletion = ({ name }: Table, { key, token }: OpenToken) => ({
  TableName: name,
  Key: key,
  ConditionExpression: "#token = :token",
  ExpressionAttributeNames: { "#token": "token" },
  ExpressionAttributeValues: { ":token": token },
});

const removeOnly = (table: Table, mine: OpenToken): Promise<boolean> =>
  retrying("removing a token", () => isWritten(table.db.send(new DeleteCommand(deletion(table, mine)))));

/** Remove a token while another is still there, both at once. */
const removeBeside = (table: Table, mine: OpenToken, other: OpenToken): Promise<boolean> => {
  const isStillOpen = { TableName: table.name, Key: other.key, ConditionExpression: "attribute_exists(pk)" };
  const writes = [{ Delete: deletion(table, mine) }, { ConditionCheck: isStillOpen }];
  return retrying("removing a token", () =>
    isTransacted(table.db.send(new TransactWriteCommand({ TransactItems: writes }))),
  );
};

/** As `isWritten`, for a transaction; one that only met another writer goes on as it was thrown. */
const isTransacted = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    if (reasons.some(({ Code }) => Code === "ConditionalCheckFailed")) return false;
    throw error;
  }
};

/**
 * Callback tokens in the table. Exactly one of those who take the tokens of a case at the same time is told that none
 * is left: who sees another token open removes its own only together with the proof that the other still is. `left`
 * counts what was open when it was looked, and is 0 only for the last.
 */
export const makeDynamoTaskTokens = (table: Table): DynamoTaskTokens => ({
  put: async (caseId, itemId, token) => {
    const item = { ...keyOf(caseId, itemId), token };
    await retrying("putting a token", () =>
      table.db.send(new PutCommand({ TableName: table.name, Item: item })),
    );
  },
  take: async (caseId, itemId) => {
    const { sk } = keyOf(caseId, itemId);
    for (;;) {
      const open = await openTokens(table, caseId);
      const mine = open.find(({ key }) => key.sk === sk);
      if (mine === undefined) return { token: null, left: open.length };
      const others = open.filter((each) => each !== mine);
      const witness = others[Math.floor(Math.random() * others.length)];
      const isMine =
        witness === undefined ? await removeOnly(table, mine) : await removeBeside(table, mine, witness);
      if (isMine) return { token: mine.token, left: others.length };
    }
  },
  peek: async (caseId, itemId) => {
    const { Item } = await table.db.send(
      new GetCommand({ TableName: table.name, Key: keyOf(caseId, itemId), ConsistentRead: true }),
    );
    return (Item?.token as string | undefined) ?? null;
  },
  remove: (caseId, itemId, token) => removeOnly(table, { key: keyOf(caseId, itemId), token }),
});
