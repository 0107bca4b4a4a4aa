import { DatabaseSync } from "node:sqlite";

let durable = 0;
let isSynced = true;
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function counted(sql: string): void {
  if (sql.startsWith("PRAGMA synchronous")) isSynced = sql.endsWith("FULL");
  if (sql === "COMMIT" && isSynced) durable += 1;
  exec.call(this, sql);
};

/** Durable transactions committed by this process so far, each one fsync. Import this before anything opens a database. */
export const commitCount = (): number => durable;
