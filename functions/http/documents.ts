import { DIRECT_DOCUMENT_BYTES, documentMediaTypes } from "../../schemas/document.ts";
import { looksLike } from "../../schemas/looks-like.ts";
import { documentStateView, documentView } from "../../schemas/uploads.ts";
import { isDocumentLinkGood } from "../application/document-links.ts";
import { documentState } from "../application/document-state.ts";
import type { DocumentInfo } from "../ports/documents.ts";
import { createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { viewOfDocument } from "./document-view.ts";
import { Failed, limitBody, requireRole } from "./responses.ts";
import { streamOf } from "./stream-of.ts";

const uploadRoute = createRoute({
  method: "post",
  path: "/v1/documents",
  summary: "Store a document / 上传材料",
  description: `The body is the file itself, its \`content-type\` one of ${documentMediaTypes.join(", ")}; at most 4,000,000 bytes. Larger files go by \`POST /v1/document-uploads\` (up to 20 MB) and \`POST /v1/document-uploads/parts\`.`,
  tags: ["express lane"],
  security: signedIn,
  responses: {
    201: { description: "stored, durable", content: { "application/json": { schema: documentView } } },
    ...problemResponses(400, 401, 403, 413, 415),
  },
});

/** A document, and a link where it is not its owner who asks. */
const request = {
  params: z.object({ documentId: z.string().regex(/^[0-9A-Z]{26}$/) }),
  query: z.object({
    for: z.string().max(60).optional(),
    expires: z.coerce.number().int().optional(),
    mac: z.string().max(40).optional(),
  }),
};

const readRoute = createRoute({
  method: "get",
  path: "/v1/documents/{documentId}",
  summary: "Read a document / 读取材料",
  description:
    "By its owner's token, or by the link a department got with its delivery. A large file may be answered with 303: fetch it from `location` within a minute, without a token; or with 503 and `retry-after` while it is got ready. A file that is gone or altered is a problem that names it, never an empty answer.",
  tags: ["express lane"],
  request,
  responses: {
    200: { description: "the file" },
    303: { description: "where the file is to be had, for a minute" },
    ...problemResponses(401, 404, 409, 410, 422, 503),
  },
});

const stateRoute = createRoute({
  method: "get",
  path: "/v1/documents/{documentId}/state",
  summary: "How a document stands, and since when / 查询材料文件状态",
  description:
    "By whoever may read it. All of it is read and checked: `missing` and `altered` count from when that was first seen.",
  tags: ["express lane"],
  request,
  responses: {
    200: ok("how it stands", documentStateView),
    ...problemResponses(401, 404, 422),
  },
});

/** Materials: stored before filing, read by their owner or by a department's link. */
export const makeDocumentRoutes = (deps: Deps) => {
  const { hub } = deps;
  const app = makeRouter();
  const limitBytes = DIRECT_DOCUMENT_BYTES;
  app.use("/v1/documents", limitBody(limitBytes, { kind: "DocumentTooLarge", limitBytes }));

  app.openapi(uploadRoute, async (c) => {
    const claims = requireRole(c, "applicant", "station", "officer", "chief");
    const mediaType = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const content = new Uint8Array(await c.req.arrayBuffer());
    if (!looksLike(mediaType, content))
      throw new Failed({ kind: "UnsupportedMediaType", allowed: documentMediaTypes });
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

  /** The problem of a document that cannot be served. What was found is noted, so that it is known since when. */
  const gone = async ({ documentId, erased }: DocumentInfo, seen: "missing" | "altered"): Promise<Failed> => {
    const found = await documentState(hub, documentId, { thorough: false, seen });
    const since = found?.since ?? null;
    if (erased) return new Failed({ kind: "DocumentErased", documentId, since });
    const kind = seen === "missing" ? "DocumentMissing" : "DocumentAltered";
    return new Failed({ kind, documentId, since });
  };

  app.openapi(readRoute, async (c) => {
    const { documentId } = c.req.valid("param");
    if (!(await mayRead(documentId, c.req.valid("query"), c.req.header("authorization"))))
      throw new Failed({ kind: "NotFound" });
    const found = await hub.documents.read(documentId);
    c.header("cache-control", "private, no-store");
    switch (found.kind) {
      case "NotFound":
        throw new Failed({ kind: "NotFound" });
      case "Missing":
        throw await gone(found.info, "missing");
      case "Altered":
        throw await gone(found.info, "altered");
      case "BeingReadied":
        throw new Failed({ kind: "DocumentBeingReadied", documentId });
      case "Elsewhere":
        return c.redirect(found.url, 303);
      case "Streamed":
      case "Found":
        c.header("content-type", found.info.mediaType);
        c.header("content-disposition", "attachment");
        c.header("content-length", String(found.info.bytes));
        return c.body(found.kind === "Found" ? new Uint8Array(found.content) : streamOf(found.content), 200);
    }
  });

  app.openapi(stateRoute, async (c) => {
    const { documentId } = c.req.valid("param");
    if (!(await mayRead(documentId, c.req.valid("query"), c.req.header("authorization"))))
      throw new Failed({ kind: "NotFound" });
    const found = await documentState(hub, documentId, { thorough: true });
    if (found === null) throw new Failed({ kind: "NotFound" });
    return c.json({ documentId, ...found }, 200);
  });

  return app;
};
