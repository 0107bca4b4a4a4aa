import { describe, expect, it } from "vitest";
import { explainLine } from "../../../functions/case/fees/explain-line.ts";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { linesOf } from "../../../functions/case/fees/split.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import { cityRoad, highRise, projectOf, school } from "./fee-projects.ts";

const explained = (facts: typeof highRise, key: string, table = demonstrationFees) => {
  const line = linesOf(feeSheet(facts, table, "2026-11-23")).find((each) => each.key.endsWith(key));
  if (line === undefined) throw new Error(`no line ends on ${key}`);
  return explainLine(line);
};

describe("explainLine", () => {
  it("works a charge out, with both bases", () => {
    expect(explained(highRise, "/infrastructure/residential")).toEqual({
      zh: "建筑面积17,130.35平方米 × 每平方米115.00元 = 1,969,990.25元。收费依据：国发〔1998〕34号；财综函〔2002〕3号。标准依据：示例费率：另一城市每平方米115元，含供热30元、燃气10元、消防5元",
      en: "floor area 17,130.35 m² × ¥115.00/m² = ¥1,969,990.25. Basis: 国发〔1998〕34号；财综函〔2002〕3号. Rate: 示例费率：另一城市每平方米115元，含供热30元、燃气10元、消防5元",
    });
  });

  it.each([
    [
      "/shelter-relocation/residential",
      highRise,
      "应建未建防空地下室面积900.50平方米 × 每平方米2,000.00元 = 1,801,000.00元",
    ],
    [
      "/soil-conservation/residential",
      highRise,
      "征占用土地面积28,001.00平方米 × 每平方米1.50元 = 42,001.50元",
    ],
    ["/road-excavation/project", highRise, "挖掘道路面积45.50平方米 × 每平方米300.00元 = 13,650.00元"],
    [
      "/road-occupation/project",
      cityRoad,
      "占用道路1,200.00平方米 × 90日 × 每平方米每日0.50元 = 54,000.00元",
    ],
    ["/drawing-review/91340300PDY00001XC", highRise, "工程造价58,000,000.00元 × 2/1000 = 116,000.00元"],
    ["/environmental-report/91340300PDY000060P", highRise, "规定标准80,000.00元"],
  ])("shows quantity and rate of %s", (key, facts, text) => {
    expect(explained(facts, key).zh).toContain(`${text}。收费依据：`);
  });

  it.each([
    [
      "/shelter-relocation/school/shelter-halved",
      school,
      "按标准的50/100收取，减收315,000.00元。依据：计价格〔2000〕474号",
    ],
    ["/road-occupation/project/R1", cityRoad, "免收，减收54,000.00元。依据：免收13个部门17项"],
    ["/cost-consulting/91340302PDY001012W/agreed", highRise, "合同价45,000.00元低于标准，少收5,000.00元"],
  ])("says what reduces in %s", (key, facts, text) => {
    expect(explained(facts, key).zh).toContain(text);
    expect(explained(facts, key).en).toContain("¥");
  });

  it("shows a fixed amount", () => {
    const table = makeFeeTable({
      ...demonstrationFees,
      definitions: demonstrationFees.definitions.map((row) =>
        row.code === "road-excavation" ? { ...row, formula: { kind: "fixed", amountFen: 5 } } : row,
      ),
    });

    expect(explained(projectOf(), "/road-excavation/project", table).zh).toContain("每件0.05元");
  });
});
