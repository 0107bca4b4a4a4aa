import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderLetterPdf } from "../../../../functions/application/letters/letter-pdf.ts";
import { AREA } from "../../../../functions/application/letters/letter-sheet.ts";
import type { Letter } from "../../../../schemas/letter.ts";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { type PdfPage, type PdfRun, readPdf } from "../../licence/read-pdf.ts";
import { modulesOf, readQr } from "../../licence/read-qr.ts";
import { lastLetter } from "./letters-from.ts";

const now = moment("2026-11-26");
const followUrl = "https://lianban.example.cn/follow?case=3403032026112401000018";

/** How far a line may seem to run over, in points: the reader does not see where letters stand closer than they are wide. */
const KERNING = 2;

const bytesOf = (letter: Letter): Promise<Uint8Array> =>
  renderLetterPdf({ letter, followUrl, fallbackFont: null });

const render = async (letter: Letter) => readPdf(await bytesOf(letter));

const receipt = (): Letter => lastLetter(filedHistory(), "receipt");

/** A notice of correction with these wishes. */
const notice = (wishes: readonly { path: string; message: string }[]): Letter => {
  const history = filedHistory();
  const itemId = "tax-registration";
  const wished = wishes.map((wish) => ({ itemId, ...wish }));
  history.record(
    [{ type: "CorrectionNoticeIssued", number: 1, revision: 1, wishes: wished, on: now.on }],
    now,
  );
  return lastLetter(history, "correction");
};

/** Fifty wishes of five hundred characters, each told from the others at both ends. */
const manyWishes = Array.from({ length: 50 }, (_, index) => {
  const begin = `甲${index}始`.padEnd(494, "请按登记机关要求核对住所并补交产权证明，");
  return { path: "domicile.address", message: `${begin}乙${index}终` };
});

/** What of a page is text, between its head and its foot. */
const bodyRuns = ({ runs }: PdfPage): PdfRun[] =>
  runs.filter(({ from }) => from.y > 841.89 - AREA.bottom - 4);

/** Texts of which one stands in the other's letters. */
const overlapping = (runs: readonly PdfRun[]): string[][] =>
  runs.flatMap((one, index) =>
    runs.slice(index + 1).flatMap((other) => {
      const [lower, upper] = one.from.y < other.from.y ? [one, other] : [other, one];
      const isBeside = one.to.x <= other.from.x + 0.1 || other.to.x <= one.from.x + 0.1;
      return isBeside || upper.from.y - lower.from.y >= lower.size * 0.88 ? [] : [[one.text, other.text]];
    }),
  );

