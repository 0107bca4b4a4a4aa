import type { Hono } from "hono";
import { createRoute, makeRouter, z } from "./api.ts";
import { makeCalendarRoutes } from "./calendar-years.ts";
import { makeCardRoutes } from "./card-routes.ts";
import { makeCaseRoutes } from "./cases.ts";
import { makeClockRoutes } from "./clock.ts";
import { departmentNames } from "./department-names.ts";
import type { Deps } from "./deps.ts";
import { makeDeskRoutes } from "./desk.ts";
import { makeDocumentUploadRoutes } from "./document-uploads.ts";
import { makeDocumentRoutes } from "./documents.ts";
import { addEdge } from "./edge.ts";
import { makeFeeRoutes } from "./fees.ts";
import { freshCalendar } from "./fresh-calendar.ts";
import { makeGreenChannelRoutes } from "./green-channel.ts";
import { makeGuideRoutes } from "./guides.ts";
import { makeIntegrityRoutes } from "./integrity.ts";
import { makeItemGuideRoutes } from "./item-guides.ts";
import { makeLeadActRoutes } from "./lead-acts.ts";
import { makeLetterRoutes } from "./letters.ts";
import { makeLicenceRoutes } from "./licences.ts";
import { makeMeetingRoutes } from "./meetings.ts";
import { completeDocument } from "./openapi-document.ts";
import { makeProjectRoutes } from "./projects.ts";
import { makeRatingRoutes } from "./ratings.ts";
import { requireJson } from "./require-json.ts";
import { requirePerson } from "./require-person.ts";
import type { HubEnv } from "./responses.ts";
import { makeStatisticsRoutes } from "./statistics.ts";
import { makeSupervisionRoutes } from "./supervision.ts";
import { makeUndoRoutes } from "./undo.ts";
import { makeWebhookRoutes } from "./webhooks.ts";
import { makeWindowActRoutes } from "./window-acts.ts";

/** Routes for which a signed-in person is required; the rest is public or signed otherwise. */
const PERSONAL = [
  "/v1/cases",
  "/v1/deliveries",
  "/v1/parked",
  "/v1/departments",
  "/v1/overview",
  "/v1/calendar-years",
  "/v1/desk",
  "/v1/undo",
  "/v1/statistics",
  "/v1/statistics.csv",
  "/v1/registers",
  "/v1/projects",
  "/v1/green-channel",
  "/v1/green-channel.csv",
];

/** Routes that only change something for a signed-in person; reading there is public or by a link. */
const PERSONAL_POSTS = /^\/v1\/(?:documents$|document-uploads(?:\/|$)|licences\/)/;

const needsPerson = (method: string, path: string): boolean =>
  PERSONAL.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ||
  (method === "POST" && PERSONAL_POSTS.test(path));

/** Routes whose bodies are JSON. */
const JSON_ROUTES = [
  "/v1/cases/*",
  "/v1/calendar-years",
  "/v1/desk/*",
  "/v1/document-uploads",
  "/v1/dry-runs",
  "/v1/projects/*",
  "/v1/licences/:licenceId/reissue",
  "/v1/licences/:licenceId/revocation",
];

const healthRoute = createRoute({
  method: "get",
  path: "/health",
  summary: "Whether the hub is up / 健康检查",
  tags: ["public"],
  responses: {
    200: {
      description: "up; `now` is the hub's clock",
      content: { "application/json": { schema: z.object({ status: z.literal("ok"), now: z.string() }) } },
    },
  },
});

const keysRoute = createRoute({
  method: "get",
  path: "/.well-known/jwks.json",
  summary: "The keys that verify licences / 证照验签公钥",
  description: "A JSON Web Key Set (RFC 7517), newest key first.",
  tags: ["public"],
  responses: {
    200: {
      description: "the public keys",
      content: {
        "application/json": { schema: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }) },
      },
    },
  },
});

const openApiHead = {
  openapi: "3.1.0",
  info: {
    title: "Lianban 联办",
    version: "1",
    description:
      "Joint processing of several certificates at once. One form, every department in parallel, one result.",
  },
};

/** The hub's HTTP application: every audience's routes, one edge where failures become problems. */
export const makeApp = (deps: Deps, pages?: Hono<HubEnv>) => {
  const app = makeRouter();

  addEdge(app, deps.hub.log, departmentNames(deps.hub.world));
  app.use("/v1/*", freshCalendar(deps.importCalendar));

  const signedInOnly = requirePerson(deps.authenticate);
  app.use((c, next) => (needsPerson(c.req.method, c.req.path) ? signedInOnly(c, next) : next()));

  for (const path of JSON_ROUTES) app.use(path, requireJson);

  for (const routes of [
    makeCaseRoutes(deps),
    makeLeadActRoutes(deps),
    makeWindowActRoutes(deps),
    makeCardRoutes(deps),
    makeRatingRoutes(deps),
    makeDeskRoutes(deps),
    makeMeetingRoutes(deps),
    makeUndoRoutes(deps),
    makeProjectRoutes(deps),
    makeGreenChannelRoutes(deps),
    makeStatisticsRoutes(deps),
    makeLetterRoutes(deps),
    makeFeeRoutes(deps),
    makeClockRoutes(deps),
    makeCalendarRoutes(deps),
    makeWebhookRoutes(deps),
    makeDocumentRoutes(deps),
    makeDocumentUploadRoutes(deps),
    makeLicenceRoutes(deps),
    makeGuideRoutes(deps),
    makeItemGuideRoutes(deps),
    makeSupervisionRoutes(deps),
    makeIntegrityRoutes(deps),
  ])
    app.route("/", routes);

  app.openapi(healthRoute, (c) => c.json({ status: "ok" as const, now: deps.hub.clock.now() }, 200));
  app.openapi(keysRoute, async (c) => c.json({ keys: [...(await deps.hub.keys.licenceKeys())] }, 200));
  app.openAPIRegistry.registerComponent("securitySchemes", "oidc", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token of the configured OpenID Connect issuer; `roles` says what its holder may do.",
  });
  let document: ReturnType<typeof completeDocument> | undefined;
  app.get("/openapi.json", (c) => {
    document ??= completeDocument(
      app.getOpenAPI31Document({ ...openApiHead, servers: [{ url: deps.hub.baseUrl }] }),
    );
    return c.json(document);
  });
  if (pages !== undefined) app.route("/", pages);
  return app;
};
