import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { licenceAddresses } from "../../application/licence-addresses.ts";
import { licenceVersion } from "../../application/licence-status.ts";
import { qrSvg } from "../../application/qr-svg.ts";
import { catalogOn, type World } from "../../case/world.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { Deps } from "../deps.ts";
import { loadGuides } from "../load-guides.ts";
import type { HubEnv } from "../responses.ts";
import { makeAssetRoutes } from "./assets.ts";
import type { Html } from "./bilingual-text.ts";
import { renderDocsPage } from "./docs-page.ts";
import { renderFollowPage } from "./follow-page.ts";
import { renderFrontPage } from "./front-page.ts";
import { guideTexts, problemTexts, siteTexts } from "./messages.ts";
import { renderNotFound } from "./not-found-page.ts";
import { problemEntries, renderProblemList, renderProblemPage } from "./problems-page.ts";
import { crockford, findLicence, verifyLicence } from "./verify-licence.ts";
import { renderVerifyFormPage, renderVerifyPage } from "./verify-page.ts";

/** Everything a page may load comes from this host; nothing inline, nothing framed. @see W3C Content Security Policy Level 3 */
const protect = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // Whether neighbours under the same name speak TLS is not the hub's to say.
  strictTransportSecurity: "max-age=15552000",
});

const PROTECTED = ["/", "/guide/*", "/follow", "/verify/*", "/docs", "/problems/*", "/assets/*"];

const send = async (c: Context<HubEnv>, page: Html, status: 200 | 404 = 200): Promise<Response> => {
  c.header("cache-control", "no-cache");
  return c.html(await page, status);
};

/** A page that tells how something stands this minute is never kept. */
const sendFresh = async (c: Context<HubEnv>, page: Html, status: 200 | 404 = 200): Promise<Response> => {
  c.header("cache-control", "no-store");
  return c.html(await page, status);
};

const filled = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);

const makeVerifyRoutes = ({ hub }: Pick<Deps, "hub">): Hono<HubEnv> => {
  const app = new Hono<HubEnv>();

  app.get("/verify", async (c) => {
    const id = filled(c.req.query("id"));
    if (id === undefined) return send(c, renderVerifyFormPage());
    const code = filled(c.req.query("c"));
    const query = code === undefined ? "" : `?${new URLSearchParams({ c: crockford(code) })}`;
    return c.redirect(`/verify/${encodeURIComponent(crockford(id))}${query}`, 303);
  });

  app.get("/verify/:licenceId", async (c) => {
    const verification = await verifyLicence(hub, {
      licenceId: crockford(c.req.param("licenceId")),
      version: filled(c.req.query("v")),
      code: filled(c.req.query("c")),
    });
    const page = renderVerifyPage(verification, hub.clock.now());
    return sendFresh(c, page, verification.kind === "Found" ? 200 : 404);
  });

  app.get("/verify/:licenceId/qr.svg", async (c) => {
    const licence = await findLicence(hub, c.req.param("licenceId"));
    const version = filled(c.req.query("v"));
    const found = licence && licenceVersion(licence, version === undefined ? undefined : Number(version));
    if (!found) return c.notFound();
    const { verify } = await licenceAddresses(hub, found.record);
    return c.body(qrSvg(verify), 200, {
      "content-type": "image/svg+xml",
      "cache-control": "private, max-age=3600",
    });
  });

  return app;
};

/**
 * The public pages: front page, guides, verification of licences, following a case, API documents, problem types, and
 * the files they load. Chinese first, English second; every text is escaped; nothing comes from another host.
 */
export const makePages = (deps: Pick<Deps, "hub" | "guides">): Hono<HubEnv> => {
  const { hub } = deps;
  const { world } = hub;
  const today = (): IsoDate => shanghaiDate(hub.clock.now());
  /** The world with the edition of the power list that is in force today. */
  const worldToday = (): World => ({ ...world, catalog: catalogOn(world, today()) });
  const app = new Hono<HubEnv>();
  for (const path of PROTECTED) app.use(path, protect);

  app.get("/", async (c) => sendFresh(c, await renderFrontPage(hub)));
  app.get("/follow", (c) => sendFresh(c, renderFollowPage(world, (c.req.query("case") ?? "").slice(0, 60))));
  app.get("/docs", (c) => send(c, renderDocsPage()));
  app.get("/guide", async (c) => {
    const { renderGuideList } = await import("./guide-page.ts");
    return send(c, renderGuideList(worldToday()));
  });
  app.get("/guide/items", async (c) => {
    const { renderItemList } = await import("./item-list-page.ts");
    return send(c, renderItemList(worldToday().catalog, today()));
  });
  app.get("/guide/items/:itemId", async (c) => {
    const { renderItemPage } = await import("./item-page.ts");
    const guides = deps.guides ?? (await loadGuides());
    const { page, isFound } = renderItemPage(worldToday().catalog, c.req.param("itemId"), guides, today());
    return send(c, page, isFound ? 200 : 404);
  });
  app.get("/guide/:processId", async (c) => {
    const process = world.processes.get(c.req.param("processId"));
    if (process === undefined)
      return send(c, renderNotFound("/guide", siteTexts.guide, guideTexts.unknown), 404);
    const { renderGuidePage } = await import("./guide-page.ts");
    return send(c, renderGuidePage(worldToday(), process));
  });
  app.get("/problems", (c) => send(c, renderProblemList()));
  app.get("/problems/:slug", (c) => {
    const entry = problemEntries.find(({ slug }) => slug === c.req.param("slug"));
    if (entry === undefined)
      return send(c, renderNotFound("/problems", siteTexts.problems, problemTexts.unknown), 404);
    return send(c, renderProblemPage(entry));
  });
  app.route("/", makeVerifyRoutes(deps));
  app.route("/", makeAssetRoutes());
  return app;
};
