import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bilingual, message, splitMessage } from "../../../schemas/message.ts";

describe("splitMessage", () => {
  it("gives back both languages of a bilingual text", () => {
    const text = bilingual("缺少住所，请填写", "the domicile is missing; fill it in / ask the window");

    expect(splitMessage(text)).toEqual(
      message("缺少住所，请填写", "the domicile is missing; fill it in / ask the window"),
    );
  });

  it("gives back the English text whatever the Chinese one holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (zh, en) => {
        expect(splitMessage(bilingual(zh, en)).en).toBe(en);
      }),
    );
  });

  it("shows a text of one language in both", () => {
    expect(splitMessage("Invalid input")).toEqual(message("Invalid input", "Invalid input"));
  });
});
