import type { CaseHead, InboxEntry, LicenceRow, StoredEvent, WorklistRow } from "../../ports/case-store.ts";
import { listedStatuses } from "../shared/listed-statuses.ts";
import {
  caseIdOf,
  eventKey,
  headKey,
  inboxKey,
  licenceKey,
  partitions,
  seqOf,
  worklistItemIdOf,
  worklistKey,
} from "./case-keys.ts";
import { isInline, payloadKey } from "./large-payloads.ts";
import { shardOf } from "./table.ts";

/** One item as the document client gives it. Members that are `null` in a row are left out of its item. */
export type Item = Record<string, unknown>;

/** What a worklist sorts by when an item has no due date. */
const NO_DUE_DATE = "9999-12-31";

/** Goes before the due date of a row in the green channel, so that it comes before all years. */
const GREEN_CHANNEL = "0";

/** The statuses in which a department has something to do. */
const LISTED: ReadonlySet<string> = new Set(listedStatuses);

/** Whether a worklist shows a row. */
export const isListed = ({ status }: WorklistRow): boolean => LISTED.has(status);

/** What every append sets of a head, and where its indexes show the case; `null` for what goes. */
export const headChanges = (head: CaseHead, effectsFrom: number | null): Item => {
  const { caseId, status, waitingOn, title, revision, version, lastHash, updatedAt, nextDueOn } = head;
  const shard = shardOf(caseId);
  const isDue = nextDueOn !== null;
  const isHub = waitingOn === "hub";
  return {
    status,
    waitingOn,
    title,
    revision,
    version,
    lastHash,
    updatedAt,
    nextDueOn,
    effectsFrom,
    gsi1pk: partitions.status(status, shard),
    gsi2pk: isDue ? partitions.due(shard) : null,
    gsi2sk: isDue ? `${nextDueOn}|${caseId}` : null,
    gsi4pk: isHub ? partitions.hub(shard) : null,
    gsi4sk: isHub ? `${updatedAt}|${caseId}` : null,
  };
};

const withoutNulls = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));

/** The item of a new case's head. What never changes of a case is written here only. */
export const newHeadItem = (head: CaseHead, effectsFrom: number | null): Item => {
  const { caseId, processId, applicant, division, wrappedKey, filedAt } = head;
  return withoutNulls({
    ...headKey(caseId),
    processId,
    applicant,
    division,
    wrappedKey,
    filedAt,
    ...headChanges(head, effectsFrom),
    gsi1sk: `${filedAt}|${caseId}`,
    gsi3pk: partitions.applicant(applicant),
    gsi3sk: `${filedAt}|${caseId}`,
  });
};

/** The head an item holds. */
export const headOf = (item: Item): CaseHead => ({
  caseId: caseIdOf(item),
  processId: item.processId as string,
  status: item.status as CaseHead["status"],
  waitingOn: (item.waitingOn ?? null) as CaseHead["waitingOn"],
  title: item.title as string,
  applicant: item.applicant as string,
  division: item.division as string,
  revision: item.revision as number,
  version: item.version as number,
  lastHash: item.lastHash as string,
  wrappedKey: (item.wrappedKey ?? null) as Uint8Array | null,
  filedAt: item.filedAt as string,
  updatedAt: item.updatedAt as string,
  nextDueOn: (item.nextDueOn ?? null) as string | null,
});

/** The item of an event. One whose payload is too large carries where it is instead. */
export const eventItem = (caseId: string, event: StoredEvent): Item => {
  const { seq, type, at, payload, previousHash, hash } = event;
  return {
    ...eventKey(caseId, seq),
    type,
    at,
    ...(isInline(event) ? { payload } : { payloadRef: payloadKey(caseId, event) }),
    previousHash,
    hash,
  };
};

/** The event an item holds, with the payload that was read for it. */
export const eventOf = (item: Item, payload: Uint8Array): StoredEvent => ({
  seq: seqOf(item),
  type: item.type as string,
  at: item.at as string,
  payload,
  previousHash: item.previousHash as string,
  hash: item.hash as string,
});

/** The item of a worklist row; an index shows it while its department has something to do. */
export const worklistItem = (row: WorklistRow): Item => {
  const {
    caseId,
    itemId,
    department,
    status,
    title,
    round,
    askedOn,
    dueOn,
    overdue,
    greenChannel,
    claimedBy,
  } = row;
  const turn = `${greenChannel ? GREEN_CHANNEL : ""}${dueOn ?? NO_DUE_DATE}`;
  const index = {
    gsi1pk: partitions.worklist(department, shardOf(caseId)),
    gsi1sk: [turn, caseId, itemId].join("|"),
  };
  return withoutNulls({
    ...worklistKey(caseId, itemId),
    department,
    status,
    title,
    round,
    askedOn,
    dueOn,
    overdue,
    greenChannel: greenChannel || null,
    claimedBy,
    ...(isListed(row) ? index : {}),
  });
};

/** The worklist row an item holds. */
export const worklistRowOf = (item: Item): WorklistRow => ({
  caseId: caseIdOf(item),
  itemId: worklistItemIdOf(item),
  department: item.department as string,
  status: item.status as string,
  title: item.title as string,
  round: item.round as number,
  askedOn: (item.askedOn ?? null) as string | null,
  dueOn: (item.dueOn ?? null) as string | null,
  overdue: item.overdue as boolean,
  greenChannel: item.greenChannel === true,
  claimedBy: (item.claimedBy ?? null) as string | null,
});

/** The item of a request that acted. */
export const inboxItem = ({ scope, id, digest, answer }: InboxEntry): Item => ({
  ...inboxKey(scope, id),
  digest,
  answer,
});

/** The item of a licence. */
export const licenceItem = ({ licenceId, caseId, licence }: LicenceRow): Item => ({
  ...licenceKey(licenceId),
  caseId,
  licence,
});
