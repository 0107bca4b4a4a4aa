import { createHash } from "node:crypto";
import { casePartition, sortable } from "./table.ts";

/** The key of an item. */
export interface ItemKey {
  pk: string;
  sk: string;
}

const EVENT = "EVENT#";
const WORKLIST_ITEM = "ITEM#";

/** Partitions of the indexes, by what is looked for. */
export const partitions = {
  status: (status: string, shard: number) => `STATUS#${status}#${shard}`,
  due: (shard: number) => `DUE#${shard}`,
  applicant: (applicant: string) => `APPLICANT#${applicant}`,
  hub: (shard: number) => `HUB#${shard}`,
  worklist: (department: string, shard: number) => `WORK#${department}#${shard}`,
};

/** The key of the head of a case; the case's events sort right before it. */
export const headKey = (caseId: string): ItemKey => ({ pk: casePartition(caseId), sk: "HEAD" });

/** The key of an event. */
export const eventKey = (caseId: string, seq: number): ItemKey => ({
  pk: casePartition(caseId),
  sk: `${EVENT}${sortable(seq)}`,
});

/** The number of the event an item holds. */
export const seqOf = ({ sk }: Record<string, unknown>): number => Number(String(sk).slice(EVENT.length));

/** The key of a worklist row. */
export const worklistKey = (caseId: string, itemId: string): ItemKey => ({
  pk: casePartition(caseId),
  sk: `${WORKLIST_ITEM}${itemId}`,
});

/** The item a worklist row is about. */
export const worklistItemIdOf = ({ sk }: Record<string, unknown>): string =>
  String(sk).slice(WORKLIST_ITEM.length);

/** The case an item of a case's partition belongs to. */
export const caseIdOf = ({ pk }: Record<string, unknown>): string =>
  String(pk).slice(casePartition("").length);

/** A key takes 2,048 bytes; an id longer than this is known by its digest. */
const LONGEST_ID = 200;

/** The key of a request that acted. The scope is escaped, so that no two pairs of scope and id meet. */
export const inboxKey = (scope: string, id: string): ItemKey => {
  const short = id.length <= LONGEST_ID ? id : `sha256:${createHash("sha256").update(id).digest("hex")}`;
  return { pk: `INBOX#${scope.replaceAll("%", "%25").replaceAll("#", "%23")}#${short}`, sk: "INBOX" };
};

/** The key of a licence. */
export const licenceKey = (licenceId: string): ItemKey => ({ pk: `LICENCE#${licenceId}`, sk: "LICENCE" });
