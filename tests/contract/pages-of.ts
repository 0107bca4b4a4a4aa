import type { Page } from "../../functions/ports/case-store.ts";

/** Every page of a list, one after another. Throws when a page leads back to one before it. */
export const pagesOf = async <T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[][]> => {
  const pages: T[][] = [];
  const cursors = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page: Page<T> = await read(cursor);
    pages.push(page.rows);
    if (page.cursor === null) return pages;
    if (cursors.has(page.cursor)) throw new Error(`the pages go round at ${page.cursor}`);
    cursors.add(page.cursor);
    cursor = page.cursor;
  }
};
