import { describe, expect, it } from "vitest";
import { billOf, byService, totalOf } from "../../bench/aws-cost/bill.ts";
import { difference, meanOf, sumOf, times } from "../../bench/aws-cost/usage.ts";

describe("billOf", () => {
  it("prices each line by its unit, the dearest first, and leaves out what was not used", () => {
    const lines = billOf({ apiRequests: 2_000_000, transitions: 1_000_000, traces: 0 });

    expect(lines).toEqual([
      { name: "transitions", amount: 1_000_000, usd: 25 },
      { name: "apiRequests", amount: 2_000_000, usd: 2 },
    ]);
  });
});

describe("totalOf", () => {
  it("is the sum of the lines", () => {
    const total = totalOf({ tableWrites: 1e6, tableReads: 1e6 });

    expect(total).toBeCloseTo(0.75, 10);
  });
});

describe("byService", () => {
  it("puts the lines of a service together", () => {
    const services = byService({ tableWrites: 1e6, tableReads: 1e6, queueRequests: 1e6 });

    expect(services).toEqual([
      { service: "DynamoDB", usd: 0.75 },
      { service: "SQS", usd: 0.4 },
    ]);
  });
});

describe("usages", () => {
  it("are added, taken times, taken apart and averaged by what they count", () => {
    const [one, other] = [{ traces: 1, apiRequests: 2 }, { traces: 3 }];

    const results = [sumOf([one, other]), times(one, 2), difference(one, other), meanOf([one, other])];

    expect(results).toEqual([
      { traces: 4, apiRequests: 2 },
      { traces: 2, apiRequests: 4 },
      { traces: -2, apiRequests: 2 },
      { traces: 2, apiRequests: 1 },
    ]);
    expect(meanOf([])).toEqual({});
  });
});
