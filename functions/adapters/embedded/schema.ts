import { listedStatuses } from "../shared/listed-statuses.ts";

/** Whether a worklist shows a row; an index is only used for a condition that reads like its own. */
export const IS_LISTED = `status IN (${listedStatuses.map((status) => `'${status}'`).join(", ")})`;

/**
 * What a worklist sorts by: the due date, with a nought before it in the green channel, which comes before all years. So
 * rows of before there was a green channel stand where they stood.
 */
export const TURN = "iif(green_channel = 1, '0', '') || coalesce(due_on, '9999-12-31')";

/** Columns that tables of earlier hubs lack: they are added when the file is opened. */
export const ADDED_COLUMNS = [
  { table: "worklist", column: "green_channel", definition: "INTEGER NOT NULL DEFAULT 0" },
  { table: "worklist", column: "claimed_by", definition: "TEXT" },
] as const;

/**
 * The tables of the embedded hub. Payload columns hold ciphertext only.
 *
 * `held` marks a row that waits behind an earlier one of its lane (an outbox entry behind its case's, a delivery
 * behind its case and department's), so that what is ready is a range of an index however much waits.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS cases (
  case_id TEXT PRIMARY KEY, process_id TEXT NOT NULL, status TEXT NOT NULL, waiting_on TEXT, title TEXT NOT NULL,
  applicant TEXT NOT NULL, division TEXT NOT NULL, revision INTEGER NOT NULL, version INTEGER NOT NULL,
  last_hash TEXT NOT NULL, wrapped_key BLOB, filed_at TEXT NOT NULL, updated_at TEXT NOT NULL, next_due_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cases_by_filing ON cases (filed_at, case_id);
CREATE INDEX IF NOT EXISTS cases_by_applicant ON cases (applicant, filed_at, case_id);
CREATE INDEX IF NOT EXISTS cases_by_status ON cases (status, filed_at, case_id);
CREATE INDEX IF NOT EXISTS cases_by_due ON cases (next_due_on) WHERE next_due_on IS NOT NULL;
CREATE INDEX IF NOT EXISTS cases_on_hub ON cases (updated_at) WHERE waiting_on = 'hub';
CREATE TABLE IF NOT EXISTS events (
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL, payload BLOB NOT NULL,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL, error TEXT,
  parked_at TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_ready ON outbox (next_at, id) WHERE parked_at IS NULL AND held = 0;
CREATE INDEX IF NOT EXISTS outbox_lanes ON outbox (case_id, id) WHERE parked_at IS NULL;
CREATE INDEX IF NOT EXISTS outbox_parked ON outbox (id) WHERE parked_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS worklist (
  case_id TEXT NOT NULL, item_id TEXT NOT NULL, department TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
  round INTEGER NOT NULL, asked_on TEXT, due_on TEXT, overdue INTEGER NOT NULL,
  green_channel INTEGER NOT NULL DEFAULT 0, claimed_by TEXT, PRIMARY KEY (case_id, item_id)
) STRICT, WITHOUT ROWID;
DROP INDEX IF EXISTS worklist_open;
DROP INDEX IF EXISTS worklist_in_hand;
CREATE INDEX IF NOT EXISTS worklist_by_turn ON worklist (department, ${TURN}, case_id, item_id)
  WHERE ${IS_LISTED};
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, case_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS licences (
  licence_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, licence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS registers (
  case_id TEXT NOT NULL, register TEXT NOT NULL, id TEXT NOT NULL, on_date TEXT NOT NULL, department TEXT NOT NULL,
  is_open INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (case_id, register, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS registers_by_day ON registers (register, on_date, case_id, id);
CREATE INDEX IF NOT EXISTS registers_by_department ON registers (register, department, on_date, case_id, id);
CREATE INDEX IF NOT EXISTS registers_open_by_day ON registers (register, on_date, case_id, id) WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS registers_open_by_department ON registers (register, department, on_date, case_id, id)
  WHERE is_open = 1;
CREATE TABLE IF NOT EXISTS calendar_years (
  year INTEGER PRIMARY KEY, stamp TEXT NOT NULL, days TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS calendar_recomputed (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1), version TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS postponed_erasures (
  position INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS inbox (
  scope TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
  case_id TEXT NOT NULL, item_id TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (case_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL, item_id TEXT NOT NULL,
  department TEXT NOT NULL, type TEXT NOT NULL, payload BLOB NOT NULL, created_at TEXT NOT NULL, state TEXT NOT NULL,
  attempts INTEGER NOT NULL, next_at INTEGER, held INTEGER NOT NULL, last_error TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_ready ON deliveries (department, next_at, position)
  WHERE state = 'pending' AND held = 0;
CREATE INDEX IF NOT EXISTS deliveries_lanes ON deliveries (case_id, department, position) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, position);
CREATE INDEX IF NOT EXISTS deliveries_by_department ON deliveries (department, state, position);
CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
  document_id TEXT PRIMARY KEY, owner TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, stored_at TEXT NOT NULL, wrapped_key BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uploads (
  document_id TEXT PRIMARY KEY, owner TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, begun_at TEXT NOT NULL, wrapped_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part_uploads (
  document_id TEXT PRIMARY KEY, owner TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, part_bytes INTEGER NOT NULL, part_sha256 TEXT NOT NULL, kept_until TEXT NOT NULL,
  wrapped_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document_parts (
  document_id TEXT PRIMARY KEY, part_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document_states (
  document_id TEXT PRIMARY KEY, state TEXT NOT NULL, since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
