import { createPrivateKey, type KeyObject } from "node:crypto";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { deriveKey } from "../shared/derive-key.ts";
import { readMacSecret } from "./mac-secret.ts";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8. @see RFC 8410 §7 */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The signing key of the demonstration issuer, derived from the secret `<prefix>/mac`: the same in every function of a
 * deployment, without a secret of its own. For demonstrations only; a real deployment has a real issuer.
 */
export const deriveIssuerKey = async (secrets: SecretsManagerClient, prefix: string): Promise<KeyObject> => {
  const seed = deriveKey(await readMacSecret(secrets, prefix), "demo-issuer");
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
};
