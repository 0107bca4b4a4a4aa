import { describe, expect, it } from "vitest";
import { csvHead, csvRows } from "../../../functions/application/csv.ts";
import { publishedSteps, stepsIn } from "../../../functions/application/statistics/guide-steps.ts";
import {
  statisticsColumns,
  totalLine,
} from "../../../functions/application/statistics/statistics-columns.ts";
import { statisticsOf } from "../../../functions/application/statistics/statistics-of.ts";
import { type GuideBook, tenDisclosures } from "../../../functions/catalog/disclosures.ts";
import { makeGuides } from "../../../functions/catalog/item-guide.ts";
import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { readCsv } from "../../support/read-csv.ts";
import { closureEntry, decisionEntry } from "../../support/register-entries.ts";
import { sampleGuide } from "../../support/sample-guide.ts";
import { syntheticWorld } from "../../support/synthetic-process.ts";

const step = sampleGuide().basic.flow?.[0];

const guideWith = (itemId: string, steps: number | null): ItemGuide => {
  if (step === undefined) throw new Error("the sample guide has no step");
  const flow = steps === null ? null : Array.from({ length: steps }, () => step);
  return sampleGuide({ itemId, basic: { flow } });
};

const bookOf = (...guides: ItemGuide[]): GuideBook => ({
  guides: makeGuides(guides),
  disclosures: tenDisclosures,
});

const stepsOf = stepsIn(bookOf(guideWith("a", 4), guideWith("b", 1), guideWith("blank", null)));
const options = { by: "item", today: "2026-11-10", stepsOf } as const;

describe("steps of decided items", () => {
  const entries = [
    decisionEntry({ itemId: "a" }),
    decisionEntry({ itemId: "a", outcome: "rejected" }),
    decisionEntry({ itemId: "b" }),
    decisionEntry({ itemId: "blank" }),
    decisionEntry({ itemId: "unheard-of" }),
    closureEntry(),
  ];
  const { rows, total } = statisticsOf(entries, options);

  it("are averaged by row, and there is no average where no guide tells", () => {
    expect(rows.map(({ key, steps }) => [key, steps.average])).toEqual([
      ["a", 4],
      ["b", 1],
      ["blank", null],
      ["unheard-of", null],
      [null, null],
    ]);
    expect(rows.find(({ key }) => key === "a")?.steps).toEqual({
      counted: 2,
      total: 8,
      average: 4,
      leftOut: 0,
    });
  });

  it("come to a total that leaves out what no guide tells", () => {
    expect(total.steps).toEqual({ counted: 3, total: 9, average: 3, leftOut: 2 });
  });

  it("are left out of everything without guides", () => {
    const { steps } = statisticsOf(entries, { by: "item", today: options.today }).total;

    expect(steps).toEqual({ counted: 0, total: 0, average: null, leftOut: 5 });
  });

  it("are columns of the table, empty where no guide tells", () => {
    const columns = statisticsColumns("item");
    const named = rows.map((row) => ({ ...row, name: null }));
    const [head = [], ...lines] = readCsv(csvHead(columns) + csvRows(columns, [...named, totalLine(total)]));
    const at = head.findIndex((text) => text.includes("平均环节"));
    const sumAt = head.findIndex((text) => text.includes("环节合计"));

    expect(lines.map((line) => [line[sumAt], line[at]])).toEqual([
      ["8", "4"],
      ["1", "1"],
      ["", ""],
      ["", ""],
      ["", ""],
      ["9", "3"],
    ]);
  });
});

describe("steps of published guides", () => {
  const { catalog } = syntheticWorld({
    stages: [["a", "b", "c", "d"]],
    rows: {
      c: { validFrom: "2026-12-01" },
      d: { status: { kind: "cancelled" } },
    },
  });
  const unpublished = sampleGuide({
    itemId: "b",
    basic: { flow: guideWith("b", 9).basic.flow, conditions: null },
  });
  const book = bookOf(guideWith("a", 4), unpublished, guideWith("c", 2), guideWith("d", 7));

  it("are those of items in force that take applications and whose disclosures are filled", () => {
    const november = publishedSteps(catalog, book, "2026-11-24");
    const december = publishedSteps(catalog, book, "2026-12-01");

    expect([november.counted, november.total, november.average]).toEqual([1, 4, 4]);
    expect([december.counted, december.total, december.average]).toEqual([2, 6, 3]);
    expect(december.counted + december.leftOut).toBe(november.counted + november.leftOut + 1);
  });
});
