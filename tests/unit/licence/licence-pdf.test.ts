import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderLicencePdf } from "../../../functions/application/licence-pdf.ts";
import type { LicencePdfInput } from "../../../functions/application/licence-pdf-input.ts";
import { licenceRecord } from "../../../schemas/licence.ts";
import { type PdfRun, readPdf } from "./read-pdf.ts";
import { modulesOf, readQr } from "./read-qr.ts";
import { oneCode, pdfInput, threeNumbers } from "./sample-licence.ts";

const render = async (input: LicencePdfInput) => readPdf(await renderLicencePdf(input));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const revoked = { kind: "revoked", since: "2016-03-01", reason: "提交虚假材料取得登记" } as const;
const superseded = {
  kind: "superseded",
  since: "2016-03-01",
  reason: "住所变更登记",
  supersededBy: { licenceId: oneCode.licenceId, version: 2 },
} as const;

const scopeOf = (length: number): string =>
  "日用百货、五金交电的批发、零售；仓储服务（不含危险化学品）；".repeat(200).slice(0, length);
const longest = {
  name: "很长的名称".repeat(24),
  companyType: { code: "1130", label: "很长的公司类型".repeat(8) },
  domicile: "很长的住所".repeat(40),
  legalRepresentative: "阿卜杜拉·买买提".repeat(15),
  businessScope: scopeOf(4_000),
};
const rarest = {
  ...longest,
  name: "𠮷".repeat(60),
  legalRepresentative: "𠮷".repeat(40),
  domicile: "𠮷".repeat(100),
};

/** Texts of which one stands in the other's letters, as pairs. */
const overlapping = (runs: PdfRun[]): string[][] =>
  runs.flatMap((one, index) =>
    runs.slice(index + 1).flatMap((other) => {
      const [lower, upper] = one.from.y < other.from.y ? [one, other] : [other, one];
      const isBeside = one.to.x <= other.from.x + 0.1 || other.to.x <= one.from.x + 0.1;
      return isBeside || upper.from.y - lower.from.y >= lower.size * 0.88 ? [] : [[one.text, other.text]];
    }),
  );

