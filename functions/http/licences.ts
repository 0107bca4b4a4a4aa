import { createHash } from "node:crypto";
import { licenceView, reissueBody, revocationBody } from "../../schemas/http.ts";
import { licenceAddresses } from "../application/licence-addresses.ts";
import { type LicenceVersion, licenceVersion } from "../application/licence-status.ts";
import { canonical } from "../case/scope.ts";
import type { LicenceState } from "../case/state.ts";
import {
  actorOf,
  createRoute,
  doneOrFail,
  Failed,
  limitBody,
  makeRouter,
  problemResponses,
  requireRole,
  signedIn,
  z,
} from "./api.ts";
import type { Deps } from "./deps.ts";

/** The largest reissue or revocation, in bytes: a reason and its basis. */
const LICENCE_BODY_BYTES = 10_000;

const params = z.object({ licenceId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) });
const query = z.object({ version: z.coerce.number().int().min(1).optional() });
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
  request: { params, query },
  responses: { ...licence200, ...problemResponses(404, 422) },
});

const pdfRoute = createRoute({
  method: "get",
  path: "/v1/licences/{licenceId}/pdf",
  summary: "Print a licence / 打印证照",
  tags: ["public"],
  request: { params, query: query.extend({ copy: z.coerce.number().int().min(1).max(99).optional() }) },
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
  request: { params, body: { required: true, content: { "application/json": { schema: reissueBody } } } },
  responses: { ...licence200, ...problemResponses(401, 403, 404, 409, 410, 422) },
});

const revokeRoute = createRoute({
  method: "post",
  path: "/v1/licences/{licenceId}/revocation",
  summary: "Revoke a licence / 撤销证照",
  tags: ["supervision"],
  security: signedIn,
  request: { params, body: { required: true, content: { "application/json": { schema: revocationBody } } } },
  responses: { ...licence200, ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** Licences: verified and printed by anybody, reissued and revoked by the chief representative or an administrator. */
export const makeLicenceRoutes = (deps: Deps) => {
  const { hub, changeLicence } = deps;
  const app = makeRouter();
  app.use("/v1/licences/*", limitBody(LICENCE_BODY_BYTES));

  const find = async (
    licenceId: string,
    version?: number,
  ): Promise<{ found: LicenceVersion; current: number }> => {
    const row = await hub.store.licence(licenceId);
    const licence = row === null ? null : (JSON.parse(row.licence) as LicenceState);
    const found = licence === null ? null : licenceVersion(licence, version);
    if (licence === null || found === null) throw new Failed({ kind: "NotFound" });
    return { found, current: licence.record.version };
  };

  const view = async (licenceId: string, version?: number) => {
    const { found, current } = await find(licenceId, version);
    const { record, signature, status } = found;
    const { verify, pdf } = await licenceAddresses(hub, record);
    const keys = `${hub.baseUrl}/.well-known/jwks.json`;
    return { record, signature, status, currentVersion: current, keys, verify, pdf };
  };

  app.openapi(readRoute, async (c) => {
    c.header("cache-control", "no-cache");
    return c.json(await view(c.req.valid("param").licenceId, c.req.valid("query").version), 200);
  });

  app.openapi(pdfRoute, async (c) => {
    const { version, copy } = c.req.valid("query");
    const { found } = await find(c.req.valid("param").licenceId, version);
    const { record, status } = found;
    if (copy !== undefined && copy > record.duplicateCopies) throw new Failed({ kind: "NotFound" });
    const { verify, mac } = await licenceAddresses(hub, record);
    const sha256OfRecord = createHash("sha256").update(canonical(record)).digest("hex");
    const { renderLicencePdf } = await import("../application/licence-pdf.ts");
    const input = { record, status, verifyUrl: verify, mac, sha256OfRecord };
    const pdf = await renderLicencePdf(copy === undefined ? input : { ...input, copyNumber: copy });
    c.header("content-type", "application/pdf");
    c.header("content-disposition", `inline; filename="licence-${record.licenceId}-v${record.version}.pdf"`);
    return c.body(new Uint8Array(pdf), 200);
  });

  app.openapi(reissueRoute, async (c) => {
    const claims = requireRole(c, "chief", "admin");
    const { licenceId } = c.req.valid("param");
    doneOrFail(await changeLicence.reissue({ licenceId, actor: actorOf(claims), ...c.req.valid("json") }));
    return c.json(await view(licenceId), 200);
  });

  app.openapi(revokeRoute, async (c) => {
    const claims = requireRole(c, "chief", "admin");
    const { licenceId } = c.req.valid("param");
    const revocation = { licenceId, actor: actorOf(claims), ...c.req.valid("json") };
    const result = await changeLicence.revoke(revocation);
    if (result?.kind !== "Revoked") doneOrFail(result);
    return c.json(await view(licenceId), 200);
  });

  return app;
};
