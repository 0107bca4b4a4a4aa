import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qrModules, qrSvg } from "../../../functions/application/qr-svg.ts";
import { readQr } from "./read-qr.ts";

const url = "https://lianban.example.cn/verify/7ZQ4M0T9X2KC5V8RHN3JW6PBAD?v=1&m=K7QX2M9D4T8A";

/** The modules an SVG path of unit-high runs makes dark, with the quiet zone. */
const modulesOf = (svg: string): boolean[][] => {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return modules;
};

describe("qrModules", () => {
  it("reads as the text it was made from", () => {
    expect(readQr(qrModules(url))).toBe(url);
  });

  it("reads as any text of up to 200 bytes", () => {
    const texts = fc.stringMatching(/^https:\/\/[a-z]{3,20}\.cn\/[a-zA-Z0-9/?&=_.-]{0,160}$/);
    const property = fc.property(texts, (text) => {
      expect(readQr(qrModules(text))).toBe(text);
    });

    fc.assert(property, { numRuns: 60 });
  });

  it("carries Chinese as UTF-8", () => {
    expect(readQr(qrModules("蚌埠：联办核验"))).toBe("蚌埠：联办核验");
  });

  it("throws for a text no QR code can hold", () => {
    expect(() => qrModules("a".repeat(2_332))).toThrow(RangeError);
  });
});

describe("qrSvg", () => {
  it("draws a code that reads as its text", () => {
    const code = modulesOf(qrSvg(url))
      .slice(4, -4)
      .map((row) => row.slice(4, -4));

    expect(readQr(code)).toBe(url);
  });

  it("leaves four light modules on every side", () => {
    const modules = modulesOf(qrSvg(url));
    const side = modules.length;
    const isEdge = (index: number) => index < 4 || index >= side - 4;
    const dark = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [{ x, y }] : [])));

    expect(dark.length).toBeGreaterThan(500);
    expect(dark.filter(({ x, y }) => isEdge(x) || isEdge(y))).toEqual([]);
  });

  it("repeats nothing of the text in the markup", () => {
    expect(qrSvg(`<script>alert("${url}")</script>`)).not.toContain("script");
  });

  it("names itself for those who cannot see it, in a few kilobytes", () => {
    const svg = qrSvg(url);

    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".* role="img" aria-label="二维码">.*<\/svg>$/,
    );
    expect(svg.length).toBeLessThan(10_000);
  });
});
