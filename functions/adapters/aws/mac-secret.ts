import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Keys } from "../../ports/keys.ts";
import { makeKeyedCode } from "../shared/keyed-code.ts";
import { makeOnce } from "./once.ts";
import { readSecret } from "./secret.ts";

const LEAST_CHARACTERS = 32;

/**
 * Read the secret `<prefix>/mac` that codes in addresses are made with: 64 random characters, created with the stack.
 * It must never change, or every address given out so far is wrong.
 */
export const readMacSecret = async (secrets: SecretsManagerClient, prefix: string): Promise<Uint8Array> => {
  const name = `${prefix}/mac`;
  const { text } = await readSecret(secrets, name);
  if (text.length >= LEAST_CHARACTERS) return new Uint8Array(Buffer.from(text));
  throw new Error(
    `the secret "${name}" is too short; put at least ${LEAST_CHARACTERS} random characters into it`,
  );
};

/** Keyed codes under the secret `<prefix>/mac`, read when the first is asked for. */
export const makeSecretMac = (secrets: SecretsManagerClient, prefix: string): Pick<Keys, "mac"> => {
  const keyedCode = makeOnce(async () => makeKeyedCode(await readMacSecret(secrets, prefix)));
  return { mac: async (purpose, text) => (await keyedCode())(purpose, text) };
};
