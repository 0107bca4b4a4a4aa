import type { PartsTicket } from "../../schemas/uploads.ts";
import type { ExpectedParts, PartsUnderWay } from "../ports/documents.ts";
import type { Hub } from "./hub.ts";
import { linkVerdict } from "./upload-link.ts";

/** How long the address of a part stays good, in seconds: an hour, 100 MB over a line of 0.25 Mbit/s. Fresh ones may be asked for. */
const PART_SECONDS = 3_600;

/** How long the parts of an upload are kept, in seconds: three days, so that a broken one is taken up the next morning. */
const KEPT_SECONDS = 3 * 86_400;

type HubParts = Pick<Hub, "documents" | "clock" | "ids" | "keys" | "baseUrl">;

/** What the code in a part's address stands for. */
const linkText = (documentId: string, number: number, expires: number): string =>
  `${documentId}|${number}|${expires}`;

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

const instantOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

const ticketOf = async (hub: HubParts, underWay: PartsUnderWay, expires: number): Promise<PartsTicket> => {
  const { documentId, mediaType, bytes, sha256, partBytes, keptUntil, received, awaited } = underWay;
  const here = async (number: number) => {
    const mac = await hub.keys.mac("upload", linkText(documentId, number, expires));
    const path = `/v1/document-uploads/${documentId}/parts/${number}`;
    return {
      url: `${hub.baseUrl}${path}?expires=${expires}&mac=${mac}`,
      headers: { "content-type": "application/octet-stream" },
    };
  };
  const parts = awaited.map(async ({ number, bytes: size, sha256: hash, place }) => {
    const { url, headers } = place.kind === "Elsewhere" ? place : await here(number);
    return { number, method: "PUT" as const, url, headers: { ...headers }, bytes: size, sha256: hash };
  });
  return {
    ...{ documentId, mediaType, bytes, sha256, partBytes },
    received: [...received],
    parts: await Promise.all(parts),
    expiresAt: instantOf(expires),
    keptUntil,
  };
};

/** Expect a document in parts and say where each part goes. The addresses work without a token. */
export const beginParts = async (
  hub: HubParts,
  upload: Omit<ExpectedParts, "documentId">,
): Promise<PartsTicket> => {
  const at = hub.clock.now();
  const now = secondsOf(at);
  const underWay = await hub.documents.beginParts({
    ...upload,
    documentId: hub.ids.random(),
    at,
    seconds: PART_SECONDS,
    keptUntil: instantOf(now + KEPT_SECONDS),
  });
  return ticketOf(hub, underWay, now + PART_SECONDS);
};

/** How an upload in parts stands, with fresh addresses for what has not come; `null` when this person has no such upload. */
export const partsTicketOf = async (
  hub: HubParts,
  upload: { documentId: string; owner: string },
): Promise<PartsTicket | null> => {
  const at = hub.clock.now();
  const underWay = await hub.documents.partsUnderWay({ ...upload, at, seconds: PART_SECONDS });
  return underWay && ticketOf(hub, underWay, secondsOf(at) + PART_SECONDS);
};

/** Whether the address of a part is one the hub made: still good, past its time, or made by somebody else. */
export const partLinkVerdict = (
  hub: HubParts,
  { documentId, number, expires, mac }: { documentId: string; number: number; expires: number; mac: string },
): ReturnType<typeof linkVerdict> =>
  linkVerdict(hub, { text: linkText(documentId, number, expires), expires, mac });
