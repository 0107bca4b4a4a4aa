import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { encodeXmlAsGbk } from "../../../functions/departments/gbk.ts";

/** Every character of the basic plane that is no surrogate and not for private use. */
const characters = Array.from({ length: 0x10000 - 0x80 }, (_, index) => index + 0x80)
  .filter((point) => point < 0xd800 || point > 0xf8ff)
  .map((point) => String.fromCodePoint(point));

const isHeldByAll = (character: string): boolean => {
  const bytes = iconv.encode(character, "gbk");
  return bytes.length === 2 && new TextDecoder("gbk").decode(bytes) === character;
};

describe("encodeXmlAsGbk", () => {
  it("encodes exactly the characters an independent table and the platform agree on, in the same bytes", () => {
    const differing = characters.filter((character) => {
      const bytes = Buffer.from(encodeXmlAsGbk(character));
      const expected = isHeldByAll(character)
        ? iconv.encode(character, "gbk")
        : Buffer.from(`&#${character.codePointAt(0)};`);
      return !bytes.equals(expected);
    });

    expect(differing).toEqual([]);
  });

  it("holds the 21,872 characters of GBK that are not disputed", () => {
    expect(characters.filter((character) => encodeXmlAsGbk(character).length === 2)).toHaveLength(21_872);
  });
});
