import { timingSafeEqual } from "node:crypto";
import type { ExpectedDocument } from "../ports/documents.ts";
import type { Hub } from "./hub.ts";

/** How long the address of an upload stays good, in seconds: time for 20 MB over a slow line. */
const UPLOAD_SECONDS = 15 * 60;

/** What somebody needs to send the bytes of a document. `expiresAt` is an instant. */
export interface UploadTicket {
  documentId: string;
  method: "PUT";
  url: string;
  /** Headers to send exactly so. */
  headers: Readonly<Record<string, string>>;
  expiresAt: string;
}

const codeOf = (hub: Hub, documentId: string, expires: number): Promise<string> =>
  hub.keys.mac("upload", `${documentId}|${expires}`);

/** Expect a document and say where its bytes go. The address works without a token, once or again, until it expires. */
export const beginUpload = async (
  hub: Hub,
  upload: Omit<ExpectedDocument, "documentId">,
): Promise<UploadTicket> => {
  const documentId = hub.ids.random();
  const at = hub.clock.now();
  const expires = Math.floor(Date.parse(at) / 1_000) + UPLOAD_SECONDS;
  const ticket = { documentId, method: "PUT", expiresAt: new Date(expires * 1_000).toISOString() } as const;
  const place = await hub.documents.beginUpload({ ...upload, documentId, at, seconds: UPLOAD_SECONDS });
  if (place.kind === "Elsewhere") return { ...ticket, url: place.url, headers: place.headers };
  const mac = await codeOf(hub, documentId, expires);
  const url = `${hub.baseUrl}/v1/document-uploads/${documentId}/content?expires=${expires}&mac=${mac}`;
  return { ...ticket, url, headers: { "content-type": upload.mediaType } };
};

/** Whether an address is one the hub made: still good, past its time, or made by somebody else. */
export const uploadLinkVerdict = async (
  hub: Hub,
  link: { documentId: string; expires: number; mac: string },
): Promise<"Good" | "Expired" | "Foreign"> => {
  const [made, given] = [await codeOf(hub, link.documentId, link.expires), link.mac].map((code) =>
    Buffer.from(code),
  );
  if (made === undefined || given === undefined || made.length !== given.length) return "Foreign";
  if (!timingSafeEqual(made, given)) return "Foreign";
  return link.expires * 1_000 < Date.parse(hub.clock.now()) ? "Expired" : "Good";
};
