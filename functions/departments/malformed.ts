import { message } from "../../schemas/message.ts";
import type { Malformed } from "./dialect.ts";

/** Say why a message cannot be read: where (`data.revision`, `PACKAGE/HEAD/MSGID`), and what its sender must do, in both languages. */
export const malformed = (path: string, zh: string, en: string): Malformed => ({
  kind: "Malformed",
  path,
  message: message(zh, en),
});

/** True for the one failure a dialect can return. */
export const isMalformed = (value: unknown): value is Malformed =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "Malformed";
