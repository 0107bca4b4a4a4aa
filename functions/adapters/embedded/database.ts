import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The tables of the embedded hub. Payload columns hold ciphertext only. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS cases (
  case_id TEXT PRIMARY KEY, process_id TEXT NOT NULL, status TEXT NOT NULL, waiting_on TEXT, title TEXT NOT NULL,
  applicant TEXT NOT NULL, division TEXT NOT NULL, revision INTEGER NOT NULL, version INTEGER NOT NULL,
  last_hash TEXT NOT NULL, wrapped_key BLOB, filed_at TEXT NOT NULL, updated_at TEXT NOT NULL, next_due_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cases_by_applicant ON cases (applicant, case_id);
CREATE INDEX IF NOT EXISTS cases_by_status ON cases (status, case_id);
CREATE INDEX IF NOT EXISTS cases_by_due ON cases (next_due_on) WHERE next_due_on IS NOT NULL;
CREATE INDEX IF NOT EXISTS cases_on_hub ON cases (updated_at) WHERE waiting_on = 'hub';
CREATE TABLE IF NOT EXISTS events (
  case_id TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL, payload BLOB NOT NULL,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0, error TEXT, parked_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS worklist (
  case_id TEXT NOT NULL, item_id TEXT NOT NULL, department TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
  round INTEGER NOT NULL, asked_on TEXT, due_on TEXT, overdue INTEGER NOT NULL, PRIMARY KEY (case_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS worklist_by_department ON worklist (department, coalesce(due_on, '9999-12-31'), case_id, item_id);
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, case_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS licences (
  licence_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, licence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inbox (
  scope TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
  case_id TEXT NOT NULL, item_id TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (case_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, case_id TEXT NOT NULL, item_id TEXT NOT NULL,
  department TEXT NOT NULL, type TEXT NOT NULL, payload BLOB NOT NULL, created_at TEXT NOT NULL, state TEXT NOT NULL,
  attempts INTEGER NOT NULL, next_at INTEGER, last_error TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_pending ON deliveries (case_id, department, position) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS deliveries_next ON deliveries (next_at) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, department, position);
CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
  document_id TEXT PRIMARY KEY, owner TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL, stored_at TEXT NOT NULL, wrapped_key BLOB
) STRICT, WITHOUT ROWID;
`;

interface Waiting {
  write: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The hub's SQLite file, with group commit: writes that arrive in one turn of the event loop share one transaction
 * and one fsync, and each is told only after that.
 */
export interface Database {
  sql: DatabaseSync;
  /** Run a write inside the next shared transaction. It may read and write; if it throws, only it is undone. */
  write: <T>(write: () => T) => Promise<T>;
  /** Commit what is queued and close the file. */
  close: () => void;
}

/**
 * Open (or create) the file in WAL mode with `synchronous = FULL`: a commit that returned is on disk.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const openDatabase = (path: string): Database => {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const sql = new DatabaseSync(path, { timeout: 5_000 });
  sql.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32000;",
  );
  sql.exec(SCHEMA);
  let queue: Waiting[] = [];
  let scheduled = false;
  let closed = false;

  const flush = (): void => {
    scheduled = false;
    const batch = queue;
    queue = [];
    if (batch.length === 0) return;
    try {
      commitTogether(sql, batch);
    } catch (error) {
      if (sql.isTransaction) sql.exec("ROLLBACK");
      for (const { reject } of batch) reject(error);
    }
  };

  return {
    sql,
    write: <T>(write: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (closed) {
          reject(new Error("the hub's database is closed"));
          return;
        }
        queue.push({ write, resolve: resolve as (value: unknown) => void, reject });
        if (scheduled) return;
        scheduled = true;
        setImmediate(flush);
      }),
    close: () => {
      if (closed) return;
      flush();
      closed = true;
      sql.close();
    },
  };
};

/** One transaction for the whole batch; a write that throws is undone alone by its savepoint. */
const commitTogether = (sql: DatabaseSync, batch: readonly Waiting[]): void => {
  const settled: (() => void)[] = [];
  sql.exec("BEGIN IMMEDIATE");
  for (const { write, resolve, reject } of batch) {
    sql.exec("SAVEPOINT one");
    try {
      const value = write();
      settled.push(() => resolve(value));
    } catch (error) {
      sql.exec("ROLLBACK TO one");
      settled.push(() => reject(error));
    }
    sql.exec("RELEASE one");
  }
  sql.exec("COMMIT");
  for (const settle of settled) settle();
};
