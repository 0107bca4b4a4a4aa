import type { Malformed } from "./dialect.ts";
import { malformed } from "./malformed.ts";

/** A two-byte code as one number: 0xB0A1 is 啊. */
type GbkCode = number;

/**
 * Codes that GBK leaves open and later tables fill differently: GB 18030's vertical punctuation and eight components
 * of characters, and Microsoft's `€`. Decoders do not read them back alike, so they count as not held.
 */
const disputed: ReadonlySet<GbkCode> = new Set([
  ...[0xa2e3, 0xa6d9, 0xa6da, 0xa6db, 0xa6dc, 0xa6dd, 0xa6de, 0xa6df, 0xa6ec, 0xa6ed, 0xa6f3],
  ...[0xfe59, 0xfe61, 0xfe66, 0xfe67, 0xfe6d, 0xfe7e, 0xfe90, 0xfea0],
]);

let codes: ReadonlyMap<string, GbkCode> | undefined;

/** Turn the platform's own decoder round: every two-byte code and the character it stands for, the lower code first. */
const gbkCodes = (): ReadonlyMap<string, GbkCode> => {
  if (codes !== undefined) return codes;
  const decoder = new TextDecoder("gbk");
  const table = new Map<string, GbkCode>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const code = (lead << 8) | trail;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = [...character].length === 1 && !/[\p{ASCII}\p{Co}\ufffd]/u.test(character);
      if (trail !== 0x7f && isOne && !disputed.has(code) && !table.has(character)) table.set(character, code);
    }
  codes = table;
  return table;
};

/**
 * Encode an XML document in GBK. A character GBK cannot hold becomes a numeric character reference
 * (`㐂` is `&#13314;`), where the encoder alone would write `?` and lose it.
 *
 * Limits: such characters may stand in text and attribute values only, since names know no references.
 * @see GBK 1.0 (汉字内码扩展规范, 1995); XML 1.0, 4.1
 */
export const encodeXmlAsGbk = (xml: string): Uint8Array => {
  const table = gbkCodes();
  const bytes: number[] = [];
  for (const character of xml) {
    const point = character.codePointAt(0) ?? 0;
    const code = table.get(character);
    if (point < 0x80) bytes.push(point);
    else if (code !== undefined) bytes.push(code >> 8, code & 0xff);
    else bytes.push(...Buffer.from(`&#${point};`));
  }
  return Uint8Array.from(bytes);
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