describe("renderLicencePdf", () => {
  it("gives the same bytes for the same input", async () => {
    const [first, second] = [await renderLicencePdf(pdfInput()), await renderLicencePdf(pdfInput())];

    expect(sha256(first)).toBe(sha256(second));
  });

  it("gives the same bytes whatever was drawn before, though · and ‧ share a glyph", async () => {
    const alone = await render(pdfInput({ legalRepresentative: "阿卜杜拉·买买提" }));
    const other = await render(pdfInput({ legalRepresentative: "阿卜杜拉‧买买提" }));
    const again = await render(pdfInput({ legalRepresentative: "阿卜杜拉·买买提" }));

    expect(other.text).toContain("阿卜杜拉‧买买提");
    expect(again.file).toBe(alone.file);
  });

  it("gives the same bytes when many are drawn at once", async () => {
    const inputs = ["甲乙", "丙丁", "戊己"].map((legalRepresentative) => pdfInput({ legalRepresentative }));
    const oneByOne: string[] = [];
    for (const input of inputs) oneByOne.push(sha256(await renderLicencePdf(input)));

    const atOnce = await Promise.all(inputs.map(renderLicencePdf));

    expect(atOnce.map(sha256)).toEqual(oneByOne);
  });

  it("gives other bytes and another file identifier for another record", async () => {
    const [first, second] = [
      await render(pdfInput()),
      await render({ ...pdfInput(), sha256OfRecord: "0".repeat(64) }),
    ];
    const identifier = (file: string) => /\/ID \[(.*?)\]/s.exec(file)?.[1];

    expect(identifier(first.file)).toBeDefined();
    expect(identifier(first.file)).not.toBe(identifier(second.file));
  });

  it("is tagged, in Chinese, with its title and the day of issue", async () => {
    const { file } = await render(pdfInput());

    expect(file.startsWith("%PDF-1.7")).toBe(true);
    expect(file.includes("/Marked true")).toBe(true);
    expect(file.includes("/Lang (zh-CN)")).toBe(true);
    expect(file.includes("/DisplayDocTitle true")).toBe(true);
    expect(file.includes("(D:20151008000000Z)")).toBe(true);
    expect(Buffer.from(file, "latin1").toString("utf8")).toContain("营业执照 91340300PDY00001XC");
  });

  it("is one A4 page on its side", async () => {
    const { file, pages } = await render(pdfInput());

    expect(pages).toHaveLength(1);
    expect(/\/MediaBox \[0 0 841\.89 595\.28\]/.test(file)).toBe(true);
  });

  it("prints every particular so that it can be read and copied", async () => {
    const { text, pages } = await render(pdfInput());
    const { holder, issuer } = oneCode;

    for (const part of [holder.name, holder.companyType.label, holder.domicile, holder.legalRepresentative])
      expect(text).toContain(part);
    for (const part of [
      holder.businessScope,
      "人民币壹佰万元整",
      "2015年10月08日至长期",
      "扫码核验",
      issuer.name,
    ])
      expect(text).toContain(part);
    expect(text).toContain("统一社会信用代码91340300PDY00001XC");
    expect(text).toContain("不是加盖国家电子印章的OFD版式文件");
    expect(text).not.toContain("副本）");
    expect(pages.flatMap(({ blankCharacters }) => blankCharacters)).toEqual([]);
  });

  it("draws an outline for every character of a long scope", async () => {
    const businessScope = Array.from({ length: 600 }, (_, index) =>
      String.fromCodePoint(0x4e00 + index * 30),
    ).join("");
    const { pages, text } = await render(pdfInput({ businessScope }));

    expect(text).toContain(businessScope);
    expect(pages.flatMap(({ blankCharacters }) => blankCharacters)).toEqual([]);
  });

  it("prints the three numbers with their labels", async () => {
    const record = licenceRecord.parse({ ...oneCode, mode: "three-numbers", codes: threeNumbers });
    const { text } = await render({ ...pdfInput(), record });

    expect(text).toContain("注册号340300000000019组织机构代码PDY00001-X税务登记号340300PDY00001X");
  });

  it("numbers a duplicate", async () => {
    const { text } = await render({ ...pdfInput(), copyNumber: 1 });

    expect(text).toContain("营业执照（副本）2-1");
  });

  it.each([0, 3])("refuses to draw duplicate %d of 2", async (copyNumber) => {
    await expect(renderLicencePdf({ ...pdfInput(), copyNumber })).rejects.toThrow(RangeError);
  });

  it("draws a QR code that reads as the verification address, and links to it", async () => {
    const { file, pages } = await render(pdfInput());

    expect(readQr(modulesOf(pages[0]?.linkRectangles ?? []))).toBe(pdfInput().verifyUrl);
    expect(file.includes(`/URI (${pdfInput().verifyUrl})`)).toBe(true);
  });

  it.each([
    ["revoked", revoked, "已撤销"],
    ["superseded", superseded, "已换发"],
  ])("says across the page that it is %s, and since when", async (_, status, stamp) => {
    const { pages, text } = await render({ ...pdfInput(), status });
    const large = pages[0]?.runs.find(({ size }) => size > 100);

    expect(large?.text).toBe(stamp);
    expect(large && large.to.y - large.from.y).toBeGreaterThan(100);
    expect(text).toContain(`本执照自2016年03月01日起${stamp}，不得再行使用。原因：${status.reason}。`);
  });

  it("says neither of a valid licence", async () => {
    const { text } = await render(pdfInput());

    expect(text).not.toMatch(/已撤销|已换发/);
  });

  describe.each([
    ["as most are", {}],
    ["with a scope that shrinks", { businessScope: scopeOf(500) }],
    ["with a scope for the annex", { businessScope: scopeOf(1_500) }],
    ["with everything at its longest", longest],
    ["with characters spelled out everywhere", rarest],
    ["with one unbroken word", { name: "W".repeat(120), businessScope: "x".repeat(4_000) }],
    ["with punctuation only", { businessScope: "，".repeat(4_000) }],
  ])("%s", (_, holder) => {
    const input = { ...pdfInput(holder), status: { ...revoked, reason: "很长的原因".repeat(40) } };

    it("keeps all text inside the frame", async () => {
      const { pages } = await render(input);
      const ends = pages.flatMap(({ runs }) => runs).flatMap(({ from, to }) => [from, to]);

      expect(ends.length).toBeGreaterThan(40);
      expect(ends.filter(({ x, y }) => x < 60 || x > 841.89 - 60 || y < 52 || y > 595.28 - 60)).toEqual([]);
    });

    it("lets no two texts overlap, nor any the QR code", async () => {
      const { pages } = await render(input);
      const level = pages.map(({ runs }) => runs.filter(({ from, to }) => from.y === to.y));
      const qr: PdfRun = { text: "QR", from: { x: 646, y: 329.28 }, to: { x: 762, y: 329.28 }, size: 116 };

      const overlaps = level.flatMap((runs, page) => overlapping(page === 0 ? [...runs, qr] : runs));

      expect(overlaps).toEqual([]);
    });
  });

  it("gives what does not fit the page on an annex, whole", async () => {
    const { pages } = await render({ ...pdfInput(longest), status: revoked });
    const [front, ...annex] = pages.map(({ runs }) => runs.filter(({ size }) => size < 30));
    const annexText = annex
      .flat()
      .filter(({ size }) => size === 10.5)
      .map(({ text }) => text)
      .join("");

    expect(annex).toHaveLength(3);
    expect(front?.map(({ text }) => text)).toContain("（经营范围全文见附页）");
    expect(annexText).toContain(`经营范围：${longest.businessScope}`);
    expect(pages.every(({ runs }) => runs.some(({ text }) => text === "已撤销"))).toBe(true);
  });

  it("begins no line with a closing mark and ends none with an opening one", async () => {
    const { pages } = await render(pdfInput({ businessScope: scopeOf(900) }));
    const lines = pages
      .flatMap(({ runs }) => runs.map(({ text }) => text))
      .filter((text) => text.length > 30);

    expect(lines.length).toBeGreaterThan(12);
    expect(lines.filter((text) => /^[、；）。]|（$/.test(text))).toEqual([]);
  });

  it("spells a character no font has by its number, never as an empty box", async () => {
    const { text } = await render(pdfInput({ name: "蚌埠𠮷野餐饮有限公司", legalRepresentative: "葛󠄀一" }));

    expect(text).toContain("蚌埠〔U+20BB7〕野餐饮有限公司");
    expect(text).toContain("葛〔U+E0100〕一");
  });

  it("draws a rare character where Debian's Noto Sans CJK is installed, and elsewhere spells it", async () => {
    const { fallbackFont: _, ...input } = pdfInput({
      name: "蚌埠𠮷野餐饮有限公司",
      legalRepresentative: "𠮷一",
    });
    const { text } = await render(input);

    expect(text).toMatch(/蚌埠(?:𠮷|〔U\+20BB7〕)野餐饮有限公司/u);
    expect(text).toMatch(/法定代表人(?:𠮷|〔U\+20BB7〕)一/u);
  });

  it("throws for a fallback font that is named and cannot be read", async () => {
    const fallbackFont = { regular: { path: "/nowhere/rare.ttf" } };

    await expect(renderLicencePdf({ ...pdfInput({ name: "𠮷野" }), fallbackFont })).rejects.toThrow("ENOENT");
  });

  it("opens no fallback font while every character is in Noto Sans SC", async () => {
    const fallbackFont = { regular: { path: "/nowhere/rare.ttf" } };
    const named = await renderLicencePdf({ ...pdfInput(), fallbackFont });

    expect(sha256(named)).toBe(sha256(await renderLicencePdf(pdfInput())));
  });
});
