import { describe, expect, it } from "vitest";
import { isIndustryCode } from "../../../schemas/forms/industry-code.ts";

describe("isIndustryCode", () => {
  it.each(["5191", "F5191", "C3491", "A0111", "T9700"])("accepts %s", (code) => {
    expect(isIndustryCode(code)).toBe(true);
  });

  it.each(["C5191", "U5191", "9800", "0011", "519", "51911", "f5191", "F519", ""])("refuses %j", (code) => {
    expect(isIndustryCode(code)).toBe(false);
  });
});
