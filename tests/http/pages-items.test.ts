import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { tenDisclosures } from "../../functions/catalog/disclosures.ts";
import { bengbuGuides } from "../../functions/catalog/guides/bengbu.ts";
import { makeGuides } from "../../functions/catalog/item-guide.ts";
import type { ItemGuide } from "../../schemas/item-guide.ts";
import { naturalDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { sampleGuide } from "../support/sample-guide.ts";
import { syntheticCatalog } from "../support/synthetic-process.ts";
import { type Behind, headingOf, read } from "./pages-of.ts";

/** A page of the made-up item `a`. */
const behind = (
  guides: readonly ItemGuide[],
  rows: Parameters<typeof syntheticCatalog>[0]["rows"] = {},
): Behind => ({
  catalog: syntheticCatalog({ stages: [["a", "b"]], rows }),
  guides: { guides: makeGuides(guides), disclosures: tenDisclosures },
});

describe("GET /guide/items", () => {
  it("lists every item with a link to its page, its outcome, promise and basis", async () => {
    const { status, body } = await read("/guide/items");

    expect(status).toBe(200);
    for (const { id, name, basis } of bengbuCatalog.items.values()) {
      expect(body).toContain(`href="/guide/items/${id}"`);
      expect(body).toContain(name.zh);
      expect(body).toContain(basis);
    }
    expect(body).toContain(bengbuCatalog.version);
    expect(body).toContain("保留");
  });

  it("tells of an item that takes no applications where to go", async () => {
    const { body } = await read("/guide/items", behind([], { a: { status: { kind: "cancelled" } } }));

    expect(body).toContain("本事项已取消，无需取得许可");
  });
});

describe("GET /guide/items/:itemId", () => {
  it.each([...bengbuGuides.guides.keys()])(
    "tells the ten disclosures of %s, in their order",
    async (itemId) => {
      const { status, body } = await read(`/guide/items/${itemId}`);

      expect(status).toBe(200);
      expect(headingOf(body)).toBe(bengbuCatalog.items.get(itemId)?.name.zh);
      const places = tenDisclosures.map(({ label }, index) => body.indexOf(`<dt>${index + 1}. ${label.zh}`));
      expect(places).not.toContain(-1);
      expect(places.toSorted((one, other) => one - other)).toEqual(places);
    },
  );

  it("tells the rest of the guide besides: codes, kind, materials with their basis, procedure, questions", async () => {
    const { body } = await read("/guide/items/enterprise-registration");

    for (const shown of [
      "340199991000",
      "11340300PDY000124X3340199991000",
      "承诺件",
      "市级",
      "法定本级行使",
      "公司章程",
      "市场主体登记管理条例第十六条第四项",
      "窗口首席代表",
      "不予登记可以怎么办？",
      "3个工作日",
    ])
      expect(body).toContain(shown);
  });

  it("tells a limit with its unit", async () => {
    const limits = { promised: naturalDays(30), statutory: null };
    const { body } = await read("/guide/items/a", behind([sampleGuide()], { a: { limits } }));

    expect(body).toContain("30个自然日");
    expect(body).not.toContain("工作日");
  });

  it("tells procedures a local rule excludes, and conditions one may sign, each with its rule", async () => {
    const row = {
      excludedProcedures: [{ procedure: "site-visit", basis: "踏勘规则第三条" }],
      commitment: {
        conditions: [message("承诺场所符合要求", "the premises are as required")],
        checkWithin: naturalDays(60),
        basis: "告知承诺办法第五条",
      },
    } as const;

    const { body } = await read("/guide/items/a", behind([sampleGuide()], { a: row }));

    for (const shown of [
      "现场踏勘",
      "踏勘规则第三条",
      "承诺场所符合要求",
      "60个自然日",
      "告知承诺办法第五条",
    ])
      expect(body).toContain(shown);
  });

  it("tells every fee with its rate and reduction", async () => {
    const fee = {
      name: message("工本费", "cost of the paper"),
      standard: message("每本10元", "10 yuan each"),
      basis: "样例文件",
      reduction: message("小微企业减半", "half for small companies"),
    };
    const guide = sampleGuide({ charge: { kind: "fees", fees: [fee] } });

    const { body } = await read("/guide/items/a", behind([guide]));

    const fees = body.slice(body.indexOf('id="fees"'));
    for (const shown of ["工本费", "每本10元", "样例文件", "小微企业减半"]) expect(fees).toContain(shown);
  });

  it("answers 404 while a disclosure is blank, names it, and shows nothing of the guide", async () => {
    const guide = sampleGuide({ charge: null, basic: { appliesTo: message("机密草稿", "a secret draft") } });

    const { status, body } = await read("/guide/items/a", behind([guide]));

    expect(status).toBe(404);
    expect(body).toContain("本事项指南尚未公开");
    expect(body).toContain("公开内容尚缺：收费依据、收费标准");
    expect(body).not.toContain("机密草稿");
  });

  it("answers 404 for an item without a guide, naming every disclosure", async () => {
    const { status, body } = await read("/guide/items/a", behind([]));

    expect(status).toBe(404);
    for (const { label } of tenDisclosures) expect(body).toContain(label.zh);
  });

  it("leads from a merged item to the one it went into", async () => {
    const rows = { a: { status: { kind: "merged", into: "b" } as const } };

    const { status, body } = await read("/guide/items/a", behind([sampleGuide()], rows));

    expect(status).toBe(200);
    expect(body).toContain("已并入");
    expect(body).toContain('href="/guide/items/b"');
    expect(body).not.toContain("十公开");
  });

  it("escapes what a guide says", async () => {
    const conditions = [message("<script>alert(1)</script>", "<b>bold</b>")];

    const { body } = await read("/guide/items/a", behind([sampleGuide({ basic: { conditions } })]));

    expect(body).not.toContain("<script>alert");
    expect(body).toContain("&lt;script&gt;alert(1)");
  });

  it("answers 404 with the way on for an item outside the list", async () => {
    const { status, body } = await read("/guide/items/%3Cb%3E");

    expect(status).toBe(404);
    expect(body).toContain("没有这个事项");
    expect(body).toContain('href="/guide/items"');
    expect(body).not.toContain("<b>");
  });
});
