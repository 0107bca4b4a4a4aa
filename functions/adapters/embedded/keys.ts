import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
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
import type { Keys } from "../../ports/keys.ts";
import { compactJws, signingInput } from "../shared/compact-jws.ts";
import { makeKeyedCode } from "../shared/keyed-code.ts";
import { publicJwkOf } from "../shared/public-jwk.ts";

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

const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64");

/**
 * Keys in one file, made on the first start, readable by its owner only. Whoever has the file has the hub: back it
 * up apart from the data.
 */
export const makeFileKeys = (path: string): Keys => {
  const file = load(path);
  const dataKey = Buffer.from(file.dataKey, "base64");
  const keyedCode = makeKeyedCode(Buffer.from(file.macKey, "base64"));
  const licence = file.licence.map((pem) => createPrivateKey(pem));
  const jwks = licence.map(publicJwkOf);
  const webhooks = new Map(Object.entries(file.webhooks));
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
      const input = signingInput(jwk, payload);
      return compactJws(input, sign(null, Buffer.from(input), key));
    },
    licenceKeys: async () => jwks,
    mac: async (purpose, text) => keyedCode(purpose, text),
  };
};
