import { describe, expect, it } from "vitest";
import type { Item } from "../../../functions/catalog/catalog.ts";
import { type Disclosure, publication, tenDisclosures } from "../../../functions/catalog/disclosures.ts";
import { type WholeGuide, wholeGuide } from "../../../functions/catalog/item-guide.ts";
import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { naturalDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { sampleGuide, sampleMaterial } from "../../support/sample-guide.ts";
import { syntheticCatalog } from "../../support/synthetic-process.ts";

const whole = (guide: ItemGuide, row: Partial<Item> = {}): WholeGuide => {
  const joined = wholeGuide(syntheticCatalog({ stages: [["a"]], rows: { a: row } }), guide);
  if (joined === null) throw new Error("the sample's item is not on the list");
  return joined;
};

const blankOf = (guide: ItemGuide, row: Partial<Item> = {}): string[] => {
  const published = publication(whole(guide, row), tenDisclosures);
  return published.published ? [] : published.blank.map(({ zh }) => zh);
};

/** The lines of one disclosure of a published guide. */
const linesOf = (id: string, guide: ItemGuide, row: Partial<Item> = {}): string[] => {
  const published = publication(whole(guide, row), tenDisclosures);
  if (!published.published) throw new Error("the sample is not published");
  return published.sheet.find((each) => each.id === id)?.lines.map(({ zh }) => zh) ?? [];
};

describe("the ten disclosures", () => {
  it("are the usual ten, in their order", () => {
    expect(tenDisclosures.map(({ label }) => label.zh)).toEqual([
      "项目名称",
      "设定依据",
      "申报条件",
      "申报材料",
      "办理程序",
      "承诺时限",
      "收费依据",
      "收费标准",
      "办理结果",
      "监督投诉（承办人员）",
    ]);
  });
});

describe("publication", () => {
  it("publishes a guide in which every disclosure is filled, with all ten on its sheet", () => {
    const published = publication(whole(sampleGuide()), tenDisclosures);

    expect(published).toMatchObject({ published: true });
    expect(published.published && published.sheet.map(({ id }) => id)).toEqual(
      tenDisclosures.map(({ id }) => id),
    );
  });

  it.each<[string, ItemGuide, Partial<Item>, string[]]>([
    ["no basis", sampleGuide(), { basis: "" }, ["设定依据"]],
    ["a basis of blanks", sampleGuide(), { basis: "  " }, ["设定依据"]],
    ["conditions not said", sampleGuide({ basic: { conditions: null } }), {}, ["申报条件"]],
    ["materials not said", sampleGuide({ materials: null }), {}, ["申报材料"]],
    ["no procedure", sampleGuide({ basic: { flow: null } }), {}, ["办理程序"]],
    ["no promise", sampleGuide(), { limits: { promised: null, statutory: null } }, ["承诺时限"]],
    ["fees not said", sampleGuide({ charge: null }), {}, ["收费依据", "收费标准"]],
    ["no result", sampleGuide({ extension: { result: null } }), {}, ["办理结果"]],
    [
      "nobody to complain to and no officer",
      sampleGuide({ basic: { supervision: null } }),
      {},
      ["监督投诉（承办人员）"],
    ],
    [
      "nobody to complain to, in an empty list",
      sampleGuide({ basic: { supervision: [] } }),
      {},
      ["监督投诉（承办人员）"],
    ],
    [
      "several at once, in the order of the ten",
      sampleGuide({ charge: null, basic: { conditions: null } }),
      {},
      ["申报条件", "收费依据", "收费标准"],
    ],
  ])("is blocked by %s", (_, guide, row, blank) => {
    expect(blankOf(guide, row)).toEqual(blank);
  });

  it("takes an officer in place of a telephone", () => {
    const flow = [
      {
        name: message("审查", "review"),
        post: message("首席代表", "chief"),
        person: "张淮河",
        limit: null,
        before: null,
        after: null,
      },
    ];
    const guide = sampleGuide({ basic: { supervision: null, flow } });

    expect(blankOf(guide)).toEqual([]);
    expect(linesOf("supervision", guide)).toEqual(["审查：首席代表，张淮河"]);
  });

  it("says that there are no materials where the list is known to be empty", () => {
    expect(linesOf("materials", sampleGuide({ materials: [] }), { materials: [] })).toEqual(["无"]);
  });

  it("tells a promise with its unit and its note", () => {
    const limits = { promised: naturalDays(30), statutory: null };
    const guide = sampleGuide({ basic: { promisedNote: message("含节假日", "holidays included") } });

    expect(linesOf("promise", guide, { limits })).toEqual(["30个自然日（含节假日）"]);
  });

  it("tells a material with its type, form, copies and necessity", () => {
    expect(linesOf("materials", sampleGuide({ materials: [sampleMaterial("material-a")] }))).toEqual([
      "1. 申请书（原件，纸质，2份，必要）",
    ]);
  });

  it("tells every fee with its basis, its rate and its reduction", () => {
    const charge: ItemGuide["charge"] = {
      kind: "fees",
      fees: [
        {
          name: message("工本费", "cost of the paper"),
          standard: message("每本10元", "10 yuan each"),
          basis: "样例文件",
          reduction: message("小微企业减半", "half for small companies"),
        },
      ],
    };

    expect(linesOf("fee-basis", sampleGuide({ charge }))).toEqual(["工本费：样例文件"]);
    expect(linesOf("fee-standard", sampleGuide({ charge }))).toEqual(["工本费：每本10元（小微企业减半）"]);
  });

  it("follows the disclosures a centre configures", () => {
    const eleventh: Disclosure = {
      id: "where",
      label: message("办理地点", "Where"),
      filledBy: ["places"],
    };

    expect(publication(whole(sampleGuide()), [...tenDisclosures, eleventh])).toEqual({
      published: false,
      blank: [eleventh.label],
    });
    expect(publication(whole(sampleGuide({ charge: null })), tenDisclosures.slice(0, 6))).toMatchObject({
      published: true,
    });
  });
});
