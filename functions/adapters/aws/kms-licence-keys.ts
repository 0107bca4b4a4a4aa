import { createHash, createPublicKey } from "node:crypto";
import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import type { Keys, PublicJwk } from "../../ports/keys.ts";
import { compactJws, signingInput } from "../shared/compact-jws.ts";
import { publicJwkOf } from "../shared/public-jwk.ts";
import { callKms } from "./call-kms.ts";
import { joseSignatureOf } from "./ecdsa-signature.ts";
import { makeOnce } from "./once.ts";

const remedy = (right: string): string =>
  `check that the licence key is there and enabled, and that this role may ${right}`;

const readPublicKey = async (kms: KMSClient, keyId: string): Promise<PublicJwk> => {
  const { PublicKey, KeySpec, KeyUsage } = await callKms(keyId, remedy("kms:GetPublicKey"), () =>
    kms.send(new GetPublicKeyCommand({ KeyId: keyId })),
  );
  if (PublicKey === undefined || KeySpec !== "ECC_NIST_P256" || KeyUsage !== "SIGN_VERIFY")
    throw new Error(
      `the KMS key "${keyId}" is ${KeySpec} for ${KeyUsage}; use ECC_NIST_P256 for SIGN_VERIFY`,
    );
  return publicJwkOf(createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" }));
};

/**
 * Licences signed by KMS with ES256; the private key never leaves it. Key ids come newest first: the first signs, all
 * verify. Public keys are read once.
 *
 * Not Ed25519: JWS knows only its pure form (RFC 8037), which KMS signs over the raw message of at most 4,096 bytes, and
 * a record may be longer. ECDSA signs a digest.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export const makeKmsLicenceKeys = (
  kms: KMSClient,
  keyIds: readonly string[],
): Pick<Keys, "signLicence" | "licenceKeys"> => {
  const publicKeys = new Map<string, () => Promise<PublicJwk>>();
  const newest = (): string => {
    const [keyId] = keyIds;
    if (keyId !== undefined) return keyId;
    throw new Error("no licence key was named; name an asymmetric KMS key (ECC_NIST_P256, SIGN_VERIFY)");
  };
  const publicKeyOf = (keyId: string): Promise<PublicJwk> => {
    const read = publicKeys.get(keyId) ?? makeOnce(() => readPublicKey(kms, keyId));
    publicKeys.set(keyId, read);
    return read();
  };
  return {
    signLicence: async (payload) => {
      const keyId = newest();
      const input = signingInput(await publicKeyOf(keyId), payload);
      const { Signature = new Uint8Array() } = await callKms(keyId, remedy("kms:Sign"), () =>
        kms.send(
          new SignCommand({
            KeyId: keyId,
            Message: createHash("sha256").update(input).digest(),
            MessageType: "DIGEST",
            SigningAlgorithm: "ECDSA_SHA_256",
          }),
        ),
      );
      return compactJws(input, joseSignatureOf(Signature));
    },
    licenceKeys: async () => Promise.all([newest(), ...keyIds.slice(1)].map(publicKeyOf)),
  };
};
