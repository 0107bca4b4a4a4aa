import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CaseHead, StoredEvent } from "../../ports/case-store.ts";
import { eventOf, headOf, type Item } from "./case-items.ts";
import { eventKey, headKey, seqOf } from "./case-keys.ts";
import type { LargePayloads } from "./large-payloads.ts";
import { pauseBefore } from "./retrying.ts";
import type { Table } from "./table.ts";

/** How often a log is read anew when an append came between its pages. */
const MAX_READS = 8;

/** What one reading of a case's partition found. Only each item by itself is consistent, not the whole of them. */
interface Reading {
  head: CaseHead | null;
  events: Item[];
}

/** Events sort right before the head, so one query gives both, the head last. */
const read = async ({ name, db }: Table, caseId: string, afterSeq: number): Promise<Reading> => {
  const first = eventKey(caseId, afterSeq + 1);
  const last = headKey(caseId);
  const pages = paginateQuery(
    { client: db },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: { ":pk": first.pk, ":first": first.sk, ":last": last.sk },
    },
  );
  const items: Item[] = [];
  for await (const { Items } of pages) items.push(...(Items ?? []));
  const head = items.at(-1);
  return head?.sk === last.sk
    ? { head: headOf(head), events: items.slice(0, -1) }
    : { head: null, events: items };
};

/** The events that belong to a head; `null` when some are not there. */
const matching = ({ head, events }: Reading, afterSeq: number): Item[] | null => {
  if (head === null) return null;
  const upToHead = events.filter((item) => seqOf(item) <= head.version);
  return upToHead.length === Math.max(0, head.version - afterSeq) ? upToHead : null;
};

const withPayload = async (payloads: LargePayloads, item: Item): Promise<StoredEvent> =>
  eventOf(item, (item.payload ?? (await payloads.get(item.payloadRef as string))) as Uint8Array);

/**
 * The head of a case and its events after `afterSeq` up to the head's version exactly; `null` for an unknown case.
 * When an append shows between the items read, they are read anew. Throws when events are missing for good.
 */
export const loadCase = async (
  table: Table,
  payloads: LargePayloads,
  caseId: string,
  afterSeq: number,
): Promise<{ head: CaseHead; events: StoredEvent[] } | null> => {
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    if (reads > 0) await pauseBefore(reads);
    const reading = await read(table, caseId, afterSeq);
    const { head } = reading;
    if (head === null && reading.events.length === 0) return null;
    const events = matching(reading, afterSeq);
    if (head !== null && events !== null)
      return { head, events: await Promise.all(events.map((item) => withPayload(payloads, item))) };
  }
  throw new Error(`the log of case ${caseId} after event ${afterSeq} does not match its head`);
};
