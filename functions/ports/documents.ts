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

/**
 * A document read back; a missing or altered file is a visible state, never a silent one. `Elsewhere` is a large one
 * that whoever asked fetches from `url` within a minute, without a token.
 */
export type DocumentRead =
  | { kind: "Found"; info: DocumentInfo; content: Uint8Array }
  | { kind: "Elsewhere"; info: DocumentInfo; url: string }
  | { kind: "NotFound" }
  | { kind: "Missing"; info: DocumentInfo }
  | { kind: "Altered"; info: DocumentInfo };

/** A document that somebody says they will upload. */
export type ExpectedDocument = Pick<DocumentInfo, "documentId" | "owner" | "mediaType" | "bytes" | "sha256">;

/**
 * Where the bytes of an upload go: `Elsewhere` takes one HTTP PUT with exactly these headers; with `Here` they come
 * through the hub, which hands them to `takeUpload`.
 */
export type UploadPlace =
  | { kind: "Elsewhere"; url: string; headers: Readonly<Record<string, string>> }
  | { kind: "Here" };

/** How uploaded bytes differ from what was expected. Their type is told from how they begin. */
export type UploadDifference =
  | { kind: "SizeDiffers"; expected: number; actual: number }
  | { kind: "HashDiffers"; expected: string; actual: string }
  | { kind: "TypeDiffers"; expected: string };

/**
 * What completing an upload came to. `NotExpected`: this person began no such upload, or it was forgotten meanwhile.
 * `NotThere`: no bytes have come yet.
 */
export type UploadCompletion =
  | { kind: "Stored"; info: DocumentInfo }
  | { kind: "NotExpected" }
  | { kind: "NotThere" }
  | UploadDifference;

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
  /**
   * Expect a document to be uploaded within some seconds from `at`, and say where its bytes go. Until the upload is
   * completed, bytes sent again take the place of those before; a day later whatever was not completed is gone.
   */
  beginUpload: (expected: ExpectedDocument & { at: string; seconds: number }) => Promise<UploadPlace>;
  /** Take the bytes of an upload whose place is `Here`; `false` when none is expected under the id. */
  takeUpload: (documentId: string, content: Uint8Array) => Promise<boolean>;
  /** Keep what was uploaded as a document, if it is what its owner said it would be. May be repeated. */
  completeUpload: (upload: { documentId: string; owner: string; at: string }) => Promise<UploadCompletion>;
  info: (documentId: string) => Promise<DocumentInfo | null>;
  read: (documentId: string) => Promise<DocumentRead>;
  /** Take a document out of use: its bytes and key are gone, its name and hash remain. */
  erase: (documentId: string) => Promise<void>;
}
