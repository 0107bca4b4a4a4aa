import { existsSync, globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alarmsTable } from "../../infra/alarms-table.ts";

const runbookOf = (slug: string): string => `docs/runbooks/${slug}.md`;

describe("docs/runbooks", () => {
  it.each(alarmsTable.map(({ slug }) => slug))("says what to do about %s", (slug) => {
    expect(existsSync(runbookOf(slug))).toBe(true);
  });

  it("speaks of no alarm that does not exist", () => {
    const known = new Set(alarmsTable.map(({ slug }) => runbookOf(slug)));

    expect(globSync("docs/runbooks/*.md").filter((path) => !known.has(path))).toEqual([]);
  });
});
