import { describe, expect, it } from "vitest";
import { carriesFees, dialectIds, loadDialect } from "../../../functions/departments/dialects.ts";

describe("carriesFees", () => {
  it.each(dialectIds)("says of %s what the dialect itself has", async (id) => {
    expect(carriesFees(id)).toBe((await loadDialect(id))?.encodeFees !== undefined);
  });

  it("is true of plain JSON, and of no dialect the hub does not speak", () => {
    expect([carriesFees("json"), carriesFees("morse")]).toEqual([true, false]);
  });
});
