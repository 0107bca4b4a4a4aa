import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ADDED_COLUMNS, SCHEMA } from "./schema.ts";

/** Writes that share one transaction at most; the rest follow in the next turn, so that requests get theirs. */
const MAX_BATCH = 1_000;

interface Waiting {
  write: () => unknown;
  isDurable: boolean;
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
  /**
   * Like `write`, but told before it is on disk: for notes that a crash may take back, because what they note is
   * done again. They never outlive a durable write that came after them, since the log is one sequence.
   */
  note: <T>(write: () => T) => Promise<T>;
  /** Make sure that nothing overwritten or deleted so far can be read from the file or its log any more. */
  scrub: () => void;
  /** Commit what is queued and close the file. */
  close: () => void;
}

/**
 * Open (or create) the file in WAL mode with `synchronous = FULL`: a commit that returned is on disk. Only its owner
 * may read it. Throws when another hub has it open.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const openDatabase = (path: string): Database => {
  const lock = path === ":memory:" ? null : lockOf(path);
  const sql = openFile(path);
  const commitTogether = makeCommitTogether(sql);
  let queue: Waiting[] = [];
  let scheduled = false;
  let closed = false;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  };

  const enqueue = <T>(write: () => T, isDurable: boolean): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (closed) {
        reject(new Error("the hub's database is closed"));
        return;
      }
      queue.push({ write, isDurable, resolve: resolve as (value: unknown) => void, reject });
      schedule();
    });

  const flush = (): void => {
    const batch = queue.slice(0, MAX_BATCH);
    queue = queue.slice(MAX_BATCH);
    if (batch.length === 0) return;
    if (queue.length > 0) schedule();
    try {
      commitTogether(batch);
    } catch (error) {
      rollBack(sql);
      for (const { reject } of batch) reject(error);
    }
  };

  return {
    sql,
    write: (write) => enqueue(write, true),
    note: (write) => enqueue(write, false),
    scrub: () => {
      if (!closed) sql.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
    close: () => {
      if (closed) return;
      while (queue.length > 0) flush();
      closed = true;
      sql.close();
      lock?.close();
    },
  };
};

/**
 * An exclusive lock beside the file, held as long as the process lives; the platform frees it however it dies.
 * Other tools may still read the hub's file.
 */
const lockOf = (path: string): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makeFile(`${path}.lock`);
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (cause) {
    lock.close();
    throw new Error(`${path} is in use by another hub; stop that one first`, { cause });
  }
};

const makeFile = (path: string): void => closeSync(openSync(path, "a", 0o600));

/** SQLite gives its log the mode of the file itself. */
const openFile = (path: string): DatabaseSync => {
  if (path !== ":memory:") makeFile(path);
  const sql = new DatabaseSync(path, { timeout: 5_000 });
  sql.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32000;",
  );
  addColumns(sql);
  sql.exec(SCHEMA);
  return sql;
};

/** Give tables that are there already the columns they lack. */
const addColumns = (sql: DatabaseSync): void => {
  for (const { table, column, definition } of ADDED_COLUMNS) {
    const columns = sql.prepare("SELECT name FROM pragma_table_info(?)").all(table);
    if (columns.length > 0 && !columns.some(({ name }) => name === column))
      sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
  }
};

/**
 * One transaction for the whole batch, synced when any of it must be durable; a write that throws is undone alone by
 * its savepoint.
 */
const makeCommitTogether = (sql: DatabaseSync) => {
  const begin = sql.prepare("BEGIN IMMEDIATE");
  const savepoint = sql.prepare("SAVEPOINT one");
  const undo = sql.prepare("ROLLBACK TO one");
  const release = sql.prepare("RELEASE one");
  let isSynced = true;
  const sync = (wanted: boolean): void => {
    if (wanted === isSynced) return;
    sql.exec(`PRAGMA synchronous = ${wanted ? "FULL" : "NORMAL"}`);
    isSynced = wanted;
  };
  return (batch: readonly Waiting[]): void => {
    sync(batch.some(({ isDurable }) => isDurable));
    const settled: (() => void)[] = [];
    begin.run();
    for (const { write, resolve, reject } of batch) {
      savepoint.run();
      try {
        const value = write();
        settled.push(() => resolve(value));
      } catch (error) {
        undo.run();
        settled.push(() => reject(error));
      }
      release.run();
    }
    sql.exec("COMMIT");
    for (const settle of settled) settle();
  };
};

/** A rollback that fails leaves the next BEGIN to fail and say so. */
const rollBack = (sql: DatabaseSync): void => {
  try {
    if (sql.isTransaction) sql.exec("ROLLBACK");
  } catch {}
};
