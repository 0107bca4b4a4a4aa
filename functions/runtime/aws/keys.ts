import { makeKmsClient, makeSecretsClient } from "../../adapters/aws/clients.ts";
import { makeKmsDataKeys } from "../../adapters/aws/kms-data-keys.ts";
import { makeKmsLicenceKeys } from "../../adapters/aws/kms-licence-keys.ts";
import { makeSecretMac } from "../../adapters/aws/mac-secret.ts";
import { makeAwsWebhookSecrets } from "../../adapters/aws/webhook-secrets.ts";
import type { Keys } from "../../ports/keys.ts";
import { absent } from "./absent.ts";
import { required } from "./environment.ts";

/** How long departments' secrets are remembered, in milliseconds: a rotation elsewhere is known after it at the latest. */
const SECRETS_MS = 60_000;

/** The keys of cases and documents. */
export const dataKeys = (): Pick<Keys, "newDataKey" | "unwrapDataKey"> =>
  makeKmsDataKeys(makeKmsClient(), required("LIANBAN_DATA_KEY_ID"));

/** The keys of licences; only *issue* and the API may sign with them. */
export const licenceKeys = (): Pick<Keys, "signLicence" | "licenceKeys"> =>
  makeKmsLicenceKeys(makeKmsClient(), required("LIANBAN_LICENCE_KEY_ID").split(","));

/** Keyed codes: addresses that cannot be made up. */
export const macs = (): Pick<Keys, "mac"> =>
  makeSecretMac(makeSecretsClient(), required("LIANBAN_SECRETS_PREFIX"));

/** The secrets of departments. */
export const webhookSecrets = (): Pick<Keys, "webhookSecrets" | "rotateWebhookSecret"> =>
  makeAwsWebhookSecrets({
    secrets: makeSecretsClient(),
    prefix: required("LIANBAN_SECRETS_PREFIX"),
    now: Date.now,
    cacheMs: SECRETS_MS,
  });

/** The keys a function was granted; using another throws. */
export const keysOf = (granted: Partial<Keys>): Keys => ({
  ...absentKeys,
  ...granted,
});

const missing = absent<Keys>("keys");

const absentKeys: Keys = {
  webhookSecrets: (department) => missing.webhookSecrets(department),
  rotateWebhookSecret: (department) => missing.rotateWebhookSecret(department),
  newDataKey: () => missing.newDataKey(),
  unwrapDataKey: (wrapped) => missing.unwrapDataKey(wrapped),
  signLicence: (payload) => missing.signLicence(payload),
  licenceKeys: () => missing.licenceKeys(),
  mac: (purpose, text) => missing.mac(purpose, text),
};
