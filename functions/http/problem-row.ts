import { type Message, message } from "../../schemas/message.ts";

/** Statuses a problem may have. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 503;

/** How one kind of failure is told: its stable name, status, title, and the sentence for this occurrence. */
export interface ProblemRow<F> {
  slug: string;
  status: ProblemStatus;
  title: Message;
  detail: (failure: F) => Message;
  errors?: (failure: F) => { path: string; message: Message }[];
  retryAfterSeconds?: number;
}

/** One row for each kind of a union of failures. */
export type ProblemTable<F extends { kind: string }> = {
  [K in F["kind"]]: ProblemRow<Extract<F, { kind: K }>>;
};

/** Names, one after the other: `a, b`. */
export const listed = (names: readonly string[]): string => names.join(", ");

/** An id in a Chinese sentence, set off from it: `“tax”`. */
export const quoted = (id: string): string => `“${id}”`;

/** Ids in a Chinese sentence: `“a”、“b”`. */
export const allQuoted = (ids: readonly string[]): string => ids.map(quoted).join("、");

/** What a code is called, where it is one of those known; otherwise the code, set off from the sentence. */
export const wordFor = (words: Readonly<Record<string, Message>>, code: string): Message =>
  (Object.hasOwn(words, code) ? words[code] : undefined) ?? message(quoted(code), code);

/** How many places a problem names in its errors. */
export const somewhere = (places: number): Message =>
  message(`共${places}处,请逐项改正`, `${places} place(s) to mend, each named in errors`);
