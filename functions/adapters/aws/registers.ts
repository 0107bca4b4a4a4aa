import { PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { RegisterEntry, RegisterName } from "../../../schemas/registers.ts";
import type { CaseStore, RegisterQuery } from "../../ports/case-store.ts";
import type { Item } from "./case-items.ts";
import {
  registerEntryOf,
  registerIndex,
  registerItems,
  registerPartition,
  registerPrefix,
} from "./register-items.ts";
import { retrying } from "./retrying.ts";
import { eachShard, endOfDay, type IndexList, readPage } from "./sharded-query.ts";
import { casePartition, type Table } from "./table.ts";
import { writeSteps } from "./write-steps.ts";

/** How many entries are entered in one transaction, as the port has it. */
const ENTRIES_A_WRITE = 25;

/** An index lags behind its table: whether an entry as it is now is still among what is asked for. */
const isAmong =
  ({ department, onlyOpen = false, from, to }: RegisterQuery) =>
  (entry: RegisterEntry): boolean =>
    from <= entry.on &&
    entry.on <= to &&
    (department === undefined || entry.department === department) &&
    (!onlyOpen || entry.isOpen);

const byDateAndId = (one: RegisterEntry, other: RegisterEntry): number => {
  if (one.on !== other.on) return one.on < other.on ? -1 : 1;
  return one.id < other.id ? -1 : 1;
};

const entriesOf = async (
  { name, db }: Table,
  caseId: string,
  register: RegisterName,
): Promise<RegisterEntry[]> => {
  const query = {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": casePartition(caseId), ":prefix": registerPrefix(register) },
  };
  const entries: RegisterEntry[] = [];
  for await (const { Items = [] } of paginateQuery({ client: db }, query))
    entries.push(...Items.map(registerEntryOf));
  return entries.sort(byDateAndId);
};

/** One item needs no transaction, which costs twice. */
const writeTogether = async (table: Table, items: readonly Item[]): Promise<void> => {
  const puts = items.map((item) => ({ TableName: table.name, Item: item }));
  const [only] = puts.length === 1 ? puts : [];
  await retrying("entering into a register", async () => {
    if (only !== undefined) await table.db.send(new PutCommand(only));
    else
      await writeSteps(
        table,
        puts.map((put) => ({ write: { Put: put } })),
      );
  });
};

/**
 * The registers of supervision on DynamoDB. An entry is an item of its case's partition, so that the entries of a case
 * are one strongly consistent query; lists come from the table's indexes and follow within a moment.
 */
export const makeDynamoRegisters = (table: Table): Pick<CaseStore, "register" | "entriesOf" | "enter"> => ({
  register: (query) => {
    const list: IndexList = {
      index: registerIndex(query),
      partitions: eachShard((shard) => registerPartition(query, shard)),
      after: query.cursor || query.from,
      before: endOfDay(query.to),
    };
    const belongs = isAmong(query);
    return readPage(table, list, query.limit, (item) => {
      const entry = registerEntryOf(item);
      return belongs(entry) ? entry : null;
    });
  },
  entriesOf: (caseId, register) => entriesOf(table, caseId, register),
  enter: async (entries) => {
    const items = registerItems(entries);
    for (let from = 0; from < items.length; from += ENTRIES_A_WRITE)
      await writeTogether(table, items.slice(from, from + ENTRIES_A_WRITE));
  },
});
