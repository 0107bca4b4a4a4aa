import { timingSafeEqual } from "node:crypto";
import type { Hub } from "./hub.ts";

/**
 * Whether an address that takes bytes is one the hub made: still good, past its time, or made by somebody else. `text` is
 * what its code stands for, `expires` an instant in seconds.
 */
export const linkVerdict = async (
  { keys, clock }: Pick<Hub, "keys" | "clock">,
  { text, expires, mac }: { text: string; expires: number; mac: string },
): Promise<"Good" | "Expired" | "Foreign"> => {
  const [made, given] = [Buffer.from(await keys.mac("upload", text)), Buffer.from(mac)];
  if (made.length !== given.length || !timingSafeEqual(made, given)) return "Foreign";
  return expires * 1_000 < Date.parse(clock.now()) ? "Expired" : "Good";
};
