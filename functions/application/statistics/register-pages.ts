import { setImmediate } from "node:timers/promises";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import type { CaseStore, RegisterQuery } from "../../ports/case-store.ts";

/** Entries read at a time. */
const PAGE_ENTRIES = 200;

/**
 * Every entry of a register in a period, page by page, oldest first. Throws as the store does.
 *
 * Between two pages others get their turn: a store in this process answers without ever letting go.
 */
export async function* registerPages(
  { register }: Pick<CaseStore, "register">,
  query: Omit<RegisterQuery, "cursor" | "limit">,
): AsyncGenerator<RegisterEntry[]> {
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof register>> = await register({
      ...query,
      cursor,
      limit: PAGE_ENTRIES,
    });
    yield page.rows;
    if (page.cursor === null) return;
    cursor = page.cursor;
    await setImmediate();
  }
}
