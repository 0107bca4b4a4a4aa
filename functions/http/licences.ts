import { licenceView, reissueBody, revocationBody } from "../../schemas/http.ts";
import { licenceAddresses } from "../application/licence-addresses.ts";
import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { findLicenceVersion, printLicence } from "./licence-print.ts";
import { licenceParams, licenceQuery, printQuery } from "./licence-query.ts";
import { actorOf, doneOrFail, Failed, limitBody, requireRole } from "./responses.ts";

/** The largest reissue or revocation, in bytes: a reason and its basis. */
const LICENCE_BODY_BYTES = 10_000;

const licence200 = {
  200: { description: "the licence", content: { "application/json": { schema: licenceView } } },
};

const readRoute = createRoute({
  method: "get",
  path: "/v1/licences/{licenceId}",
  summary: "Verify a licence / 核验证照",
  description:
    "Public. The record, its signature and where it stands today; a superseded or revoked one says so.",
  tags: ["public"],
  request: { params: licenceParams, query: licenceQuery },
  responses: { ...licence200, ...problemResponses(404, 422) },
});

const pdfRoute = createRoute({
  method: "get",
  path: "/v1/licences/{licenceId}/pdf",
  summary: "Print a licence / 打印证照",
  tags: ["public"],
  request: { params: licenceParams, query: printQuery },
  responses: {
    200: {
      description: "A4 PDF",
      content: { "application/pdf": { schema: z.string().meta({ format: "binary" }) } },
    },
    ...problemResponses(404, 422),
  },
});

const reissueRoute = createRoute({
  method: "post",
  path: "/v1/licences/{licenceId}/reissue",
  summary: "Reissue a licence / 换发证照",
  tags: ["supervision"],
  security: signedIn,
  request: {
    params: licenceParams,
    body: { required: true, content: { "application/json": { schema: reissueBody } } },
  },
  responses: { ...licence200, ...problemResponses(401, 403, 404, 409, 410, 422) },
});

const revokeRoute = createRoute({
  method: "post",
  path: "/v1/licences/{licenceId}/revocation",
  summary: "Revoke a licence / 撤销证照",
  tags: ["supervision"],
  security: signedIn,
  request: {
    params: licenceParams,
    body: { required: true, content: { "application/json": { schema: revocationBody } } },
  },
  responses: { ...licence200, ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** Licences: verified and printed by anybody, reissued and revoked by the chief representative of the lead or an administrator. */
export const makeLicenceRoutes = (deps: Deps) => {
  const { hub, changeLicence } = deps;
  const app = makeRouter();
  app.use("/v1/licences/*", limitBody(LICENCE_BODY_BYTES));

  const view = async (licenceId: string, version?: number) => {
    const { found, current } = await findLicenceVersion(hub, licenceId, version);
    const { record, signature, status } = found;
    const { verify, pdf } = await licenceAddresses(hub, record);
    const keys = `${hub.baseUrl}/.well-known/jwks.json`;
    return { record, signature, status, currentVersion: current, keys, verify, pdf };
  };

  /**
   * Only who issued a licence changes it: the chief representative of the department that leads its process, or an
   * administrator, who stands in for the body above (行政许可法第六十九条). For another department it is not theirs to see to.
   */
  const requireIssuer = async ({ roles, department }: Claims, licenceId: string): Promise<void> => {
    if (roles.includes("admin")) return;
    const row = await hub.store.licence(licenceId);
    const head = row === null ? null : await hub.store.head(row.caseId);
    const lead = head === null ? undefined : hub.world.processes.get(head.processId)?.lead;
    if (lead !== undefined && lead !== department)
      throw new Failed({ kind: "NotLead", itemId: "", department: department ?? "", lead });
  };

  app.openapi(readRoute, async (c) => {
    c.header("cache-control", "no-cache");
    return c.json(await view(c.req.valid("param").licenceId, c.req.valid("query").version), 200);
  });

  app.openapi(pdfRoute, (c) => printLicence(hub, c, { ...c.req.valid("param"), ...c.req.valid("query") }));

  app.openapi(reissueRoute, async (c) => {
    const claims = requireRole(c, "chief", "admin");
    const { licenceId } = c.req.valid("param");
    await requireIssuer(claims, licenceId);
    doneOrFail(await changeLicence.reissue({ licenceId, actor: actorOf(claims), ...c.req.valid("json") }));
    return c.json(await view(licenceId), 200);
  });

  app.openapi(revokeRoute, async (c) => {
    const claims = requireRole(c, "chief", "admin");
    const { licenceId } = c.req.valid("param");
    await requireIssuer(claims, licenceId);
    const revocation = { licenceId, actor: actorOf(claims), ...c.req.valid("json") };
    const result = await changeLicence.revoke(revocation);
    if (result?.kind !== "Revoked") doneOrFail(result);
    return c.json(await view(licenceId), 200);
  });

  return app;
};
