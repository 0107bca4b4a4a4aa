import type { KMSClient } from "@aws-sdk/client-kms";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Keys } from "../../ports/keys.ts";
import { makeKmsDataKeys } from "./kms-data-keys.ts";
import { makeKmsLicenceKeys } from "./kms-licence-keys.ts";
import { makeSecretMac } from "./mac-secret.ts";
import { makeAwsWebhookSecrets } from "./webhook-secrets.ts";

/** Which keys and secrets a deployment has. */
export interface AwsKeysOptions {
  kms: KMSClient;
  secrets: SecretsManagerClient;
  /** How the names of its secrets begin, without a slash at the end: `lianban/dev`. */
  secretsPrefix: string;
  /** The symmetric KMS key under which data keys are wrapped. */
  dataKeyId: string;
  /** Asymmetric KMS keys of licences, newest first: the first signs, all verify. */
  licenceKeyIds: readonly string[];
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
  /** How long webhook secrets are remembered, in milliseconds. @default 60000 */
  cacheMs?: number;
}

/** Keys in KMS and secrets in Secrets Manager. Nothing is read before it is needed. */
export const makeAwsKeys = ({
  kms,
  secrets,
  secretsPrefix: prefix,
  dataKeyId,
  licenceKeyIds,
  now = Date.now,
  cacheMs = 60_000,
}: AwsKeysOptions): Keys => ({
  ...makeAwsWebhookSecrets({ secrets, prefix, now, cacheMs }),
  ...makeKmsDataKeys(kms, dataKeyId),
  ...makeKmsLicenceKeys(kms, licenceKeyIds),
  ...makeSecretMac(secrets, prefix),
});
