import { sign, verify } from "node:crypto";
import { GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { decodeProtectedHeader, flattenedVerify, importJWK, type JWK } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveIssuerKey } from "../../../functions/adapters/aws/issuer-key.ts";
import type { Keys } from "../../../functions/ports/keys.ts";
import { makeManualClock } from "../fixture.ts";
import { testKeys } from "../keys.contract.ts";
import { keysFixture, makeTestStack, type TestStack } from "./keys-fixture.ts";

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");

const told = (shown: string): string => Buffer.from(shown.slice("whsec_".length), "base64").toString("hex");

/** A client that calls `onSend` before it sends anything, with the name of what it sends. */
const watchedClient = (onSend: (command: string) => void | Promise<void>): SecretsManagerClient => {
  const client = new SecretsManagerClient({});
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        await onSend(commandName);
        return next(args);
      },
    { step: "initialize" },
  );
  return client;
};

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "it went well",
    (error: Error) => error.message,
  );

describe("the keys on AWS", () => {
  testKeys(keysFixture);

  describe("beyond what every keeper does", () => {
    let stack: TestStack;
    let secrets: SecretsManagerClient;

    beforeEach(async () => {
      stack = await makeTestStack();
      secrets = new SecretsManagerClient({});
    });
    afterEach(() => stack.dispose());

    const put = (name: string, SecretString: string) =>
      secrets.send(new PutSecretValueCommand({ SecretId: `${stack.prefix}/${name}`, SecretString }));

    describe("rotateWebhookSecret", () => {
      it("loses neither secret when two processes rotate at once", async () => {
        const before = await stack.keys().webhookSecrets("tax");

        const shown = await Promise.all([
          stack.keys().rotateWebhookSecret("tax"),
          stack.keys().rotateWebhookSecret("tax"),
        ]);

        const { inbound, outbound } = await stack.keys().webhookSecrets("tax");
        expect(new Set(inbound.map(hex))).toEqual(new Set(shown.map(told)));
        expect(outbound.map(hex)).toEqual(inbound.map(hex));
        expect(inbound.map(hex)).not.toContain(hex(before.inbound[0]));
      });

      it.each([PutSecretValueCommand.name, UpdateSecretVersionStageCommand.name])(
        "loses neither secret when another rotation comes before its %s",
        async (step) => {
          const shown: string[] = [];
          const slow = stack.keys({
            secrets: watchedClient(async (command) => {
              if (command === step && shown.length === 0)
                shown.push(await stack.keys().rotateWebhookSecret("tax"));
            }),
          });

          const own = await slow.rotateWebhookSecret("tax");

          const expected = [own, ...shown].map(told);
          expect(shown).toHaveLength(1);
          expect((await stack.keys().webhookSecrets("tax")).inbound.map(hex)).toEqual(expected);
          expect((await slow.webhookSecrets("tax")).inbound.map(hex)).toEqual(expected);
        },
      );

      it("counts once when the answer to its last step is lost and the step is tried again", async () => {
        const client = new SecretsManagerClient({});
        const before = await stack.keys().webhookSecrets("tax");
        let lost = 0;
        client.middlewareStack.add(
          (next, { commandName }) =>
            async (args) => {
              const result = await next(args);
              if (commandName !== UpdateSecretVersionStageCommand.name || lost > 0) return result;
              lost += 1;
              throw Object.assign(new Error("the connection was lost"), { $retryable: {} });
            },
          { step: "finalizeRequest", priority: "low" },
        );

        const shown = await stack.keys({ secrets: client }).rotateWebhookSecret("tax");

        const { inbound } = await stack.keys().webhookSecrets("tax");
        expect(lost).toBe(1);
        expect(inbound.map(hex)).toEqual([told(shown), hex(before.inbound[0])]);
      });

      it("says after five lost races which secret to rotate again", async () => {
        const unlucky = stack.keys({
          secrets: watchedClient(async (command) => {
            if (command === UpdateSecretVersionStageCommand.name)
              await stack.keys().rotateWebhookSecret("tax");
          }),
        });

        await expect(unlucky.rotateWebhookSecret("tax")).rejects.toThrow(
          `the secret "${stack.prefix}/webhook/tax" was changed by others 5 times at once; rotate it again`,
        );
      });
    });

    describe("webhookSecrets", () => {
      const clock = makeManualClock();
      let reads: number;
      let keys: Keys;

      beforeEach(() => {
        reads = 0;
        const counting = watchedClient((command) => {
          if (command === GetSecretValueCommand.name) reads += 1;
        });
        keys = stack.keys({ secrets: counting, now: clock.now });
      });

      it("is read once a minute, however many ask", async () => {
        await Promise.all(Array.from({ length: 20 }, () => keys.webhookSecrets("tax")));
        clock.advance(59_999);
        await keys.webhookSecrets("tax");
        expect(reads).toBe(1);

        clock.advance(1);
        await keys.webhookSecrets("tax");

        expect(reads).toBe(2);
      });

      it("sees another process's rotation when asked to look again", async () => {
        await keys.webhookSecrets("tax");
        const shown = await stack.keys().rotateWebhookSecret("tax");
        clock.advance(5_000);

        const known = await keys.webhookSecrets("tax");
        const fresh = await keys.webhookSecrets("tax", { fresh: true });

        expect(known.inbound.map(hex)).not.toContain(told(shown));
        expect(hex(fresh.inbound[0])).toBe(told(shown));
        expect(await keys.webhookSecrets("tax")).toEqual(fresh);
      });

      it("looks again once in five seconds for each department, however often it is asked to", async () => {
        await keys.webhookSecrets("tax");
        await keys.webhookSecrets("market-regulation");
        clock.advance(5_000);
        reads = 0;

        for (let times = 0; times < 50; times += 1) {
          await keys.webhookSecrets("tax", { fresh: true });
          await keys.webhookSecrets("market-regulation", { fresh: true });
          clock.advance(90);
        }

        expect(reads).toBe(2);
      });

      it("shows the own rotation even when an older look ends after it", async () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        let held: Promise<void> | null = promise;
        const client = new SecretsManagerClient({});
        client.middlewareStack.add(
          (next) => async (args) => {
            const wait = held;
            held = null;
            const result = await next(args);
            await wait;
            return result;
          },
          { step: "initialize" },
        );
        const own = stack.keys({ secrets: client });
        const looking = own.webhookSecrets("tax");

        const shown = await own.rotateWebhookSecret("tax");
        resolve();
        await looking;

        expect(hex((await own.webhookSecrets("tax")).inbound[0])).toBe(told(shown));
      });
    });

    describe("errors", () => {
      it("name a secret that is not there, and what to do", async () => {
        expect(await messageOf(stack.keys().webhookSecrets("fire-brigade"))).toBe(
          `the secret "${stack.prefix}/webhook/fire-brigade" cannot be read (ResourceNotFoundException); deploy the stack, which creates it`,
        );
        expect(await messageOf(stack.keys({ secretsPrefix: "nowhere" }).mac("document", "D-1"))).toContain(
          '"nowhere/mac"',
        );
      });

      it.each([
        "s3cret-not-json",
        '{"seed":"s3cret"}',
        '{"inbound":["s3cret"],"outbound":["s3cret"]}',
        '{"seed":"s3cret-s3cret-s3cret-s3cret-s3cret-s3cret","more":1}',
      ])("name a secret that holds %s, and never quote it", async (text) => {
        await put("webhook/tax", text);

        const error = await stack
          .keys()
          .webhookSecrets("tax")
          .catch((thrown: unknown) => thrown);

        expect(String(error)).toContain(
          `the secret "${stack.prefix}/webhook/tax" does not hold what it should`,
        );
        expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain("s3cret");
        expect((error as Error).cause).toBeUndefined();
      });

      it("name a secret for codes that is too short", async () => {
        await put("mac", "short");

        expect(await messageOf(stack.keys().mac("document", "D-1"))).toContain(
          `the secret "${stack.prefix}/mac" is too short`,
        );
      });

      it("name a key that is not there, or of another kind, and what to do", async () => {
        const missing = "00000000-0000-0000-0000-000000000000";
        const other = await stack.newLicenceKey("ECC_NIST_P384");

        const unwrapped = messageOf(stack.keys({ dataKeyId: missing }).newDataKey());
        const signed = messageOf(stack.keys({ licenceKeyIds: [missing] }).signLicence("{}"));
        const otherKind = messageOf(stack.keys({ licenceKeyIds: [other] }).licenceKeys());
        const none = messageOf(stack.keys({ licenceKeyIds: [] }).signLicence("{}"));

        expect(await unwrapped).toBe(
          `the KMS key "${missing}" refuses (NotFoundException); check that the symmetric data key is there and enabled, and that this role may kms:GenerateDataKey`,
        );
        expect(await signed).toContain(`the KMS key "${missing}" refuses (NotFoundException)`);
        expect(await otherKind).toBe(
          `the KMS key "${other}" is ECC_NIST_P384 for SIGN_VERIFY; use ECC_NIST_P256 for SIGN_VERIFY`,
        );
        expect(await none).toContain("no licence key was named");
      });

      it("are tried again: what failed once is not remembered", async () => {
        let isDown = true;
        const keys = stack.keys({
          secrets: watchedClient(() => {
            if (isDown) throw new Error("no network");
          }),
        });
        await expect(keys.mac("document", "D-1")).rejects.toThrow(/cannot be read/);
        await expect(keys.webhookSecrets("tax")).rejects.toThrow(/cannot be read/);

        isDown = false;

        expect(await keys.mac("document", "D-1")).toMatch(/^[0-9A-Z]{16}$/);
        expect((await keys.webhookSecrets("tax")).inbound).toHaveLength(1);
      });
    });

    describe("licences", () => {
      it("are signed with ES256 over records of any length", async () => {
        const keys = stack.keys();

        const jws = await keys.signLicence(JSON.stringify({ text: "联办".repeat(20_000) }));

        const [header = "", payload = "", signature = ""] = jws.split(".");
        const [jwk] = await keys.licenceKeys();
        expect(decodeProtectedHeader(jws)).toEqual({ alg: "ES256", kid: jwk?.kid });
        expect(Buffer.from(signature, "base64url")).toHaveLength(64);
        await flattenedVerify({ protected: header, payload, signature }, await importJWK(jwk as JWK));
      });

      it("signed with a key that was replaced still verify, and the new key signs", async () => {
        const [older, newer] = [await stack.newLicenceKey(), await stack.newLicenceKey()];
        const before = await stack.keys({ licenceKeyIds: [older] }).signLicence("{}");
        const after = stack.keys({ licenceKeyIds: [newer, older] });

        const jws = await after.signLicence("{}");

        const published = await after.licenceKeys();
        expect(published.map(({ kid }) => kid)).toEqual(
          [jws, before].map((each) => decodeProtectedHeader(each).kid),
        );
      });
    });

    describe("data keys", () => {
      it.each([
        ["case", "fulfilled"],
        ["another", "rejected"],
      ])("wrapped for the purpose %s: unwrapping is %s", async (purpose, status) => {
        const kms = new KMSClient({});
        const request = {
          KeyId: stack.dataKeyId,
          KeySpec: "AES_256",
          EncryptionContext: { purpose },
        } as const;
        const { CiphertextBlob = new Uint8Array() } = await kms.send(new GenerateDataKeyCommand(request));

        const [result] = await Promise.allSettled([stack.keys({ kms }).unwrapDataKey(CiphertextBlob)]);

        expect(result.status).toBe(status);
      });
    });

    describe("deriveIssuerKey", () => {
      it("gives every process the same Ed25519 key, and another deployment another", async () => {
        const other = await makeTestStack();

        const own = await deriveIssuerKey(secrets, stack.prefix);
        const again = await deriveIssuerKey(new SecretsManagerClient({}), stack.prefix);
        const foreign = await deriveIssuerKey(secrets, other.prefix);
        await other.dispose();

        const message = Buffer.from("token");
        const publicKey = { key: own.export({ format: "jwk" }), format: "jwk" } as const;
        expect(own.asymmetricKeyType).toBe("ed25519");
        expect(again.export({ format: "jwk" })).toEqual(own.export({ format: "jwk" }));
        expect(foreign.export({ format: "jwk" })).not.toEqual(own.export({ format: "jwk" }));
        expect(verify(null, message, publicKey, sign(null, message, again))).toBe(true);
        expect(verify(null, message, publicKey, sign(null, message, foreign))).toBe(false);
      });
    });
  });
});
