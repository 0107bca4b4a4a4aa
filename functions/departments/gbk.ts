import iconv from "iconv-lite";
import type { Malformed } from "./dialect.ts";
import { malformed } from "./malformed.ts";

const gbk = new TextDecoder("gbk");

/** More characters than GBK has; beyond it the memory of {@link isHeld} begins anew. */
const REMEMBERED = 30_000;
const held = new Map<string, boolean>();

/**
 * Whether GBK holds a character in two bytes that every decoder reads back alike. Private-use characters are out,
 * because tables differ there; so is `€`, whose one-byte form is Microsoft's alone.
 */
const isHeld = (character: string): boolean => {
  const known = held.get(character);
  if (known !== undefined) return known;
  const bytes = iconv.encode(character, "gbk");
  const answer = bytes.length === 2 && !/\p{Co}/u.test(character) && gbk.decode(bytes) === character;
  if (held.size >= REMEMBERED) held.clear();
  held.set(character, answer);
  return answer;
};

/**
 * Encode an XML document in GBK. A character GBK cannot hold becomes a numeric character reference
 * (`㐂` is `&#13314;`), where the encoder alone would write `?` and lose it.
 *
 * Limits: such characters may stand in text and attribute values only, since names know no references.
 * @see GBK 1.0 (汉字内码扩展规范, 1995); XML 1.0, 4.1
 */
export const encodeXmlAsGbk = (xml: string): Uint8Array => {
  const safe = xml.replace(/[^\p{ASCII}]/gu, (character) =>
    isHeld(character) ? character : `&#${character.codePointAt(0)};`,
  );
  return Uint8Array.from(iconv.encode(safe, "gbk"));
};

const labels: ReadonlySet<string> = new Set(["gbk", "gb2312", "gb18030", "utf-8", "utf8"]);

const declaredCharset = (body: Uint8Array): string | null => {
  const head = Buffer.from(body.subarray(0, 120)).toString("latin1");
  const [, name] = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w-]{1,20})["']/.exec(head) ?? [];
  return name?.toLowerCase() ?? null;
};

/**
 * Decode an XML document: by the charset of its `Content-Type`, else of its XML declaration, else as GBK.
 *
 * Takes GBK, GB2312, GB18030 and UTF-8. Fails with `Malformed` on another charset or on bytes that are not of it.
 */
export const decodeXmlBytes = (body: Uint8Array, charset: string | null): string | Malformed => {
  const label = charset ?? declaredCharset(body) ?? "gbk";
  if (!labels.has(label))
    return malformed(
      "content-type",
      "不支持该字符集，请使用 GBK、GB18030 或 UTF-8",
      "the charset is not supported; use GBK, GB18030 or UTF-8",
    );
  try {
    return new TextDecoder(label, { fatal: true }).decode(body);
  } catch {
    return malformed(
      "body",
      `报文不是合法的 ${label.toUpperCase()} 编码，请核对编码与声明是否一致`,
      `the bytes are no valid ${label.toUpperCase()}; encode the message as it declares`,
    );
  }
};
