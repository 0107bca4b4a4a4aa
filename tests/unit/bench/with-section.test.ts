import { describe, expect, it } from "vitest";
import { withSection } from "../../bench/aws-cost/with-section.ts";

const document = "# Costs\n<!-- measured:begin -->\nold\n<!-- measured:end -->\nrest\n";

describe("withSection", () => {
  it("replaces what stands between the markers, and nothing else", () => {
    const written = withSection(document, "measured", "new");

    expect(written).toBe("# Costs\n<!-- measured:begin -->\n\nnew\n\n<!-- measured:end -->\nrest\n");
    expect(withSection(written, "measured", "new")).toBe(written);
  });

  it.each([
    ["are missing", "# Costs\n"],
    ["stand twice", document + document],
    ["stand the wrong way round", "<!-- measured:end --><!-- measured:begin -->"],
  ])("refuses a document whose markers %s", (_, text) => {
    const write = () => withSection(text, "measured", "new");

    expect(write).toThrow('"<!-- measured:begin -->" and "<!-- measured:end -->"');
  });
});
