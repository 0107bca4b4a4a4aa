import type { ExpectedDocument } from "../ports/documents.ts";
import type { Hub } from "./hub.ts";
import { linkVerdict } from "./upload-link.ts";

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

/** What the code in an upload's address stands for. */
const linkText = (documentId: string, expires: number): string => `${documentId}|${expires}`;

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
  const mac = await hub.keys.mac("upload", linkText(documentId, expires));
  const url = `${hub.baseUrl}/v1/document-uploads/${documentId}/content?expires=${expires}&mac=${mac}`;
  return { ...ticket, url, headers: { "content-type": upload.mediaType } };
};

/** Whether an address is one the hub made: still good, past its time, or made by somebody else. */
export const uploadLinkVerdict = (
  hub: Hub,
  { documentId, expires, mac }: { documentId: string; expires: number; mac: string },
): ReturnType<typeof linkVerdict> => linkVerdict(hub, { text: linkText(documentId, expires), expires, mac });
