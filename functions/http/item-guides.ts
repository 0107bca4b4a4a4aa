import type { Context } from "hono";
import { catalogOn, editionsOf } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog, Item } from "../catalog/catalog.ts";
import { changesBetween } from "../catalog/edition-changes.ts";
import { createRoute, makeRouter, problemResponses, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { editionRef, itemGuideView, itemRow, itemRowOf } from "./item-guide-view.ts";
import { loadGuides } from "./load-guides.ts";
import { Failed, type HubEnv } from "./responses.ts";

const category = z.enum([
  "approval",
  "penalty",
  "levy",
  "payment",
  "reward",
  "compulsion",
  "confirmation",
  "adjudication",
  "planning",
  "other",
] satisfies Item["category"][]);

const status = z.enum([
  "retained",
  "delegated",
  "merged",
  "transformed",
  "suspended",
  "cancelled",
  "frozen",
] satisfies Item["status"]["kind"][]);

const itemsRoute = createRoute({
  method: "get",
  path: "/v1/items",
  summary: "The power list / 权力清单",
  description:
    "Every item of the edition in force on a day, with those that take no applications any more and where to go instead.",
  tags: ["guide"],
  request: {
    query: z.object({
      category: category.optional(),
      status: status.optional(),
      department: z.string().max(60).optional(),
      on: z.iso.date().optional().meta({ description: "the day to judge by; today if absent" }),
      cursor: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
  },
  responses: {
    200: {
      description: "a page, in the order of the list",
      content: {
        "application/json": {
          schema: z.object({
            edition: editionRef,
            on: z.string(),
            rows: z.array(itemRow),
            cursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponses(422),
  },
});

const itemRoute = createRoute({
  method: "get",
  path: "/v1/items/{itemId}",
  summary: "The guide of an item / 事项指南",
  description:
    "The whole guide with the sheet of its disclosures. A guide with a blank disclosure is not published: role admin sees it, others are told what is blank.",
  tags: ["guide"],
  request: { params: z.object({ itemId: z.string().max(60) }) },
  responses: {
    200: {
      description: "the item and its guide; `guide` is null where one cannot apply for the item",
      content: { "application/json": { schema: itemGuideView } },
    },
    ...problemResponses(404, 409),
  },
});

const change = z.object({
  itemId: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  parts: z.array(z.string()).optional(),
});

const editionsRoute = createRoute({
  method: "get",
  path: "/v1/catalogue/editions",
  summary: "Editions of the power list / 权力清单版本",
  description:
    "An open case stands under the edition it was filed under; a new one follows the edition in force on its day. `changes` are against the edition before.",
  tags: ["guide"],
  responses: {
    200: {
      description: "every edition, oldest first",
      content: {
        "application/json": {
          schema: z.object({
            editions: z.array(
              editionRef.extend({ isInForce: z.boolean(), items: z.int(), changes: z.array(change) }),
            ),
          }),
        },
      },
    },
  },
});

/** The rows after a cursor, which is the id of the last item seen; from the start when that item is gone. */
const rowsAfter = (rows: readonly Item[], cursor: string | undefined): readonly Item[] =>
  rows.slice(rows.findIndex(({ id }) => id === cursor) + 1);

/** The power list and the guides of its items: public, except for guides that are not published. */
export const makeItemGuideRoutes = ({ hub, guides, authenticate }: Deps) => {
  const { world } = hub;
  const app = makeRouter();
  const today = () => shanghaiDate(hub.clock.now());

  const isAdmin = async (c: Context<HubEnv>): Promise<boolean> => {
    const authorization = c.req.header("authorization");
    if (authorization === undefined) return false;
    const known = await authenticate(authorization);
    return "claims" in known && known.claims.roles.includes("admin");
  };

  app.openapi(itemsRoute, (c) => {
    const { on = today(), limit, cursor, department, ...wanted } = c.req.valid("query");
    const catalog = catalogOn(world, on);
    const matching = [...catalog.items.values()].filter(
      (item) =>
        (wanted.category === undefined || item.category === wanted.category) &&
        (wanted.status === undefined || item.status.kind === wanted.status) &&
        (department === undefined || item.department === department),
    );
    const rest = rowsAfter(matching, cursor);
    const page = rest.slice(0, limit);
    return c.json(
      {
        edition: { version: catalog.version, validFrom: catalog.validFrom },
        on,
        rows: page.map((item) => itemRowOf(catalog, item, on)),
        cursor: rest.length > limit ? (page.at(-1)?.id ?? null) : null,
      },
      200,
    );
  });

  app.openapi(itemRoute, async (c) => {
    const on = today();
    const catalog = catalogOn(world, on);
    const { itemId } = c.req.valid("param");
    const item = catalog.items.get(itemId);
    if (item === undefined) throw new Failed({ kind: "NotFound" });
    const { itemGuideViewOf, publicView } = await import("./item-guide-answer.ts");
    const view = itemGuideViewOf(catalog, item, guides ?? (await loadGuides()), on);
    if (await isAdmin(c)) return c.json(view, 200);
    if (view.acceptsApplications && !view.published)
      throw new Failed({ kind: "GuideNotPublished", blank: view.blank });
    return c.json(publicView(view), 200);
  });

  app.openapi(editionsRoute, (c) => {
    const editions = editionsOf(world);
    const inForce: Catalog = catalogOn(world, today());
    const rows = editions.map((edition, index) => ({
      version: edition.version,
      validFrom: edition.validFrom,
      isInForce: edition === inForce,
      items: edition.items.size,
      changes: changesBetween(editions[index - 1] ?? edition, edition),
    }));
    return c.json({ editions: rows }, 200);
  });

  return app;
};
