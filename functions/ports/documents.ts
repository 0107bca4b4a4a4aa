import type { DocumentState } from "../../schemas/document.ts";

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
 * A document read back; a missing or altered file is a visible state, never a silent one. `Streamed` and `Elsewhere` are
 * large ones: the first comes piece by piece, checked whole beforehand, and fails loudly if it breaks off; the second is
 * fetched by whoever asked from `url` within a minute, without a token. `BeingReadied`: ask again in a moment.
 */
export type DocumentRead =
  | { kind: "Found"; info: DocumentInfo; content: Uint8Array }
  | { kind: "Streamed"; info: DocumentInfo; content: AsyncIterable<Uint8Array> }
  | { kind: "Elsewhere"; info: DocumentInfo; url: string }
  | { kind: "BeingReadied"; info: DocumentInfo }
  | { kind: "NotFound" }
  | { kind: "Missing"; info: DocumentInfo }
  | { kind: "Altered"; info: DocumentInfo };

/** A document that somebody says they will upload. */
export type ExpectedDocument = Pick<DocumentInfo, "documentId" | "owner" | "mediaType" | "bytes" | "sha256">;

/**
 * A document that somebody says they will upload in parts of `partBytes` each, the last of what remains. `partSha256`
 * holds the hash of every part in order, lower-case hex.
 */
export interface ExpectedParts extends ExpectedDocument {
  partBytes: number;
  partSha256: readonly string[];
}

/**
 * Where the bytes of an upload go: `Elsewhere` takes one HTTP PUT with exactly these headers; with `Here` they come
 * through the hub, which hands them to `takeUpload` or `takePart`.
 */
export type UploadPlace =
  | { kind: "Elsewhere"; url: string; headers: Readonly<Record<string, string>> }
  | { kind: "Here" };

/** One part of an upload. `number` counts from 1. */
export interface UploadPart {
  number: number;
  bytes: number;
  sha256: string;
}

/** An upload in parts: which are in, and where each of the others goes. */
export interface PartsUnderWay extends ExpectedParts {
  keptUntil: string;
  received: readonly number[];
  awaited: readonly (UploadPart & { place: UploadPlace })[];
}

/** How uploaded bytes differ from what was expected. Their type is told from how they begin. */
export type UploadDifference =
  | { kind: "SizeDiffers"; expected: number; actual: number }
  | { kind: "HashDiffers"; expected: string; actual: string }
  | { kind: "TypeDiffers"; expected: string };

/**
 * What sending one part came to. Bytes that differ from what was announced are dropped, and what was there before stays:
 * a part whose connection broke off differs in size.
 */
export type PartTaken =
  | { kind: "Taken" }
  | { kind: "NotExpected" }
  | Exclude<UploadDifference, { kind: "TypeDiffers" }>;

/**
 * What completing an upload came to. `NotExpected`: this person began no such upload, or it was forgotten meanwhile.
 * `NotThere`: no bytes have come yet. `PartsAwaited`: these parts have not come. `BeingChecked`: it is there and large;
 * complete it again in a moment. A difference leaves what was sent where it is.
 */
export type UploadCompletion =
  | { kind: "Stored"; info: DocumentInfo }
  | { kind: "NotExpected" }
  | { kind: "NotThere" }
  | { kind: "PartsAwaited"; numbers: readonly number[] }
  | { kind: "BeingChecked" }
  | UploadDifference;

/** Materials and documents, encrypted at rest each under its own key. */
export interface Documents {
  /** Keep a document durably. Putting the same id again replaces nothing and returns what is there. */
  put: (document: {
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
  /**
   * Expect a document to be uploaded in parts, in any order, until `keptUntil`. Places are good for some seconds from
   * `at`. Parts are as large as is said: how large they may be is the caller's to judge.
   */
  beginParts: (
    expected: ExpectedParts & { at: string; seconds: number; keptUntil: string },
  ) => Promise<PartsUnderWay>;
  /** How an upload in parts stands, with fresh places; `null` when this person began none, or it is over. */
  partsUnderWay: (upload: {
    documentId: string;
    owner: string;
    at: string;
    seconds: number;
  }) => Promise<PartsUnderWay | null>;
  /** Take the bytes of a part whose place is `Here`. The same part may come again, also twice at once. */
  takePart: (part: {
    documentId: string;
    number: number;
    content: AsyncIterable<Uint8Array>;
    at: string;
  }) => Promise<PartTaken>;
  /** Keep what was uploaded, whole or in parts, as a document, if it is what its owner said it would be. May be repeated. */
  completeUpload: (upload: { documentId: string; owner: string; at: string }) => Promise<UploadCompletion>;
  info: (documentId: string) => Promise<DocumentInfo | null>;
  read: (documentId: string) => Promise<DocumentRead>;
  /**
   * How a document stands, and since when: whether its file is there and of the right size, and what else can be told
   * without reading it; `thorough` reads and checks all of it, and `seen` is what a reader has just found. What is wrong
   * is noted with `at`, and stays noted until it is found right again. `null` when there is no such document.
   */
  state: (
    documentId: string,
    how: { at: string; thorough: boolean; seen?: "missing" | "altered" | undefined },
  ) => Promise<DocumentState | null>;
  /** Take a document out of use: its bytes and key are gone, its name and hash remain. */
  erase: (documentId: string, at: string) => Promise<void>;
}
