import { describe, expect, it } from "vitest";
import { isCompactDate } from "../../../schemas/codes/compact-date.ts";

describe("isCompactDate", () => {
  it.each(["20240229", "20000229", "19900101", "20261231", "00010101"])("takes %s", (text) => {
    expect(isCompactDate(text)).toBe(true);
  });

  it.each([
    "20260229",
    "19000229",
    "20261301",
    "20260001",
    "20260100",
    "20260431",
    "00000101",
    "2026010",
    "2026-1-1",
    "202601011",
  ])("refuses %s", (text) => {
    expect(isCompactDate(text)).toBe(false);
  });
});
