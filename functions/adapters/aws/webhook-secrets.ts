import { randomBytes } from "node:crypto";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Keys, WebhookSecrets } from "../../ports/keys.ts";
import { type Cached, makeCachedLook } from "./cached-look.ts";
import { readSecret, replaceSecret } from "./secret.ts";
import { readWebhookSecretText, writeWebhookSecretText } from "./webhook-secret-text.ts";

const SECRET_BYTES = 32;

/** How often a rotation starts anew when others come first. */
const TRIES = 5;

/** A new secret before the present ones of a direction; the oldest goes. */
const before = (secret: Uint8Array, present: readonly Uint8Array[]): Uint8Array[] =>
  [secret, ...present].slice(0, 2);

/**
 * Webhook secrets in Secrets Manager, one secret `<prefix>/webhook/<department>` each. They are read once in `cacheMs`
 * and, when somebody asks to look again, once in five seconds.
 */
export const makeAwsWebhookSecrets = ({
  secrets,
  prefix,
  ...cache
}: {
  secrets: SecretsManagerClient;
  prefix: string;
  now: () => number;
  cacheMs: number;
}): Pick<Keys, "webhookSecrets" | "rotateWebhookSecret"> => {
  const nameOf = (department: string): string => `${prefix}/webhook/${department}`;
  const known: Cached<WebhookSecrets> = makeCachedLook({
    ...cache,
    look: async (department) => {
      const { text } = await readSecret(secrets, nameOf(department));
      return readWebhookSecretText(nameOf(department), text);
    },
  });

  return {
    webhookSecrets: (department, { fresh = false } = {}) =>
      fresh ? known.again(department) : known.get(department),
    rotateWebhookSecret: async (department) => {
      const name = nameOf(department);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { versionId, text } = await readSecret(secrets, name);
        const { inbound, outbound } = readWebhookSecretText(name, text);
        const secret = new Uint8Array(randomBytes(SECRET_BYTES));
        // One secret can be shown, so it serves both directions: a second, untold one would lock the department out.
        const rotated = { inbound: before(secret, inbound), outbound: before(secret, outbound) };
        const next = writeWebhookSecretText(rotated);
        if (!(await replaceSecret(secrets, { name, replaced: versionId, text: next }))) continue;
        known.set(department, rotated);
        return `whsec_${Buffer.from(secret).toString("base64")}`;
      }
      throw new Error(`the secret "${name}" was changed by others ${TRIES} times at once; rotate it again`);
    },
  };
};
