import { describe, expect, it } from "vitest";
import type { World } from "../../functions/case/world.ts";
import { type GuideBook, tenDisclosures } from "../../functions/catalog/disclosures.ts";
import { makeEditions } from "../../functions/catalog/editions.ts";
import { bengbuGuides } from "../../functions/catalog/guides/bengbu.ts";
import { makeGuides } from "../../functions/catalog/item-guide.ts";
import { makeRouter } from "../../functions/http/api.ts";
import type { Deps } from "../../functions/http/deps.ts";
import { addEdge } from "../../functions/http/edge.ts";
import { makeItemGuideRoutes } from "../../functions/http/item-guides.ts";
import { naturalDays, workingDays } from "../../schemas/limit.ts";
import type { Problem } from "../../schemas/problem.ts";
import { sampleGuide } from "../support/sample-guide.ts";
import { type Synthetic, syntheticCatalog, syntheticWorld } from "../support/synthetic-process.ts";
import { bengbuWorld } from "../support/test-world.ts";

/** A list with one item of every outcome of a clean-up: `a` retained, the rest as named. */
const everyStatus: Synthetic = {
  stages: [["a"]],
  rows: {
    delegated: { status: { kind: "delegated", to: "dept-other" } },
    merged: { status: { kind: "merged", into: "a" } },
    transformed: { status: { kind: "transformed", to: "dept-other" } },
    suspended: { status: { kind: "suspended", until: null } },
    cancelled: { status: { kind: "cancelled" } },
    frozen: { status: { kind: "frozen" }, category: "confirmation" },
  },
};

const book = (...guides: Parameters<typeof makeGuides>[0]): GuideBook => ({
  guides: makeGuides(guides),
  disclosures: tenDisclosures,
});

/** The routes alone. A token is the role it gives. */
const read = async (
  path: string,
  { world = bengbuWorld, guides, role }: { world?: World; guides?: GuideBook; role?: string } = {},
) => {
  const hub = { world, clock: { now: () => "2026-11-24T06:00:00.000Z" } };
  const authenticate = async (authorization: string | undefined) => ({
    claims: { sub: "1", name: "", roles: [authorization?.slice("Bearer ".length)] },
  });
  const deps = { hub, authenticate, ...(guides === undefined ? {} : { guides }) } as unknown as Deps;
  const app = makeRouter();
  addEdge(app, { info: () => {}, warn: () => {}, error: () => {} });
  app.route("/", makeItemGuideRoutes(deps));
  const headers = role === undefined ? {} : { authorization: `Bearer ${role}` };
  const response = await app.request(path, { headers });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
};

interface ListPage {
  rows: { itemId: string; instead: { advice: { zh: string }; itemId: string | null } | null }[];
  cursor: string | null;
}

const idsOf = (body: unknown): string[] => (body as ListPage).rows.map(({ itemId }) => itemId);

describe("GET /v1/items", () => {
  const world = syntheticWorld(everyStatus);

  it("lists every item of the edition in force, in the order of the list", async () => {
    const { status, body } = await read("/v1/items", { world });

    expect(status).toBe(200);
    expect(body).toMatchObject({ edition: { version: "synthetic" }, on: "2026-11-24", cursor: null });
    expect(idsOf(body)).toEqual(["a", ...Object.keys(everyStatus.rows ?? {})]);
  });

  it("tells of each that takes no applications where to go instead", async () => {
    const { body } = await read("/v1/items", { world });

    const { rows } = body as ListPage;
    expect(rows.filter(({ instead }) => instead === null).map(({ itemId }) => itemId)).toEqual(["a"]);
    expect(rows.find(({ itemId }) => itemId === "merged")).toMatchObject({
      acceptsApplications: false,
      status: "merged",
      instead: { itemId: "a", department: "dept-a", basis: "行政许可法第三十二条第一款第二项" },
    });
    expect(rows.find(({ itemId }) => itemId === "cancelled")?.instead?.advice.zh).toContain("无需取得许可");
  });

  it.each([
    ["category=confirmation", ["frozen"]],
    ["status=cancelled", ["cancelled"]],
    ["department=dept-merged", ["merged"]],
    ["category=approval&status=delegated&department=dept-delegated", ["delegated"]],
    ["status=retained&category=confirmation", []],
    ["department=nobody", []],
  ])("filters by %s", async (query, ids) => {
    const { body } = await read(`/v1/items?${query}`, { world });

    expect(idsOf(body)).toEqual(ids);
  });

  it.each(["status=abolished", "category=tax", "on=yesterday", "limit=0", "limit=501"])(
    "refuses %s and names the field",
    async (query) => {
      const { status, body } = await read(`/v1/items?${query}`, { world });

      expect(status).toBe(422);
      expect((body as Problem).errors).toEqual([expect.objectContaining({ path: query.split("=")[0] })]);
    },
  );

  it("hands the list out in pages that neither repeat nor lose an item", async () => {
    const first = await read("/v1/items?limit=3", { world });
    const second = await read(`/v1/items?limit=3&cursor=${(first.body as ListPage).cursor}`, { world });
    const third = await read(`/v1/items?limit=3&cursor=${(second.body as ListPage).cursor}`, { world });

    expect([first, second, third].flatMap(({ body }) => idsOf(body))).toEqual([
      "a",
      ...Object.keys(everyStatus.rows ?? {}),
    ]);
    expect((third.body as ListPage).cursor).toBeNull();
  });

  it("tells limits with their units, and null where none is set", async () => {
    const limits = { promised: naturalDays(30), statutory: null };
    const { body } = await read("/v1/items", { world: syntheticWorld({ stages: [["a"]], limits }) });

    expect(body).toMatchObject({
      rows: [{ limits: { promised: { value: 30, unit: "natural-day" }, statutory: null } }],
    });
  });
});

