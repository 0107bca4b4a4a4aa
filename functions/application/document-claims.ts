import type { AnswerDocument } from "../../schemas/answers.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import type { CaseState } from "../case/state.ts";
import type { Claim } from "../ports/case-store.ts";

/** How the claims on one document begin: `document:<documentId>:`. */
export const documentPrefix = (documentId: string): string => `document:${documentId}:`;

/** The mandate of the station that files is a document of the case like its materials. */
const mandateOf = (event: CaseEvent): string[] => {
  const mandate = event.type === "CaseFiled" ? event.delegation?.mandate : null;
  return mandate ? [mandate] : [];
};

/** What somebody attached at a desk: to an approval, as evidence of a visit, to its minutes. */
const attachedBy = (event: CaseEvent): string[] => {
  const attached = (documents: readonly AnswerDocument[]) =>
    documents.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
  switch (event.type) {
    case "ItemApproved":
      return attached(event.documents);
    case "MeetingAttended":
    case "MeetingHeld":
      return attached(event.evidence);
    default:
      return [];
  }
};

/** The events that may file documents, so that the others need not be read. */
export const filingEvents: ReadonlySet<string> = new Set<CaseEvent["type"]>([
  "CaseFiled",
  "RevisionSubmitted",
  "ItemApproved",
  "MeetingAttended",
  "MeetingHeld",
]);

/** The documents an event files. */
export const documentsFiledBy = (event: CaseEvent): string[] =>
  event.type === "CaseFiled" || event.type === "RevisionSubmitted"
    ? [...event.materials.map(({ documentId }) => documentId), ...mandateOf(event)]
    : attachedBy(event);

/**
 * Claims by which a case notes the documents it newly uses, `document:<documentId>:<caseId>`. Any number of cases may
 * use one document; it may go only when the last of them is erased. They are never released.
 */
export const documentClaims = (
  caseId: string,
  before: CaseState | null,
  events: readonly CaseEvent[],
): Claim[] => {
  const held = new Set(before?.materials.map(({ documentId }) => documentId));
  const filed = new Set(events.flatMap(documentsFiledBy));
  return [...filed]
    .filter((documentId) => !held.has(documentId))
    .map((documentId) => ({ act: "reserve", key: `${documentPrefix(documentId)}${caseId}` }));
};
