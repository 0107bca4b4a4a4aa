import { createHash } from "node:crypto";

/**
 * The version that imported years make. Each put of a year has a stamp of its own, also one that puts the same days
 * again, so no version comes back. `stamps` are those that stand, in the order of their years; none make `""`.
 */
export const calendarVersion = (stamps: readonly string[]): string =>
  stamps.length === 0 ? "" : createHash("sha256").update(stamps.join("\n")).digest("base64url");
