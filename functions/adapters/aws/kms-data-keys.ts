import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Keys } from "../../ports/keys.ts";
import { callKms } from "./call-kms.ts";

/** What every data key is for. KMS unwraps it under these words only, and writes them into the audit trail. */
const EncryptionContext = { purpose: "case" };

const DATA_KEY_BYTES = 32;

/**
 * Data keys from KMS: made and unwrapped there, never stored plain. Each call is a request; who needs a key again
 * soon remembers it.
 */
export const makeKmsDataKeys = (
  kms: KMSClient,
  keyId: string,
): Pick<Keys, "newDataKey" | "unwrapDataKey"> => {
  const whole = (plain: Uint8Array | undefined): Uint8Array => {
    if (plain?.byteLength !== DATA_KEY_BYTES)
      throw new Error(
        `the KMS key "${keyId}" gave no data key of ${DATA_KEY_BYTES} bytes; check which key it is`,
      );
    return new Uint8Array(plain);
  };
  return {
    newDataKey: async () => {
      const { Plaintext, CiphertextBlob } = await callKms(
        keyId,
        "check that the symmetric data key is there and enabled, and that this role may kms:GenerateDataKey",
        () => kms.send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: "AES_256", EncryptionContext })),
      );
      const plain = whole(Plaintext);
      if (CiphertextBlob === undefined) throw new Error(`the KMS key "${keyId}" gave no wrapped data key`);
      return { plain, wrapped: new Uint8Array(CiphertextBlob) };
    },
    unwrapDataKey: async (wrapped) => {
      const { Plaintext } = await callKms(
        keyId,
        "check that the key which wrapped it is there and enabled, and that this role may kms:Decrypt",
        () => kms.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext })),
      );
      return whole(Plaintext);
    },
  };
};
