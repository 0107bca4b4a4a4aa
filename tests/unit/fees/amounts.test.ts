import { describe, expect, it } from "vitest";
import { dividedHalfUp, dividedUp, sumOf } from "../../../functions/case/fees/amounts.ts";

describe("dividedHalfUp", () => {
  it.each([
    [[149, 1], 100, 1],
    [[150, 1], 100, 2],
    [[151, 1], 100, 2],
    [[1, 1], 3, 0],
    [[2, 1], 3, 1],
    [[0, 7], 100, 0],
    // The product is beyond 2^53, the result is not.
    [[10_000_000_000, 1_000_001], 1_000_000, 10_000_010_000],
  ])("rounds %j by %d to %d", (factors, divisor, expected) => {
    expect(dividedHalfUp(factors, divisor)).toBe(expected);
  });

  it("refuses what cannot be counted exactly, and what is no whole number", () => {
    expect(() => dividedHalfUp([2 ** 53 - 1, 2], 1)).toThrow(RangeError);
    expect(() => dividedHalfUp([1.5], 1)).toThrow(RangeError);
  });
});

describe("dividedUp", () => {
  it.each([
    [[100], 100, 1],
    [[101], 100, 2],
    [[0], 100, 0],
  ])("rounds %j by %d up to %d", (factors, divisor, expected) => {
    expect(dividedUp(factors, divisor)).toBe(expected);
  });
});

describe("sumOf", () => {
  it("adds whole numbers, and refuses a sum beyond 2^53", () => {
    expect(sumOf([])).toBe(0);
    expect(sumOf([3, -5])).toBe(-2);
    expect(() => sumOf([2 ** 53 - 1, 1])).toThrow(RangeError);
  });
});
