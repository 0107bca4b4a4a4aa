import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { registerPrintFonts } from "../../../functions/application/print-fonts.ts";
import { breakText, lineWidth } from "../../../functions/application/print-typeset.ts";

const doc = new PDFDocument({ autoFirstPage: false, font: "" });
const setter = { doc, fonts: registerPrintFonts(doc, null) };

const type = { weight: "regular", size: 10, width: 100 } as const;

const linesOf = (text: string, indent?: number): string[] =>
  breakText(setter, text, indent === undefined ? type : { ...type, indent }).map((line) =>
    line.map((run) => run.text).join(""),
  );

describe("breakText", () => {
  it("breaks Chinese between any two characters, as many as the width holds", () => {
    expect(linesOf("一二三四五六七八九十甲乙")).toEqual(["一二三四五六七八九十", "甲乙"]);
  });

  it("leaves the first line shorter by the indent, and only that", () => {
    expect(linesOf("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", 20)).toEqual([
      "一二三四五六七八",
      "九十甲乙丙丁戊己庚辛",
      "壬癸",
    ]);
  });

  it("begins no line with a full stop and ends none with an opening mark", () => {
    expect(linesOf("一二三四五六七八九十。甲")).toEqual(["一二三四五六七八九", "十。甲"]);
    expect(linesOf("一二三四五六七八九《甲》乙")).toEqual(["一二三四五六七八九", "《甲》乙"]);
  });

  it("divides a word only where no line holds it, with an indent too", () => {
    const long = "a".repeat(60);

    expect(linesOf(`一二 abcdefgh 三四五六七`)[0]).toContain("abcdefgh");
    for (const indent of [0, 30])
      breakText(setter, long, { ...type, indent }).forEach((line, index) => {
        expect(lineWidth(line, type.size)).toBeLessThanOrEqual(type.width - (index === 0 ? indent : 0));
      });
    expect(linesOf(long, 30).join("")).toBe(long);
  });
});
