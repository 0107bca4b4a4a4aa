import * as z from "zod";
import type { WebhookSecrets } from "../../ports/keys.ts";
import { deriveKey } from "../shared/derive-key.ts";

const secret = z
  .string()
  .transform((text) => ({ text, bytes: new Uint8Array(Buffer.from(text, "base64")) }))
  .refine(({ text, bytes }) => Buffer.from(bytes).toString("base64") === text)
  .refine(({ bytes }) => bytes.byteLength >= 24 && bytes.byteLength <= 64)
  .transform(({ bytes }) => bytes);

const direction = z.array(secret).min(1).max(2);

const shapes = z.union([
  z.strictObject({ inbound: direction, outbound: direction }),
  z.strictObject({ seed: z.string().min(32) }).transform(
    ({ seed }): WebhookSecrets => ({
      inbound: [deriveKey(Buffer.from(seed), "webhook/inbound")],
      outbound: [deriveKey(Buffer.from(seed), "webhook/outbound")],
    }),
  ),
]);

/** A text's JSON, or `undefined`. What the parser says of a wrong text quotes it, so it is not passed on. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Read what the secret of a department holds: `{"seed":"<64 random characters>"}` as it was created, from which one
 * secret of each direction is derived, or `{"inbound":["<base64>",…],"outbound":[…]}` after a rotation.
 *
 * Throws for anything else, naming the secret and never quoting it.
 */
export const readWebhookSecretText = (name: string, text: string): WebhookSecrets => {
  const read = shapes.safeParse(jsonOf(text));
  if (read.success) return read.data;
  throw new Error(
    `the secret "${name}" does not hold what it should; put {"seed":"<64 random characters>"} into it, or one or two base64 secrets of 24 to 64 bytes in "inbound" and in "outbound"`,
  );
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Write secrets as {@link readWebhookSecretText} reads them. */
export const writeWebhookSecretText = ({ inbound, outbound }: WebhookSecrets): string =>
  JSON.stringify({ inbound: inbound.map(base64), outbound: outbound.map(base64) });