describe("renderLetterPdf", () => {
  it("says everything the letter says, in both languages, in letters a reader can take out", async () => {
    const { text, pages } = await render(receipt());

    expect(text).toContain("收件凭证");
    expect(text).toContain("编号：3403032026112401000018-SJ-1");
    expect(text).toContain("张三丰：");
    expect(text).toContain("法定代表人、董事、监事和高级管理人员任职");
    expect(text).toContain("2026年11月24日");
    expect(text).toContain("articles of association");
    expect(pages.flatMap(({ blankCharacters }) => blankCharacters)).toEqual([]);
  });

  it("says on every page what it is not, and which page of how many it is", async () => {
    const { pages } = await render(receipt());

    pages.forEach(({ runs }, index) => {
      const text = runs.map((run) => run.text).join("");
      expect(text).toContain("不是加盖国家电子印章的OFD版式文件");
      expect(text).toContain("Not an OFD with a state electronic seal");
      expect(text).toContain(`第 ${index + 1} 页　共 ${pages.length} 页`);
    });
  });

  it("leads by its QR code to the case", async () => {
    const { pages } = await render(receipt());

    expect(readQr(modulesOf(pages[0]?.linkRectangles ?? []))).toBe(followUrl);
  });

  it("gives the same bytes for the same letter, and other bytes for another", async () => {
    const sha256 = async (letter: Letter) =>
      createHash("sha256")
        .update(await bytesOf(letter))
        .digest("hex");
    const first = await sha256(receipt());

    expect(await sha256(receipt())).toBe(first);
    expect(await sha256({ ...receipt(), copyOf: "0".repeat(64) })).not.toBe(first);
  });

  it("is tagged, in Chinese with an English part, and bears its number in its title", async () => {
    const { file } = await render(receipt());

    expect(file).toContain("/Marked true");
    expect(file).toContain("/Lang (zh-CN)");
    expect(file).toContain("/Lang (en)");
    expect(file).toContain("/S /Table");
    expect(file).toContain("/DisplayDocTitle true");
    expect(file).toContain("(D:20261124000000Z)");
  });

  it("loses nothing of fifty wishes of five hundred characters, on pages that end where they should", async () => {
    const { pages } = await render(notice(manyWishes));
    const text = pages
      .flatMap(bodyRuns)
      .map((run) => run.text)
      .join("");

    manyWishes.forEach((_, index) => {
      expect(text).toContain(`甲${index}始`);
      expect(text).toContain(`乙${index}终`);
    });
    expect(pages.length).toBeGreaterThan(10);
    for (const { runs } of pages) {
      for (const run of runs) {
        expect(run.from.x).toBeGreaterThan(AREA.left - 0.5);
        expect(run.to.x).toBeLessThan(AREA.right + KERNING);
        expect(run.from.y).toBeGreaterThan(30);
      }
      expect(overlapping(runs)).toEqual([]);
    }
  });

  it("repeats a table's head where it goes on", async () => {
    const { pages } = await render(notice(manyWishes));
    const headed = pages.filter(({ runs }) => runs.some(({ text }) => text === "补正要求"));

    expect(headed.length).toBeGreaterThan(10);
  });

  it("keeps the place for the stamp with the last words of the text", async () => {
    for (let count = 1; count <= 26; count += 1) {
      const wishes = manyWishes.slice(0, count).map(({ path }) => ({ path, message: "请写明门牌号" }));
      const { pages } = await render(notice(wishes));
      const page = pages.find(({ runs }) => runs.some(({ text }) => text === "（盖章处）"));
      const texts = page?.runs.map(({ text }) => text).join("") ?? "";

      expect(texts, `${count} wishes`).toContain("撤回申请");
    }
  }, 60_000);

  it("keeps the lines of what a department wrote, and spells what no font has", async () => {
    const { pages } = await render(
      notice([{ path: "name.tradeName", message: "第一行\r\n第二行\t𠮷字\u0007" }]),
    );
    const runs = pages.flatMap((page) => page.runs);
    const lines = runs.filter(({ text }) => /^第[一二]行/.test(text));

    expect(lines.map(({ text }) => text)).toEqual(["第一行", "第二行 〔U+20BB7〕字〔U+0007〕"]);
    expect(lines[0]?.from.x).toBe(lines[1]?.from.x);
  });

  it("does not repeat in English what a department wrote in Chinese", async () => {
    const { text } = await render(notice([{ path: "domicile.address", message: "请写明门牌号" }]));

    expect(text.split("请写明门牌号")).toHaveLength(2);
    expect(text).toContain("address of the domicile");
  });

  it("puts the English version on the same page where it fits whole, else on the next", async () => {
    const history = filedHistory();
    history.perform(answerItem("enterprise-registration", answers.suspended(now)), now);
    const short = await render(lastLetter(history, "special-procedure"));
    const long = await render(receipt());
    const pageOfEnglish = ({ pages }: typeof short) =>
      pages.findIndex(({ runs }) => runs.some(({ text }) => text.includes("English version for reference")));

    expect(short.pages).toHaveLength(1);
    expect(pageOfEnglish(short)).toBe(0);
    expect(pageOfEnglish(long)).toBe(long.pages.length - 1);
  });

  it("lets no two texts overlap in any kind of letter, however long its names", async () => {
    const history = filedHistory();
    history.perform({ type: "WithdrawCase", reason: "很长的理由，".repeat(80) }, now);
    const letter = lastLetter(history, "withdrawal");
    const long = {
      ...letter,
      issuer: { zh: "蚌埠市很长名称的联合审批工作领导小组办公室（行政审批局）", en: letter.issuer.en },
      addressee: "很长的申请人名称".repeat(12),
      caseTitle: "很长的名称".repeat(20),
    };

    for (const { runs } of (await render(long)).pages) expect(overlapping(runs)).toEqual([]);
  });
});
