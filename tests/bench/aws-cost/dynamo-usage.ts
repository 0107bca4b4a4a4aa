import { type Consistency, type ItemJson, itemBytes, readUnits, writeUnits } from "./capacity.ts";
import type { Usage } from "./usage.ts";

/** A DynamoDB request as it was sent, and what it was answered. */
export interface DynamoCall {
  action: string;
  request: Readonly<Record<string, unknown>>;
  status: number;
  answer: Readonly<Record<string, unknown>>;
}

/** What a call was billed. */
export interface DynamoUsage extends Usage {
  tableReads: number;
  tableWrites: number;
}

interface Consumed {
  CapacityUnits?: number;
}

/** The emulator's own figure of a write, indexes included; it follows the documented rules. */
const consumedBy = ({ ConsumedCapacity }: Record<string, unknown>): number =>
  ([ConsumedCapacity].flat() as (Consumed | undefined)[]).reduce(
    (sum, each) => sum + (each?.CapacityUnits ?? 0),
    0,
  );

/** A write that is refused is billed as one of an item of a KB; its answer does not say more. */
const refusedWrite = ({ action, request }: DynamoCall): number =>
  action === "TransactWriteItems" ? 2 * ((request.TransactItems as unknown[]) ?? []).length : writeUnits(0);

const consistencyOf = ({ ConsistentRead }: Record<string, unknown>): Consistency =>
  ConsistentRead === true ? "strong" : "eventual";

const itemsOf = (answer: Record<string, unknown>): readonly ItemJson[] =>
  (answer.Items as ItemJson[] | undefined) ?? [];

/** The items of a query are added up, then rounded: the emulator counts one unit whatever their size. */
const queryReads = ({ request, answer }: DynamoCall): number =>
  readUnits(
    itemsOf(answer).reduce((sum, item) => sum + itemBytes(item), 0),
    consistencyOf(request),
  );

const getReads = ({ request, answer }: DynamoCall): number =>
  readUnits(answer.Item === undefined ? 0 : itemBytes(answer.Item as ItemJson), consistencyOf(request));

/** Each item of a batch is rounded by itself; one that is not there costs a unit as well. */
const batchReads = ({ request, answer }: DynamoCall): number => {
  const tables = Object.entries((request.RequestItems ?? {}) as Record<string, { Keys?: unknown[] }>);
  return tables.reduce((sum, [table, asked]) => {
    const found = ((answer.Responses ?? {}) as Record<string, ItemJson[]>)[table] ?? [];
    const consistency = consistencyOf(asked);
    const absent = Math.max(0, (asked.Keys?.length ?? 0) - found.length);
    const ofFound = found.reduce((units, item) => units + readUnits(itemBytes(item), consistency), 0);
    return sum + ofFound + absent * readUnits(0, consistency);
  }, 0);
};

const readers: Readonly<Record<string, (call: DynamoCall) => number>> = {
  GetItem: getReads,
  Query: queryReads,
  Scan: queryReads,
  BatchGetItem: batchReads,
};

/**
 * Read and write units of one call. Reads are reckoned from the sizes of the items in the answer, which must be whole:
 * for a query with a filter or a projection, that of the same query without. Writes are the emulator's figure.
 */
export const dynamoUsage = (call: DynamoCall): DynamoUsage => {
  const read = readers[call.action];
  if (read !== undefined) return { tableReads: call.status === 200 ? read(call) : 0, tableWrites: 0 };
  return {
    tableReads: 0,
    tableWrites: call.status === 200 ? consumedBy(call.answer) : refusedWrite(call),
  };
};

/** Whether the answer of a read leaves out some of what was read. */
export const isPartial = ({ FilterExpression, ProjectionExpression, Select }: DynamoCall["request"]) =>
  FilterExpression !== undefined || ProjectionExpression !== undefined || Select === "COUNT";

/** Names and values that a request still mentions; DynamoDB refuses others. */
const mentioned = (values: unknown, text: string): Record<string, unknown> | undefined => {
  const kept = Object.entries((values ?? {}) as Record<string, unknown>).filter(([name]) =>
    new RegExp(`${name}(?![A-Za-z0-9_])`).test(text),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

/** The same read, whose answer has all that is read. */
export const wholeRead = (request: DynamoCall["request"]): Record<string, unknown> => {
  const { FilterExpression, ProjectionExpression, Select, ...rest } = request;
  const text = String(rest.KeyConditionExpression ?? "");
  return {
    ...rest,
    ExpressionAttributeNames: mentioned(rest.ExpressionAttributeNames, text),
    ExpressionAttributeValues: mentioned(rest.ExpressionAttributeValues, text),
  };
};

const keyOf = (write: unknown): ItemJson => {
  const [{ Item, Key } = {}] = Object.values(write as Record<string, { Item?: ItemJson; Key?: ItemJson }>);
  return Item ?? Key ?? {};
};

/** Writes of heads of cases in a call that went through: each is an event of the pipe and of the bus. */
export const headWrites = ({ action, request, status }: DynamoCall): number => {
  if (status !== 200 || !["TransactWriteItems", "PutItem", "UpdateItem"].includes(action)) return 0;
  const writes = (request.TransactItems as unknown[] | undefined) ?? [{ Write: request }];
  const changes = writes.filter(
    (each) => !("Delete" in (each as object)) && !("ConditionCheck" in (each as object)),
  );
  return changes.filter((each) => keyOf(each).sk?.S === "HEAD").length;
};

/** Whether the emulator's units of a plain put are those of the documented rule; `null` for other calls. */
export const putAgrees = ({ action, request, status, answer }: DynamoCall): boolean | null => {
  const told = (answer.ConsumedCapacity as { Table?: Consumed } | undefined)?.Table?.CapacityUnits;
  if (action !== "PutItem" || status !== 200 || told === undefined) return null;
  return told === writeUnits(itemBytes((request.Item ?? {}) as ItemJson));
};
