/** Rows of a page and the cursor after its last; one row more than asked for is read to know whether there is a next. */
export const pageOf = <T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
): { rows: T[]; cursor: string | null } => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, cursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};