const editions = makeEditions([
  syntheticCatalog({ stages: [["a", "b"]], edition: { version: "old", validFrom: "2024-01-01" } }),
  syntheticCatalog({
    stages: [["a", "b"]],
    edition: { version: "now", validFrom: "2026-01-01" },
    rows: { b: { status: { kind: "cancelled" } } },
  }),
  syntheticCatalog({
    stages: [["a", "c"]],
    edition: { version: "ahead", validFrom: "2027-01-01" },
    limits: { promised: workingDays(3), statutory: workingDays(20) },
  }),
]);
const editedWorld: World = { ...syntheticWorld({ stages: [["a"]] }), catalog: editions[0], editions };

describe("editions over HTTP", () => {
  it("lists them with what each changed, and says which is in force", async () => {
    const { body } = await read("/v1/catalogue/editions", { world: editedWorld });

    expect(body).toEqual({
      editions: [
        { version: "old", validFrom: "2024-01-01", isInForce: false, items: 2, changes: [] },
        {
          version: "now",
          validFrom: "2026-01-01",
          isInForce: true,
          items: 2,
          changes: [{ itemId: "b", change: "changed", parts: ["status"] }],
        },
        {
          version: "ahead",
          validFrom: "2027-01-01",
          isInForce: false,
          items: 2,
          changes: [
            { itemId: "a", change: "changed", parts: ["limits"] },
            { itemId: "b", change: "removed" },
            { itemId: "c", change: "added" },
          ],
        },
      ],
    });
  });

  it.each([
    ["2025-12-31", "old", ["a", "b"]],
    ["2026-11-24", "now", ["a", "b"]],
    ["2027-01-01", "ahead", ["a", "c"]],
  ])("lists the items of %s by the edition %s", async (on, version, ids) => {
    const { body } = await read(`/v1/items?on=${on}`, { world: editedWorld });

    expect(body).toMatchObject({ edition: { version } });
    expect(idsOf(body)).toEqual(ids);
  });

  it("tells an item by the edition in force today, whatever the hub started with", async () => {
    const { status, body } = await read("/v1/items/b", { world: editedWorld });

    expect(status).toBe(200);
    expect(body).toMatchObject({ edition: { version: "now" }, status: "cancelled" });
  });
});

