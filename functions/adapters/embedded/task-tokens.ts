import type { TaskTokens } from "../../ports/task-tokens.ts";
import type { Database } from "./database.ts";

/** Callback tokens in the hub's SQLite file. */
export const makeSqliteTaskTokens = ({ sql, note }: Database): TaskTokens => {
  const put = sql.prepare("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)");
  const remove = sql.prepare("DELETE FROM tokens WHERE case_id = ? AND item_id = ? RETURNING token");
  const count = sql.prepare("SELECT count(*) AS n FROM tokens WHERE case_id = ?");
  return {
    put: async (caseId, itemId, token) => {
      await note(() => put.run(caseId, itemId, token));
    },
    take: (caseId, itemId) =>
      note(() => {
        const row = remove.get(caseId, itemId);
        return { token: (row?.token as string | undefined) ?? null, left: count.get(caseId)?.n as number };
      }),
  };
};
