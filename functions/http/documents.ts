import { DIRECT_DOCUMENT_BYTES, documentMediaType, looksLike } from "../../schemas/document.ts";
import { documentView } from "../../schemas/http.ts";
import { isDocumentLinkGood } from "../application/document-links.ts";
import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { viewOfDocument } from "./document-view.ts";
import { Failed, limitBody, requireRole } from "./responses.ts";

const mediaTypes: readonly string[] = documentMediaType.options;

const uploadRoute = createRoute({
  method: "post",
  path: "/v1/documents",
  summary: "Store a document / 上传材料",
  description:
    "The body is the file itself, its `content-type` one of PDF, OFD, PNG, JPEG; at most 4,000,000 bytes. Larger files, up to 20 MB, go by `POST /v1/document-uploads`.",
  tags: ["express lane"],
  security: signedIn,
  responses: {
    201: { description: "stored, durable", content: { "application/json": { schema: documentView } } },
    ...problemResponses(400, 401, 403, 413, 415),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/v1/documents/{documentId}",
  summary: "Read a document / 读取材料",
  description:
    "By its owner's token, or by the link a department got with its delivery. A large file may be answered with 303: fetch it from `location` within a minute, without a token.",
  tags: ["express lane"],
  request: {
    params: z.object({ documentId: z.string().regex(/^[0-9A-Z]{26}$/) }),
    query: z.object({
      for: z.string().max(60).optional(),
      expires: z.coerce.number().int().optional(),
      mac: z.string().max(40).optional(),
    }),
  },
  responses: {
    200: { description: "the file" },
    303: { description: "where the file is to be had, for a minute" },
    ...problemResponses(401, 404, 409, 410, 422),
  },
});

/** Materials: stored before filing, read by their owner or by a department's link. */
export const makeDocumentRoutes = (deps: Deps) => {
  const { hub } = deps;
  const app = makeRouter();
  const limitBytes = DIRECT_DOCUMENT_BYTES;
  app.use("/v1/documents", limitBody(limitBytes, { kind: "DocumentTooLarge", limitBytes }));

  app.openapi(uploadRoute, async (c) => {
    const claims = requireRole(c, "applicant", "station", "officer");
    const mediaType = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const content = new Uint8Array(await c.req.arrayBuffer());
    if (!mediaTypes.includes(mediaType) || !looksLike(mediaType, content))
      throw new Failed({ kind: "UnsupportedMediaType", allowed: mediaTypes });
    const documentId = hub.ids.random();
    const info = await hub.documents.put({
      documentId,
      owner: claims.sub,
      mediaType,
      content,
      at: hub.clock.now(),
    });
    return c.json(viewOfDocument(info), 201);
  });

  const mayRead = async (
    documentId: string,
    link: { for?: string | undefined; expires?: number | undefined; mac?: string | undefined },
    authorization: string | undefined,
  ): Promise<boolean> => {
    if (link.for !== undefined && link.expires !== undefined && link.mac !== undefined)
      return isDocumentLinkGood(hub, {
        documentId,
        department: link.for,
        expires: link.expires,
        mac: link.mac,
      });
    const verified = await deps.authenticate(authorization);
    if ("why" in verified) throw new Failed({ kind: "Unauthenticated", why: verified.why });
    return (await hub.documents.info(documentId))?.owner === verified.claims.sub;
  };

  app.openapi(readRoute, async (c) => {
    const { documentId } = c.req.valid("param");
    if (!(await mayRead(documentId, c.req.valid("query"), c.req.header("authorization"))))
      throw new Failed({ kind: "NotFound" });
    const found = await hub.documents.read(documentId);
    switch (found.kind) {
      case "NotFound":
        throw new Failed({ kind: "NotFound" });
      case "Missing":
        throw new Failed({ kind: "DocumentMissing" });
      case "Altered":
        throw new Failed({ kind: "DocumentAltered" });
      case "Elsewhere":
        c.header("cache-control", "private, no-store");
        return c.redirect(found.url, 303);
      case "Found":
        c.header("content-type", found.info.mediaType);
        c.header("content-disposition", "attachment");
        c.header("cache-control", "private, no-store");
        return c.body(new Uint8Array(found.content), 200);
    }
  });

  return app;
};
