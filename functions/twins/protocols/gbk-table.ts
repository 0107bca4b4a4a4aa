let table: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Turn the platform's decoder round: read all two-byte codes, keep which characters they give. */
const makeTable = (): ReadonlyMap<string, readonly [number, number]> => {
  const decoder = new TextDecoder("gbk");
  const entries: [string, readonly [number, number]][] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !/[\p{Co}\ufffd]/u.test(character))
        entries.push([character, [lead, trail]]);
    }
  return new Map(entries);
};

/** Encode text in GBK; what GBK does not have becomes a numeric character reference. Names must be ASCII. */
export const toGbk = (xml: string): Uint8Array => {
  table ??= makeTable();
  const bytes: number[] = [];
  for (const character of xml) {
    const code = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(...pair);
    else bytes.push(...Buffer.from(`&#x${code.toString(16)};`));
  }
  return Uint8Array.from(bytes);
};

/** Decode GBK. Throws on bytes that are none. */
export const fromGbk = (bytes: Uint8Array): string => new TextDecoder("gbk", { fatal: true }).decode(bytes);
