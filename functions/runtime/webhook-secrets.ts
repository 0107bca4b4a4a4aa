import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { formatSecret } from "../departments/webhook-signature.ts";

const secrets = z
  .array(
    z
      .string()
      .min(1)
      .transform((text) => formatSecret(Buffer.from(text, "base64"))),
  )
  .min(1);

/** The part of the key file that is shown; everything else in it stays unread. */
const keyFile = z.object({
  version: z.literal(1),
  webhooks: z.record(z.string(), z.object({ inbound: secrets, outbound: secrets })),
});

/** A department's secrets as `whsec_…`, newest first. */
export interface ShownSecrets {
  inbound: string[];
  outbound: string[];
}

/**
 * Read a department's webhook secrets from the key file of a data folder. The file is only read, so a running hub is
 * not disturbed.
 *
 * Throws when there is no key file or no such department in it, and says what to do.
 */
export const readWebhookSecrets = (dataDir: string, department: string): ShownSecrets => {
  const path = join(dataDir, "keys.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(
      `读不了 ${path};请先用 npm start 启动一次,或设 LIANBAN_DATA / cannot read ${path}; run npm start once first, or set LIANBAN_DATA`,
      { cause },
    );
  }
  const { webhooks } = keyFile.parse(JSON.parse(text));
  const found = Object.hasOwn(webhooks, department) ? webhooks[department] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(webhooks).join(", ");
  throw new Error(
    `没有部门 "${department}" 的密钥;已有:${known}。新部门请先写入 LIANBAN_CONNECTIONS 并启动一次 / no secret of "${department}"; there are: ${known}. For a new department put it into LIANBAN_CONNECTIONS and start the hub once`,
  );
};
