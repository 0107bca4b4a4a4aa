import { describe, expect, it } from "vitest";
import { isGb2312Character } from "../../../schemas/forms/gb2312-characters.ts";

describe("isGb2312Character", () => {
  it.each([..."蚌埠珠城商贸啊齄"])("knows %s", (character) => {
    expect(isGb2312Character(character)).toBe(true);
  });

  it.each([..."國龍貿喆A1（"])("does not know %s", (character) => {
    expect(isGb2312Character(character)).toBe(false);
  });
});
