import { describe, expect, it } from "vitest";
import type { JourneyResult } from "../../e2e/results.ts";
import { journeyTable, withTable } from "../../e2e/table.ts";

const result = (journey: string, passed = true): JourneyResult => ({ journey, passed, tookMs: 1 });

describe("journeyTable", () => {
  it("shows what passed, what failed and what was left out, in one order", () => {
    const table = journeyTable(
      [result("b goes through"), result("a is refused"), result("c is told")],
      [result("a is refused", false), result("b goes through")],
    );

    expect(table.split("\n")).toEqual([
      "| journey | embedded | deployed stack |",
      "|---|---|---|",
      "| a is refused | ✓ | ✗ |",
      "| b goes through | ✓ | ✓ |",
      "| c is told | ✓ | – |",
    ]);
  });
});

describe("withTable", () => {
  it("replaces what stands between the markers, and twice the same", () => {
    const text = "before\n<!-- journeys -->\nold\n<!-- /journeys -->\nafter\n";

    const once = withTable(text, "| new |", "README.md");

    expect(once).toBe("before\n<!-- journeys -->\n| new |\n<!-- /journeys -->\nafter\n");
    expect(withTable(once, "| new |", "README.md")).toBe(once);
  });

  it("names the markers where a file has none", () => {
    expect(() => withTable("text", "", "README.md")).toThrow("README.md has no <!-- journeys -->");
  });
});
