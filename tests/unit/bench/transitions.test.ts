import { describe, expect, it } from "vitest";
import { transitionsOf } from "../../bench/aws-cost/transitions.ts";

const definition = {
  States: {
    Stage: { Branches: [{ States: { "Ask a": {} } }, { States: { "Ask b": {} } }] },
    Settle: {},
    Ended: {},
  },
};

describe("transitionsOf", () => {
  it("counts each state entered, and those inside branches that the history leaves out", () => {
    const counted = transitionsOf(["Stage", "Settle", "Stage", "Settle", "Ended"], definition);

    expect(counted).toBe(5 + 4);
  });

  it("counts states inside branches once where the history has them", () => {
    const counted = transitionsOf(["Stage", "Ask a", "Ask b", "Settle", "Ended"], definition);

    expect(counted).toBe(5);
  });
});
