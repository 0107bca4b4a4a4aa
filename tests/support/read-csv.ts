/** Read CSV as RFC 4180 has it, without a byte order mark. Throws on what is none. */
export const readCsv = (text: string): string[][] => {
  const cell = /"((?:[^"]|"")*)"(,|\r\n)|([^",\r\n]*)(,|\r\n)/y;
  const records: string[][] = [];
  let record: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`no cell at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
    const [, quoted, quotedEnd, plain = "", plainEnd] = found;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if ((quotedEnd ?? plainEnd) === ",") continue;
    records.push(record);
    record = [];
  }
  if (record.length > 0) throw new Error("the last line does not end");
  return records;
};
