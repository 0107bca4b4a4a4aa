import type { DocumentCondition, DocumentState } from "../../../schemas/document.ts";
import type { DocumentInfo, Documents } from "../../ports/documents.ts";

/** What telling a document's state needs of its keeper. */
export interface StateShelf {
  info: DocumentInfo;
  /** What was last noted of it: a fault, or its erasure. */
  noted: DocumentState | null;
  /** What can be told without reading the file. */
  look: () => Promise<DocumentCondition>;
  /** What reading all of it tells. */
  readThrough: () => Promise<DocumentCondition>;
  /** Note a fault, or with `null` that there is none any more. */
  note: (state: DocumentState | null) => Promise<void>;
}

type How = Parameters<Documents["state"]>[1];

const find = async (
  { noted, look, readThrough }: StateShelf,
  { thorough, seen }: How,
): Promise<DocumentCondition> => {
  if (seen !== undefined) return seen;
  const looked = await look();
  if (looked !== "present") return looked;
  if (thorough) return readThrough();
  // A look does not see every change, so it clears nobody of one that a reading found.
  return noted?.state === "altered" ? "altered" : "present";
};

/** How a document stands. A fault is noted when it is first seen, so that it is known since when. */
export const stateOfDocument = async (shelf: StateShelf, how: How): Promise<DocumentState> => {
  const { info, noted, note } = shelf;
  if (info.erased) return noted?.state === "erased" ? noted : { state: "erased", since: null };
  const state = await find(shelf, how);
  if (noted?.state === state) return noted;
  if (state === "present") {
    if (noted !== null) await note(null);
    return { state, since: info.storedAt };
  }
  const fault = { state, since: how.at };
  await note(fault);
  return fault;
};
