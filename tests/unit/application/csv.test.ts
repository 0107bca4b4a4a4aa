import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK, csvColumn, csvHead, csvLine, csvRows } from "../../../functions/application/csv.ts";
import { readCsv } from "../../support/read-csv.ts";

describe("a line", () => {
  it("ends in CRLF and quotes what has a comma, a quote or a line break in it", () => {
    expect(csvLine(["公司", "a,b", 'say "hi"', "two\r\nlines", ""])).toBe(
      '公司,"a,b","say ""hi""","two\r\nlines",\r\n',
    );
  });

  it("leaves nothing empty, writes numbers plainly and yes and no in both languages", () => {
    expect(csvLine([null, 0, -3.35, 8643, true, false])).toBe(",0,-3.35,8643,是 / yes,否 / no\r\n");
  });

  it("takes no number that is none", () => {
    expect(() => csvLine([Number.NaN])).toThrow(RangeError);
    expect(() => csvLine([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it("gives back what was put in, whatever it is", () => {
    const harmless = fc
      .string({ unit: "binary" })
      .filter((text) => !/^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]|^\d{16,}$/.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.array(harmless, { minLength: 1, maxLength: 6 }), { maxLength: 6 }),
        (records) => {
          expect(readCsv(records.map(csvLine).join(""))).toEqual(records);
        },
      ),
    );
  });
});

describe("a cell that looks like a formula", () => {
  it.each([
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "　=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    '=HYPERLINK("http://example.cn","点击")',
  ])("begins with an apostrophe: %j", (text) => {
    expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]]);
  });

  it.each(["-5", "+5", "-3.35", "1234567890", "1+1", "a=b", "蚌埠-市"])(
    "is left alone when it is none: %s",
    (text) => {
      expect(csvLine([text])).toBe(`${text}\r\n`);
    },
  );

  it("is never to be found at the beginning of a cell, whatever is put in", () => {
    const any = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r"), fc.string()).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(any, (text) => {
        const [[cell = ""] = []] = readCsv(csvLine([text]));
        expect(cell).not.toMatch(/^[=@\t\r]|^[+-](?!\d+(?:\.\d+)?$)/);
      }),
    );
  });
});

describe("a number that a spreadsheet would round", () => {
  it("stays a text by the tab behind it", () => {
    expect(csvLine(["3403002026102001000013", "123456789012345", "1234567890123456"])).toBe(
      '"3403002026102001000013\t",123456789012345,"1234567890123456\t"\r\n',
    );
  });
});

describe("a table", () => {
  const columns = [
    csvColumn("部门", "department", ({ name }: { name: string; days: number }) => name),
    csvColumn("天数", "days", ({ days }: { name: string; days: number }) => days),
  ];

  it("begins with the byte order mark of UTF-8 and its names in both languages", () => {
    const bytes = new TextEncoder().encode(csvHead(columns));

    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csvHead(columns)).toBe(`${BYTE_ORDER_MARK}部门 / department,天数 / days\r\n`);
  });

  it("has a line for each row", () => {
    expect(
      csvRows(columns, [
        { name: "税务", days: 1 },
        { name: "市场", days: 3 },
      ]),
    ).toBe("税务,1\r\n市场,3\r\n");
    expect(csvRows(columns, [])).toBe("");
  });
});
