import { DRAWING_BYTES, documentMediaTypes, PART_BYTES, UPLOAD_PARTS } from "../../schemas/document.ts";
import { partsTicket, partsUploadBody } from "../../schemas/uploads.ts";
import { beginParts, partLinkVerdict, partsTicketOf } from "../application/part-uploads.ts";
import { partFaults, usualLimits } from "../application/upload-limits.ts";
import type { PartTaken } from "../ports/documents.ts";
import { bodyOf, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { requireJson } from "./require-json.ts";
import { requireMediaType } from "./require-media-type.ts";
import { requirePerson } from "./require-person.ts";
import { Failed, limitBody, requireRole } from "./responses.ts";

/** The largest announcement of an upload in parts, in bytes: a hundred hashes and what goes with them. */
const ANNOUNCEMENT_BYTES = 20_000;

const documentId = z.string().regex(/^[0-9A-Z]{26}$/);

const beginRoute = createRoute({
  method: "post",
  path: "/v1/document-uploads/parts",
  summary: "Announce a large document to upload in parts / 申请分片上传",
  description: [
    `For drawings of up to ${DRAWING_BYTES} bytes (a deployment may allow less); types: ${documentMediaTypes.join(", ")}.`,
    `Cut the file into parts of \`partBytes\` (${PART_BYTES.least} to ${PART_BYTES.most} bytes, at most ${UPLOAD_PARTS} parts; the last one is what remains) and name the SHA-256 of the whole and of every part.`,
    "PUT each part to its `url` with exactly its `headers`, in any order and several at once, without a token; `url` need not be an address of this hub.",
    "After a broken connection `GET /v1/document-uploads/{documentId}/parts` says which parts are in and gives fresh addresses for the others. Then complete the upload.",
  ].join(" "),
  tags: ["express lane"],
  security: signedIn,
  request: bodyOf(partsUploadBody),
  responses: {
    201: ok("where each part goes", partsTicket),
    ...problemResponses(400, 401, 403, 413, 415, 422),
  },
});

const resumeRoute = createRoute({
  method: "get",
  path: "/v1/document-uploads/{documentId}/parts",
  summary: "Which parts are in, and where the others go / 查询已收分片并续传",
  description:
    "For whoever announced the upload, until `keptUntil`. Addresses given before stay good until they expire.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: z.object({ documentId }) },
  responses: {
    200: ok("how the upload stands", partsTicket),
    ...problemResponses(401, 403, 404, 422),
  },
});

const partRoute = createRoute({
  method: "put",
  path: "/v1/document-uploads/{documentId}/parts/{number}",
  summary: "Send one part / 上传一个分片",
  description:
    "Only by the address that announcing gave. A part that is not what was announced is not kept; one that is may come again.",
  tags: ["express lane"],
  request: {
    params: z.object({ documentId, number: z.coerce.number().int().min(1) }),
    query: z.object({ expires: z.coerce.number().int(), mac: z.string().max(40) }),
  },
  responses: {
    204: { description: "received and kept" },
    ...problemResponses(404, 410, 422),
  },
});

const takenOrFail = (taken: PartTaken, number: number): void => {
  switch (taken.kind) {
    case "Taken":
      return;
    case "NotExpected":
      throw new Failed({ kind: "NotFound" });
    case "SizeDiffers": {
      const { expected, actual } = taken;
      // Of one that is too long no more is read than shows it.
      const said = actual > expected ? `> ${expected}` : actual;
      throw new Failed({ kind: "PartDiffers", number, field: "bytes", expected, actual: said });
    }
    case "HashDiffers":
      throw new Failed({ ...taken, kind: "PartDiffers", number, field: "sha256" });
  }
};

/** A request without a body has no bytes. */
const bytesOf = (body: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> =>
  body ?? new Blob([]).stream();

/** Uploads in parts: announced, sent to wherever the ticket says, resumed. They are completed as those in one piece. */
export const makeDocumentPartRoutes = ({ hub, authenticate, uploadLimits = usualLimits }: Deps) => {
  const app = makeRouter();
  const signedInOnly = requirePerson(authenticate);
  app.use("/v1/document-uploads/parts", limitBody(ANNOUNCEMENT_BYTES), requireJson);
  app.get("/v1/document-uploads/:documentId/parts", signedInOnly);

  app.openapi(beginRoute, async (c) => {
    const { sub: owner } = requireRole(c, "applicant", "station", "officer", "chief");
    const body = c.req.valid("json");
    requireMediaType(body.mediaType);
    const { documentBytes: limitBytes, partBytes: allowed } = uploadLimits;
    if (body.bytes > limitBytes) throw new Failed({ kind: "UploadTooLarge", limitBytes });
    const partBytes = body.partBytes ?? allowed.usual;
    const errors = partFaults(body, partBytes, uploadLimits);
    if (errors.length > 0) throw new Failed({ kind: "Invalid", errors });
    return c.json(await beginParts(hub, { ...body, owner, partBytes }), 201);
  });

  app.openapi(resumeRoute, async (c) => {
    const { sub: owner } = requireRole(c, "applicant", "station", "officer", "chief");
    const ticket = await partsTicketOf(hub, { ...c.req.valid("param"), owner });
    if (ticket === null) throw new Failed({ kind: "NotFound" });
    return c.json(ticket, 200);
  });

  app.openapi(partRoute, async (c) => {
    const part = c.req.valid("param");
    const verdict = await partLinkVerdict(hub, { ...part, ...c.req.valid("query") });
    if (verdict === "Foreign") throw new Failed({ kind: "NotFound" });
    if (verdict === "Expired") throw new Failed({ kind: "PartExpired", documentId: part.documentId });
    const content = bytesOf(c.req.raw.body);
    takenOrFail(await hub.documents.takePart({ ...part, content, at: hub.clock.now() }), part.number);
    return c.body(null, 204);
  });

  return app;
};
