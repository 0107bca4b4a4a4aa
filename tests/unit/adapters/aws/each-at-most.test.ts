import { describe, expect, it } from "vitest";
import { eachAtMost } from "../../../../functions/adapters/aws/each-at-most.ts";
import { aWhile } from "../../../contract/fixture.ts";

describe("eachAtMost", () => {
  it("does no more than so many at once, and gives the results in order", async () => {
    let present = 0;
    let most = 0;

    const results = await eachAtMost(3, [5, 1, 4, 2, 3, 0], async (value) => {
      present += 1;
      most = Math.max(most, present);
      await aWhile(value);
      present -= 1;
      return value * 10;
    });

    expect(results).toEqual([50, 10, 40, 20, 30, 0]);
    expect(most).toBe(3);
  });

  it("does nothing for no values", async () => {
    expect(await eachAtMost(3, [], async () => "done")).toEqual([]);
  });
});
