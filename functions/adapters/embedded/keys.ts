import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Keys, PublicJwk } from "../../ports/keys.ts";
import { base32 } from "../shared/random-id.ts";

/** Base64, newest first. */
interface Secrets {
  inbound: string[];
  outbound: string[];
}

interface KeyFile {
  version: 1;
  dataKey: string;
  macKey: string;
  /** PKCS #8 PEM, newest first. */
  licence: string[];
  webhooks: Record<string, Secrets>;
}

const SECRET_BYTES = 32;

const fresh = (): KeyFile => ({
  version: 1,
  dataKey: randomBytes(32).toString("base64"),
  macKey: randomBytes(32).toString("base64"),
  licence: [generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
  webhooks: {},
});

/** Written beside, synced, then renamed: a crash leaves the old file or the new one, never half. */
const save = (path: string, file: KeyFile): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  const handle = openSync(beside, "w", 0o600);
  writeFileSync(handle, JSON.stringify(file, null, 2));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(beside, path);
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
};

const load = (path: string): KeyFile => {
  if (!existsSync(path)) {
    const file = fresh();
    save(path, file);
    return file;
  }
  chmodSync(path, 0o600);
  const file = JSON.parse(readFileSync(path, "utf8")) as KeyFile;
  if (file.version !== 1)
    throw new Error(`the key file ${path} has version ${file.version}; this hub reads version 1`);
  return file;
};

/** The key's own thumbprint as its id. @see RFC 7638 */
const publicJwkOf = (key: KeyObject): PublicJwk => {
  const { crv, kty, x } = createPublicKey(key).export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
  return { kty, crv, x, kid, use: "sig", alg: "EdDSA" };
};

const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64");

/**
 * Keys in one file, made on the first start, readable by its owner only. Whoever has the file has the hub: back it
 * up apart from the data.
 */
export const makeFileKeys = (path: string): Keys => {
  const file = load(path);
  const dataKey = Buffer.from(file.dataKey, "base64");
  const macKey = Buffer.from(file.macKey, "base64");
  const licence = file.licence.map((pem) => createPrivateKey(pem));
  const jwks = licence.map(publicJwkOf);
  const webhooks = new Map(Object.entries(file.webhooks));
  const macKeys = new Map<string, Uint8Array>();
  const secretBytes = new Map<string, Uint8Array>();

  /** On disk first: a secret that was given out is still there after a crash. */
  const setSecrets = (department: string, secrets: Secrets): Secrets => {
    save(path, { ...file, webhooks: Object.fromEntries([...webhooks, [department, secrets]]) });
    webhooks.set(department, secrets);
    return secrets;
  };

  const secretsOf = (department: string): Secrets =>
    webhooks.get(department) ?? setSecrets(department, { inbound: [newSecret()], outbound: [newSecret()] });

  const bytesOf = (text: string): Uint8Array => {
    const known = secretBytes.get(text) ?? new Uint8Array(Buffer.from(text, "base64"));
    secretBytes.set(text, known);
    return known;
  };

  const macKeyOf = (purpose: string): Uint8Array => {
    const known = macKeys.get(purpose);
    if (known !== undefined) return known;
    const derived = new Uint8Array(hkdfSync("sha256", macKey, "", `lianban/${purpose}`, 32));
    macKeys.set(purpose, derived);
    return derived;
  };

  return {
    webhookSecrets: async (department) => {
      const { inbound, outbound } = secretsOf(department);
      return { inbound: inbound.map(bytesOf), outbound: outbound.map(bytesOf) };
    },
    rotateWebhookSecret: async (department) => {
      const { inbound, outbound } = secretsOf(department);
      const secret = newSecret();
      // One secret can be shown, so it serves both directions: a second, untold one would lock the department out.
      setSecrets(department, {
        inbound: [secret, ...inbound].slice(0, 2),
        outbound: [secret, ...outbound].slice(0, 2),
      });
      return `whsec_${secret}`;
    },
    newDataKey: async () => {
      const plain = randomBytes(32);
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", dataKey, iv);
      const wrapped = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { plain: new Uint8Array(plain), wrapped: new Uint8Array(wrapped) };
    },
    unwrapDataKey: async (wrapped) => {
      const decipher = createDecipheriv("aes-256-gcm", dataKey, wrapped.subarray(0, 12));
      decipher.setAuthTag(wrapped.subarray(wrapped.length - 16));
      return new Uint8Array(Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]));
    },
    signLicence: async (payload) => {
      const [key] = licence;
      const [jwk] = jwks;
      if (key === undefined || jwk === undefined)
        throw new Error(`the key file ${path} holds no licence key`);
      const header = Buffer.from(JSON.stringify({ alg: "EdDSA", kid: jwk.kid })).toString("base64url");
      const input = `${header}.${Buffer.from(payload).toString("base64url")}`;
      return `${input}.${sign(null, Buffer.from(input), key).toString("base64url")}`;
    },
    licenceKeys: async () => jwks,
    mac: async (purpose, text) => base32(createHmac("sha256", macKeyOf(purpose)).update(text).digest(), 16),
  };
};
