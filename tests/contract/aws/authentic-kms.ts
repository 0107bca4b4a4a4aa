import { createHmac, timingSafeEqual } from "node:crypto";
import { InvalidCiphertextException, KMSClient } from "@aws-sdk/client-kms";

const TAG_BYTES = 32;

const tagOf = (secret: string, blob: Uint8Array): Buffer =>
  createHmac("sha256", secret).update(blob).digest();

const opened = (secret: string, blob: Uint8Array): Uint8Array => {
  const inner = blob.subarray(0, -TAG_BYTES);
  const tag = blob.subarray(-TAG_BYTES);
  if (tag.byteLength === TAG_BYTES && timingSafeEqual(tag, tagOf(secret, inner))) return inner;
  throw new InvalidCiphertextException({ message: "the ciphertext was altered", $metadata: {} });
};

/**
 * A KMS client that authenticates wrapped data keys, as KMS does by AES-256-GCM: the emulator merely masks them and
 * unwraps an altered one to another key. Made with the same secret, clients unwrap each other's.
 */
export const makeAuthenticKms = (secret: string): KMSClient => {
  const kms = new KMSClient({});
  kms.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { CiphertextBlob?: Uint8Array };
      const blob = input.CiphertextBlob;
      const sent = blob === undefined ? input : { ...input, CiphertextBlob: opened(secret, blob) };
      const result = await next({ ...args, input: sent });
      const output = result.output as { CiphertextBlob?: Uint8Array };
      if (output.CiphertextBlob !== undefined)
        output.CiphertextBlob = Buffer.concat([output.CiphertextBlob, tagOf(secret, output.CiphertextBlob)]);
      return result;
    },
    { step: "initialize" },
  );
  return kms;
};
