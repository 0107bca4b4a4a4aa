import { crc32 } from "node:zlib";

const LOCAL_FILE = 0x04034b50;
const CENTRAL_FILE = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;

/** Little-endian numbers, each `[value, bytes]`. */
const numbers = (...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer =>
  Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );

/** What both headers of a file tell: version, flags, method (stored), time and date (1980-01-01), sum, sizes, lengths. */
const described = (name: Buffer, content: Buffer): Buffer =>
  numbers(
    [VERSION, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(content), 4],
    [content.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2],
  );

/** A ZIP archive of small text files, stored without compression. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const zipOf = (files: Readonly<Record<string, string>>): Uint8Array => {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const about = described(name, content);
    const entry = Buffer.concat([numbers([LOCAL_FILE, 4]), about, name, content]);
    local.push(entry);
    // No comment, first disk, no internal attributes; readable by everybody.
    const attributes = numbers([0, 2], [0, 2], [0, 2], [0o100644 * 0x10000, 4], [offset, 4]);
    central.push(Buffer.concat([numbers([CENTRAL_FILE, 4], [0x300 + VERSION, 2]), about, attributes, name]));
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = numbers(
    [END, 4],
    [0, 2],
    [0, 2],
    [central.length, 2],
    [central.length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...local, directory, end]);
};
