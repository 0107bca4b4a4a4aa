import { timingSafeEqual } from "node:crypto";
import type { AnswerDocument } from "../../schemas/answers.ts";
import type { AttachedView } from "../../schemas/case-parts.ts";
import type { Hub } from "./hub.ts";

/** How long a link to a material stays good: 90 days, in seconds; longer than any delivery is retried. */
const LINK_SECONDS = 90 * 86_400;

const textOf = (documentId: string, department: string, expires: number): string =>
  `${documentId}|${department}|${expires}`;

/** An address at which one reader, a department or the applicant of a case, may read one document for a while, without a token. */
export const documentUrl = async (hub: Hub, documentId: string, department: string): Promise<string> => {
  const expires = Math.floor(Date.parse(hub.clock.now()) / 1_000) + LINK_SECONDS;
  const mac = await hub.keys.mac("document", textOf(documentId, department, expires));
  return `${hub.baseUrl}/v1/documents/${documentId}?for=${department}&expires=${expires}&mac=${mac}`;
};

/** Whether a link is one the hub made and still good. */
export const isDocumentLinkGood = async (
  hub: Hub,
  link: { documentId: string; department: string; expires: number; mac: string },
): Promise<boolean> => {
  if (link.expires * 1_000 < Date.parse(hub.clock.now())) return false;
  const made = Buffer.from(
    await hub.keys.mac("document", textOf(link.documentId, link.department, link.expires)),
  );
  const given = Buffer.from(link.mac);
  return made.length === given.length && timingSafeEqual(made, given);
};

/** Documents a department added to a decision, each with an address for a reader; without one where `reader` is `null`. */
export const attachedViews = (
  hub: Hub,
  documents: readonly AnswerDocument[],
  reader: string | null,
): Promise<AttachedView[]> =>
  Promise.all(
    documents.map(async ({ documentId, ...document }) => ({
      ...document,
      url: documentId === undefined || reader === null ? null : await documentUrl(hub, documentId, reader),
    })),
  );
