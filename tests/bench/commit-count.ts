import { DatabaseSync } from "node:sqlite";

let commits = 0;
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function counted(sql: string): void {
  if (sql === "COMMIT") commits += 1;
  exec.call(this, sql);
};

/** Transactions committed by this process so far; each is one fsync. Import this before anything opens a database. */
export const commitCount = (): number => commits;
