/** What is known of a stored document. `sha256` is lower-case hex of the plain bytes; `erased` ones never come back. */
export interface DocumentInfo {
  documentId: string;
  owner: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  storedAt: string;
  erased: boolean;
}

/** A document read back; a missing or altered file is a visible state, never a silent one. */
export type DocumentRead =
  | { kind: "Found"; info: DocumentInfo; content: Uint8Array }
  | { kind: "NotFound" }
  | { kind: "Missing"; info: DocumentInfo }
  | { kind: "Altered"; info: DocumentInfo };

/** Materials and documents, encrypted at rest each under its own key. */
export interface Documents {
  /** Keep a document durably. Putting the same id again replaces nothing and returns what is there. */
  put: (input: {
    documentId: string;
    owner: string;
    mediaType: string;
    content: Uint8Array;
    at: string;
  }) => Promise<DocumentInfo>;
  info: (documentId: string) => Promise<DocumentInfo | null>;
  read: (documentId: string) => Promise<DocumentRead>;
  /** Take a document out of use: its bytes and key are gone, its name and hash remain. */
  erase: (documentId: string) => Promise<void>;
}
