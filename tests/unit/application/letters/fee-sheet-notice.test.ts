import { describe, expect, it } from "vitest";
import { renderLetterPdf } from "../../../../functions/application/letters/letter-pdf.ts";
import { demonstrationFees } from "../../../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../../../functions/catalog/fees/fee-editions.ts";
import { makeFeeTable } from "../../../../functions/catalog/fees/fee-table.ts";
import type { Letter } from "../../../../schemas/letter.ts";
import { settledWithFees } from "../../../support/fee-cases.ts";
import { settledJoint } from "../../../support/joint-review-cases.ts";
import { highRise } from "../../fees/fee-projects.ts";
import { readPdf } from "../../licence/read-pdf.ts";
import { lastLetter, textOf } from "./letters-from.ts";

const sheetLetter = (...[synthetic, form]: Parameters<typeof settledWithFees>): Letter =>
  lastLetter(settledWithFees(synthetic, form), "fee-sheet");

/** The table of a centre that collects, with the same rates. */
const collecting = makeFeeEditions([
  makeFeeTable({ ...demonstrationFees, version: "real", isDemonstration: false }),
]);

describe("一表收费缴费通知单", () => {
  it("tells every fee once, with its quantity, rate, basis and relief", () => {
    const text = textOf(sheetLetter());

    for (const line of [
      "水土保持补偿费（住宅）|征占用土地面积2,000.00平方米 × 每平方米1.50元 = 3,000.00元。收费依据：水土保持法第三十二条",
      "城市基础设施配套费（幼儿园）|建筑面积600.00平方米 × 每平方米115.00元 = 69,000.00元",
      "免收，减收1,500.00元。依据：财综〔2014〕8号第十一条|-1,500.00",
      "财政部分|188,500.00|1,500.00|0.00|187,000.00",
      "经营服务性收费|10,000.00|1,500.00|0.00|8,500.00",
      "第五十八条、第五十九条",
      "缴费单号case-1-fees-",
    ])
      expect(text).toContain(line);
  });

  it("keeps the treasury's part apart: no line of an intermediary is among it", () => {
    const text = textOf(sheetLetter());
    const [treasury = "", services = ""] = text.split("三、经营服务性收费");

    expect(treasury).not.toContain("环境影响评价文件编制");
    expect(services.split("四、合计")[0]).toContain("环境影响评价文件编制（示例环评公司）");
  });

  it("says above everything else that its rates are examples, and nothing of it where they are not", () => {
    const [example, real] = [sheetLetter(), sheetLetter({ fees: collecting })];

    expect(example.title.zh).toBe("一表收费缴费通知单（演示）");
    expect(example.paragraphs[0]).toMatchObject({ zh: expect.stringContaining("请勿缴款") });
    expect(real.title.zh).toBe("一表收费缴费通知单");
    expect(textOf(real)).not.toContain("请勿缴款");
  });

  it("promises that nothing else is charged, but for what another case of the project pays", () => {
    const told = (bearsProjectFees: boolean): string => {
      const pool = { isFirst: true, outputs: [], materials: [], bearsProjectFees };
      return textOf(lastLetter(settledJoint("drawing-review", { pool }), "fee-sheet"));
    };

    expect([true, false].map((bears) => told(bears).includes("改由本办件缴纳并另行通知"))).toEqual([
      false,
      true,
    ]);
    expect(told(true)).toContain("一次性告知如下。本次办理不再收取其他费用。");
  });

  it("tells who collects, and how to turn against them", () => {
    const letter = sheetLetter();

    expect(textOf(letter)).toContain("housing-construction|财政收入，全额上缴国库|184,000.00");
    expect(textOf(letter)).toContain("示例环评公司|中介服务价款，按合同支付|8,500.00");
    expect(letter.remedies?.zh).toContain("国家税务总局安徽省税务局");
  });

  it("asks nobody to pay where the treasury is owed nothing", () => {
    const text = textOf(sheetLetter({}, { facts: { buildings: [], land: [], services: [] } }));

    expect(text).toContain("财政部分无须缴款");
    expect(text).not.toContain("缴费单号");
  });

  it("prints a long sheet on pages of tables, and never divides an amount", async () => {
    const letter = sheetLetter({}, { facts: highRise });

    const { pages } = await readPdf(
      await renderLetterPdf({ letter, followUrl: "https://lianban.example.cn", fallbackFont: null }),
    );
    const lines = pages.flatMap(({ runs }) => runs.map(({ text }) => text));

    expect(pages.length).toBeGreaterThan(2);
    expect(lines.filter((line) => /\d,$/.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes("4,050,978.00"))).toBe(true);
  });
});
