import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { message } from "../../schemas/message.ts";
import { Failed, type HubEnv, makeRouter, sendProblem } from "./api.ts";
import { makeCaseRoutes } from "./cases.ts";
import type { Deps } from "./deps.ts";
import { makeDocumentRoutes } from "./documents.ts";
import { makeGuideRoutes } from "./guides.ts";
import { makeLicenceRoutes } from "./licences.ts";
import { makeSupervisionRoutes } from "./supervision.ts";
import { makeWebhookRoutes } from "./webhooks.ts";

/** Routes for which a signed-in person is required; the rest is public or signed otherwise. */
const PERSONAL = ["/v1/cases", "/v1/deliveries", "/v1/parked", "/v1/departments", "/v1/overview"];

const needsPerson = (method: string, path: string): boolean =>
  PERSONAL.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ||
  (method === "POST" && (path === "/v1/documents" || path.startsWith("/v1/licences/")));

const unreadable = [
  { path: "body", message: message("请求体应为合法的 JSON", "the body must be well-formed JSON") },
];

/** The hub's HTTP application: every audience's routes, one edge where failures become problems. */
export const makeApp = (deps: Deps, pages?: Hono<HubEnv>) => {
  const app = makeRouter();

  app.use(async (c, next) => {
    const requestId = c.req.header("x-request-id")?.slice(0, 80) ?? crypto.randomUUID();
    c.set("requestId", requestId);
    c.header("x-request-id", requestId);
    c.header("x-content-type-options", "nosniff");
    await next();
  });

  app.use(async (c, next) => {
    if (!needsPerson(c.req.method, c.req.path)) return next();
    const verified = await deps.authenticate(c.req.header("authorization"));
    if ("why" in verified) return sendProblem(c, { kind: "Unauthenticated", why: verified.why });
    c.set("claims", verified.claims);
    return next();
  });

  app.onError((error, c) => {
    if (error instanceof Failed) return sendProblem(c, error.failure);
    if (error instanceof HTTPException && error.status === 400)
      return sendProblem(c, { kind: "Unreadable", errors: unreadable });
    deps.hub.log.error("request-failed", {
      requestId: c.get("requestId") ?? null,
      error: error.message,
      path: c.req.routePath,
    });
    return sendProblem(c, { kind: "Internal" });
  });
  app.notFound((c) => sendProblem(c, { kind: "NotFound" }));

  for (const routes of [
    makeCaseRoutes(deps),
    makeWebhookRoutes(deps),
    makeDocumentRoutes(deps),
    makeLicenceRoutes(deps),
    makeGuideRoutes(deps),
    makeSupervisionRoutes(deps),
  ])
    app.route("/", routes);

  app.get("/health", (c) => c.json({ status: "ok", now: deps.hub.clock.now() }));
  app.get("/.well-known/jwks.json", async (c) => c.json({ keys: await deps.hub.keys.licenceKeys() }));
  app.openAPIRegistry.registerComponent("securitySchemes", "oidc", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token of the configured OpenID Connect issuer; `roles` says what its holder may do.",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Lianban 联办",
      version: "1",
      description:
        "Joint processing of several certificates at once. One form, every department in parallel, one result.",
    },
    servers: [{ url: deps.hub.baseUrl }],
  });
  if (pages !== undefined) app.route("/", pages);
  return app;
};