describe("GET /v1/items/:itemId", () => {
  const world = syntheticWorld(everyStatus);

  it.each([...bengbuGuides.guides.keys()])(
    "tells the whole guide of %s with its ten disclosures",
    async (itemId) => {
      const { status, body } = await read(`/v1/items/${itemId}`);

      expect(status).toBe(200);
      expect(body).toMatchObject({
        itemId,
        published: true,
        acceptsApplications: true,
        instead: null,
        blank: [],
      });
      const { disclosures, guide, codes } = body as {
        disclosures: { lines: unknown[] }[];
        guide: unknown;
        codes: { implementing: string };
      };
      expect(disclosures).toHaveLength(10);
      expect(disclosures.filter(({ lines }) => lines.length === 0)).toEqual([]);
      expect(guide).toEqual(bengbuGuides.guides.get(itemId));
      expect(codes.implementing).toMatch(/^1134.{14}3\d{12}$/);
    },
  );

  it("tells its entry in the directory of powers, which is cancelled the day after its last day", async () => {
    const dated = syntheticWorld({ stages: [["a"]], rows: { a: { validTo: "2026-12-31" } } });

    const { body } = await read("/v1/items/a", { world: dated, guides: book(sampleGuide()) });

    expect(body).toMatchObject({
      directory: {
        basicCode: "340199999000",
        category: "approval",
        status: "retained",
        level: "municipal",
        version: "synthetic",
        effectiveOn: "2001-01-01",
        cancelledOn: "2027-01-01",
      },
    });
  });

  it("tells what the list says of silence, safety, procedures and commitments", async () => {
    const row = {
      silence: { kind: "lead-decides", basis: "联合审批办法" },
      isSafetyCritical: true,
      excludedProcedures: [{ procedure: "site-visit", basis: "踏勘规则" }],
      commitment: {
        conditions: [{ zh: "承诺", en: "promise" }],
        checkWithin: workingDays(60),
        basis: "告知承诺办法",
      },
    } as const;
    const bare = {
      isSafetyCritical: false,
      silence: { kind: "none", basis: null },
      excludedProcedures: [],
      commitment: null,
    };

    const told = await read("/v1/items/a", {
      world: syntheticWorld({ stages: [["a"]], rows: { a: row } }),
      guides: book(sampleGuide()),
    });
    const untold = await read("/v1/items/tax-registration");

    expect(told.body).toMatchObject({ course: row });
    expect(untold.body).toMatchObject({ course: bare });
  });

  it("writes codes as exchange partners have them", async () => {
    const { body } = await read("/v1/items/tax-registration");

    expect(body).toMatchObject({
      codes: {
        category: "07",
        status: "RETAIN",
        state: "1",
        kind: "2",
        level: "3",
        powerSource: "1",
        bodyType: "1",
        serves: ["2"],
        ways: ["1", "2"],
        area: null,
        limitUnits: { promised: "WD", statutory: "WD" },
      },
    });
  });

  it("answers 409 for a guide with a blank disclosure, and names it in both languages", async () => {
    const guides = book(sampleGuide({ charge: null }));

    const { status, type, body } = await read("/v1/items/a", { world, guides });

    expect([status, type]).toEqual([409, "application/problem+json"]);
    expect(body).toMatchObject({ type: "/problems/guide-not-published" });
    expect((body as Problem).detail).toBe(
      "公开内容尚缺:收费依据、收费标准 / still blank: Basis of the fees, Rates of the fees",
    );
  });

  it("answers 409 for an item nobody wrote a guide of, naming every disclosure", async () => {
    const { status, body } = await read("/v1/items/a", { world, guides: book() });

    expect(status).toBe(409);
    for (const { label } of tenDisclosures) expect((body as Problem).detail).toContain(label.zh);
  });

  it.each(["applicant", "station", "officer", "chief", "supervisor"])(
    "keeps an unpublished guide from the role %s",
    async (role) => {
      const { status } = await read("/v1/items/a", { world, guides: book(), role });

      expect(status).toBe(409);
    },
  );

  it("shows an unpublished guide to an admin, with what is blank and what contradicts", async () => {
    const guides = book(sampleGuide({ charge: null, basic: { kind: "immediate" } }));

    const { status, body } = await read("/v1/items/a", { world, guides, role: "admin" });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      published: false,
      guide: { itemId: "a" },
      blank: [{ zh: "收费依据" }, { zh: "收费标准" }],
      disclosures: [],
    });
    const { findings } = body as { findings: { rule: string }[] };
    expect(findings.map(({ rule }) => rule)).toContain("kind");
  });

  it("keeps what only the centre should mend from everybody else", async () => {
    const guides = book(sampleGuide({ basic: { kind: "immediate" } }));

    const { body } = await read("/v1/items/a", { world, guides });

    expect(body).toMatchObject({ published: true, findings: [], blank: [] });
  });

  it.each(Object.keys(everyStatus.rows ?? {}))(
    "says of the %s item where to go, and nothing of a guide left over from before",
    async (itemId) => {
      const { status, body } = await read(`/v1/items/${itemId}`, {
        world,
        guides: book(sampleGuide({ itemId })),
      });

      expect(status).toBe(200);
      expect(body).toMatchObject({ acceptsApplications: false, published: false, guide: null, codes: null });
      expect((body as { instead: unknown }).instead).not.toBeNull();
    },
  );

  it("answers 404 for an item outside the list", async () => {
    const { status, body } = await read("/v1/items/no-such-power");

    expect(status).toBe(404);
    expect(body).toMatchObject({ type: "/problems/not-found" });
  });
});
