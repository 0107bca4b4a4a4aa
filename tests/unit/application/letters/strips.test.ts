import { describe, expect, it } from "vitest";
import { paginate, type Strip } from "../../../../functions/application/letters/strips.ts";

const strip = (height: number, more: Partial<Strip> = {}): Strip => ({ height, draw: () => {}, ...more });

const frame = { firstTop: 0, top: 0, bottom: 100 };

/** The heights of the strips of each page. */
const heights = (strips: readonly Strip[], from = frame): number[][] =>
  paginate(strips, from).map((page) => page.map(([{ height }]) => height));

describe("paginate", () => {
  it("fills pages in order", () => {
    expect(heights([strip(60), strip(40), strip(1)])).toEqual([[60, 40], [1]]);
  });

  it("begins the first page where it is told to", () => {
    expect(heights([strip(60), strip(40)], { ...frame, firstTop: 10 })).toEqual([[60], [40]]);
  });

  it("takes what stays together to the next page as a whole", () => {
    expect(heights([strip(50), strip(20, { staysWithNext: true }), strip(40)])).toEqual([[50], [20, 40]]);
  });

  it("divides what stays together only where it exceeds a page", () => {
    const run = [strip(70, { staysWithNext: true }), strip(70, { staysWithNext: true }), strip(10)];

    expect(heights([strip(20), ...run])).toEqual([
      [20, 70],
      [70, 10],
    ]);
  });

  it("lets a strip that exceeds a page stand alone", () => {
    expect(heights([strip(10), strip(150), strip(10)])).toEqual([[10], [150], [10]]);
  });

  it("leaves out blanks where a page begins or ends", () => {
    const blank = strip(15, { isBlank: true });

    expect(heights([blank, strip(90), blank, strip(20)])).toEqual([[90], [20]]);
  });

  it("keeps a heading with what it announces over a blank between them", () => {
    const heading = strip(20, { staysWithNext: true });
    const between = strip(5, { isBlank: true, staysWithNext: true });

    expect(heights([strip(60), heading, between, strip(40)])).toEqual([[60], [20, 5, 40]]);
    expect(heights([strip(90), between, strip(40)])).toEqual([[90], [40]]);
  });

  it("puts a table's head on a page that begins with one of its rows, and counts its height", () => {
    const row = strip(40, { head: strip(30) });

    expect(heights([row, row, row, row])).toEqual([
      [40, 40],
      [30, 40],
      [30, 40],
    ]);
  });

  it("tells each strip its top", () => {
    const [page] = paginate([strip(10), strip(20)], { firstTop: 5, top: 0, bottom: 100 });

    expect(page?.map(([, top]) => top)).toEqual([5, 15]);
  });
});
