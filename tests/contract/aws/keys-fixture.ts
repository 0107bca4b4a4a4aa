import { randomBytes, randomUUID } from "node:crypto";
import { CreateKeyCommand, type KeySpec, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type AwsKeysOptions, makeAwsKeys } from "../../../functions/adapters/aws/keys.ts";
import type { Keys } from "../../../functions/ports/keys.ts";
import type { DurableFixture } from "../fixture.ts";
import { makeAuthenticKms } from "./authentic-kms.ts";

const departments = [
  "tax",
  "market-regulation",
  "quality-supervision",
  "__proto__",
  "constructor",
  "toString",
] as const;

/** The keys and secrets of one deployment, as its stack creates them. */
export interface TestStack {
  prefix: string;
  dataKeyId: string;
  /** Adapters over the stack's keys; each has clients and memories of its own, as another process has. */
  keys: (options?: Partial<AwsKeysOptions>) => Keys;
  newLicenceKey: (spec?: KeySpec) => Promise<string>;
  dispose: () => Promise<void>;
}

/** Make the keys and secrets of a stack at the endpoint the environment names. */
export const makeTestStack = async (): Promise<TestStack> => {
  const prefix = `lianban-test-${randomUUID()}`;
  const seal = randomUUID();
  const kms = new KMSClient({});
  const secrets = new SecretsManagerClient({});
  const random = (): string => randomBytes(48).toString("base64");
  const values = new Map([
    [`${prefix}/mac`, random()],
    ...departments.map((each): [string, string] => [
      `${prefix}/webhook/${each}`,
      JSON.stringify({ seed: random() }),
    ]),
  ]);
  await Promise.all(
    [...values].map(([Name, SecretString]) => secrets.send(new CreateSecretCommand({ Name, SecretString }))),
  );
  const keyIds: string[] = [];
  const newKey = async (spec: KeySpec): Promise<string> => {
    const usage = spec === "SYMMETRIC_DEFAULT" ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY";
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: spec, KeyUsage: usage }));
    const keyId = KeyMetadata?.Arn ?? "";
    keyIds.push(keyId);
    return keyId;
  };
  const dataKeyId = await newKey("SYMMETRIC_DEFAULT");
  const licenceKeyIds = [await newKey("ECC_NIST_P256")];
  return {
    prefix,
    dataKeyId,
    newLicenceKey: (spec = "ECC_NIST_P256") => newKey(spec),
    keys: (options = {}) =>
      makeAwsKeys({
        kms: makeAuthenticKms(seal),
        secrets: new SecretsManagerClient({}),
        secretsPrefix: prefix,
        dataKeyId,
        licenceKeyIds,
        ...options,
      }),
    dispose: async () => {
      const drop = (SecretId: string) =>
        secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
      const forget = (KeyId: string) =>
        kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      await Promise.all([...[...values.keys()].map(drop), ...keyIds.map(forget)]);
    },
  };
};

/** Keys of a stack of their own; opening them again is another process with the same stack. */
export const keysFixture = (): DurableFixture<Keys> => {
  let stack: TestStack | null = null;
  const open = async (): Promise<Keys> => {
    stack ??= await makeTestStack();
    return stack.keys();
  };
  return { create: open, reopen: open, dispose: async () => stack?.dispose() };
};
