import iconv from "iconv-lite";

/** Encode text in GBK; what GBK does not have becomes a numeric character reference. Names must be ASCII. */
export const toGbk = (xml: string): Uint8Array => {
  const safe = xml.replace(/[^\p{ASCII}]/gu, (character) =>
    fromGbk(iconv.encode(character, "gbk")) === character
      ? character
      : `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
  );
  return Uint8Array.from(iconv.encode(safe, "gbk"));
};

/** Decode GBK. Throws on bytes that are none. */
export const fromGbk = (bytes: Uint8Array): string => new TextDecoder("gbk", { fatal: true }).decode(bytes);
