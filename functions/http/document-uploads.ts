import { DOCUMENT_BYTES } from "../../schemas/document.ts";
import { documentUploadBody, documentView, uploadBeingChecked, uploadTicket } from "../../schemas/uploads.ts";
import { beginUpload, uploadLinkVerdict } from "../application/begin-upload.ts";
import type { UploadCompletion } from "../ports/documents.ts";
import { createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { makeDocumentPartRoutes } from "./document-parts.ts";
import { viewOfDocument } from "./document-view.ts";
import type { Failure } from "./problems.ts";
import { requireMediaType } from "./require-media-type.ts";
import { Failed, limitBody, requireRole } from "./responses.ts";

/** The largest announcement of an upload, in bytes. */
const ANNOUNCEMENT_BYTES = 10_000;

const params = z.object({ documentId: z.string().regex(/^[0-9A-Z]{26}$/) });

const beginRoute = createRoute({
  method: "post",
  path: "/v1/document-uploads",
  summary: "Announce a document to upload / 申请上传地址",
  description:
    "For documents of up to 20 MB; larger ones go by `POST /v1/document-uploads/parts`. PUT the bytes to `url` with exactly these `headers` (and the length that was announced) before `expiresAt`, without a token; then complete the upload. `url` need not be an address of this hub.",
  tags: ["express lane"],
  security: signedIn,
  request: {
    body: { required: true, content: { "application/json": { schema: documentUploadBody } } },
  },
  responses: {
    201: { description: "where the bytes go", content: { "application/json": { schema: uploadTicket } } },
    ...problemResponses(400, 401, 403, 413, 415, 422),
  },
});

const contentRoute = createRoute({
  method: "put",
  path: "/v1/document-uploads/{documentId}/content",
  summary: "Send the bytes of an upload / 上传文件内容",
  description:
    "Only by the address that announcing gave. Bytes sent again take the place of those before, until the upload is completed.",
  tags: ["express lane"],
  request: {
    params,
    query: z.object({ expires: z.coerce.number().int(), mac: z.string().max(40) }),
  },
  responses: {
    204: { description: "received; complete the upload now" },
    ...problemResponses(404, 410, 413, 422),
  },
});

const completeRoute = createRoute({
  method: "post",
  path: "/v1/document-uploads/{documentId}/completion",
  summary: "Complete an upload / 完成上传",
  description:
    "Of an upload in one piece or in parts. Compares what came with what was announced: size, SHA-256 of the whole, and the type its first bytes show. Then it is a document like any other. What is refused stays where it is. May be repeated.",
  tags: ["express lane"],
  security: signedIn,
  request: { params },
  responses: {
    201: { description: "stored, durable", content: { "application/json": { schema: documentView } } },
    202: ok("a large one that is still being checked: complete it again in a moment", uploadBeingChecked),
    ...problemResponses(401, 403, 404, 409, 422),
  },
});

type Unfinished = Exclude<UploadCompletion, { kind: "Stored" | "BeingChecked" }>;

/** The problem an upload that did not become a document stands for. */
const failureOf = (completion: Unfinished, documentId: string): Failure => {
  switch (completion.kind) {
    case "NotExpected":
      return { kind: "NotFound" };
    case "NotThere":
      return { kind: "UploadAwaited" };
    case "PartsAwaited":
      return { ...completion, documentId };
    case "SizeDiffers":
      return { ...completion, kind: "UploadDiffers", field: "bytes" };
    case "HashDiffers":
      return { ...completion, kind: "UploadDiffers", field: "sha256" };
    case "TypeDiffers":
      return { ...completion, kind: "UploadDiffers", field: "mediaType", actual: null };
  }
};

/** Uploads with a ticket: announced, sent to wherever the ticket says, completed. */
export const makeDocumentUploadRoutes = (deps: Deps) => {
  const { hub } = deps;
  const app = makeRouter();
  app.route("/", makeDocumentPartRoutes(deps));
  app.use("/v1/document-uploads", limitBody(ANNOUNCEMENT_BYTES));
  app.use("/v1/document-uploads/:documentId/completion", limitBody(ANNOUNCEMENT_BYTES));
  app.use("/v1/document-uploads/:documentId/content", limitBody(DOCUMENT_BYTES));

  app.openapi(beginRoute, async (c) => {
    const { sub: owner } = requireRole(c, "applicant", "station", "officer", "chief");
    const body = c.req.valid("json");
    requireMediaType(body.mediaType);
    return c.json(await beginUpload(hub, { owner, ...body }), 201);
  });

  app.openapi(contentRoute, async (c) => {
    const { documentId } = c.req.valid("param");
    const verdict = await uploadLinkVerdict(hub, { documentId, ...c.req.valid("query") });
    if (verdict === "Foreign") throw new Failed({ kind: "NotFound" });
    if (verdict === "Expired") throw new Failed({ kind: "UploadExpired" });
    const content = new Uint8Array(await c.req.arrayBuffer());
    if (!(await hub.documents.takeUpload(documentId, content))) throw new Failed({ kind: "NotFound" });
    return c.body(null, 204);
  });

  app.openapi(completeRoute, async (c) => {
    const { sub: owner } = requireRole(c, "applicant", "station", "officer", "chief");
    const { documentId } = c.req.valid("param");
    const upload = { documentId, owner, at: hub.clock.now() };
    const completion = await hub.documents.completeUpload(upload);
    if (completion.kind === "Stored") return c.json(viewOfDocument(completion.info), 201);
    if (completion.kind !== "BeingChecked") throw new Failed(failureOf(completion, documentId));
    c.header("retry-after", "1");
    return c.json({ documentId, state: "checking" as const }, 202);
  });

  return app;
};
