import type { SQLOutputValue } from "node:sqlite";
import type { CaseHead, InboxEntry, StoredEvent, WorklistRow } from "../../ports/case-store.ts";

/** One row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A row of `cases`. Columns keep the head's names in snake case. */
export const headOf = (row: Row): CaseHead => ({
  caseId: row.case_id as string,
  processId: row.process_id as string,
  status: row.status as CaseHead["status"],
  waitingOn: row.waiting_on as CaseHead["waitingOn"],
  title: row.title as string,
  applicant: row.applicant as string,
  division: row.division as string,
  revision: row.revision as number,
  version: row.version as number,
  lastHash: row.last_hash as string,
  wrappedKey: row.wrapped_key as Uint8Array | null,
  filedAt: row.filed_at as string,
  updatedAt: row.updated_at as string,
  nextDueOn: row.next_due_on as string | null,
});

/** A row of `events`. */
export const eventOf = (row: Row): StoredEvent => ({
  seq: row.seq as number,
  type: row.type as string,
  at: row.at as string,
  payload: row.payload as Uint8Array,
  previousHash: row.previous_hash as string,
  hash: row.hash as string,
});

/** A row of `worklist`. */
export const worklistRowOf = (row: Row): WorklistRow => ({
  caseId: row.case_id as string,
  itemId: row.item_id as string,
  department: row.department as string,
  status: row.status as string,
  title: row.title as string,
  round: row.round as number,
  askedOn: row.asked_on as string | null,
  dueOn: row.due_on as string | null,
  overdue: row.overdue === 1,
  greenChannel: row.green_channel === 1,
  claimedBy: row.claimed_by as string | null,
});

/** A row of `inbox`. */
export const inboxOf = (row: Row): InboxEntry => ({
  scope: row.scope as string,
  id: row.id as string,
  digest: row.digest as string,
  answer: row.answer as string,
});
