import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Keys, PublicJwk } from "../../functions/ports/keys.ts";
import type { DurableFixture } from "./fixture.ts";

const PAYLOAD = '{"licenceId":"L-1","holder":{"name":"蚌埠淮畔云帆智能装备有限公司"}}';

/** The payload of a JWS that one of the keys verifies, with the algorithm that key says and no other. */
const verified = async (jws: string, keys: readonly PublicJwk[]): Promise<string> => {
  const { payload } = await compactVerify(jws, async ({ kid, alg }) => {
    const key = keys.find((each) => each.kid === kid) as JWK | undefined;
    if (key === undefined || key.alg !== alg) throw new Error(`no published key ${kid} for ${alg}`);
    return importJWK(key);
  });
  return new TextDecoder().decode(payload);
};

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");

/** What every keeper of keys must do. */
export const testKeys = (makeFixture: () => DurableFixture<Keys>): void => {
  describe("Keys", () => {
    let fixture: DurableFixture<Keys>;
    let keys: Keys;

    beforeEach(async () => {
      fixture = makeFixture();
      keys = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    describe("webhook secrets", () => {
      it("are 24 to 64 bytes, different for each department and direction, and stay", async () => {
        const tax = await keys.webhookSecrets("tax");
        const market = await keys.webhookSecrets("market-regulation");

        const all = [...tax.inbound, ...tax.outbound, ...market.inbound, ...market.outbound];
        for (const secret of all) {
          expect(secret.byteLength).toBeGreaterThanOrEqual(24);
          expect(secret.byteLength).toBeLessThanOrEqual(64);
        }
        expect(new Set(all.map(hex)).size).toBe(4);
        expect(await keys.webhookSecrets("tax")).toEqual(tax);
      });

      it("are the same after a crash, also those made or rotated a moment before", async () => {
        const tax = await keys.webhookSecrets("tax");
        await keys.rotateWebhookSecret("quality-supervision");
        const quality = await keys.webhookSecrets("quality-supervision");

        const again = await fixture.reopen();

        expect(await again.webhookSecrets("tax")).toEqual(tax);
        expect(await again.webhookSecrets("quality-supervision")).toEqual(quality);
      });

      it("are the same when somebody asks to look again and nothing was rotated", async () => {
        const tax = await keys.webhookSecrets("tax");

        const again = await keys.webhookSecrets("tax", { fresh: true });

        expect(again).toEqual(tax);
      });

      it("count twice while they rotate: the new one first, then the one before", async () => {
        const { inbound, outbound } = await keys.webhookSecrets("tax");

        await keys.rotateWebhookSecret("tax");

        const after = await keys.webhookSecrets("tax");
        expect(after.inbound.map(hex)).toEqual([hex(after.inbound[0]), hex(inbound[0])]);
        expect(after.outbound.map(hex)).toEqual([hex(after.outbound[0]), hex(outbound[0])]);
        expect(hex(after.inbound[0])).not.toBe(hex(inbound[0]));
      });

      it("lose the oldest at the second rotation", async () => {
        const { inbound: original } = await keys.webhookSecrets("tax");
        await keys.rotateWebhookSecret("tax");
        const { inbound: middle } = await keys.webhookSecrets("tax");

        await keys.rotateWebhookSecret("tax");

        const { inbound } = await keys.webhookSecrets("tax");
        expect(inbound).toHaveLength(2);
        expect(hex(inbound[1])).toBe(hex(middle[0]));
        expect(inbound.map(hex)).not.toContain(hex(original[0]));
      });

      it("tell the department everything it needs: what a rotation returns serves both directions", async () => {
        const shown = await keys.rotateWebhookSecret("tax");

        const { inbound, outbound } = await keys.webhookSecrets("tax");
        expect(shown).toMatch(/^whsec_[A-Za-z0-9+/]+={0,2}$/);
        const secret = Buffer.from(shown.slice("whsec_".length), "base64").toString("hex");
        expect(hex(inbound[0])).toBe(secret);
        expect(hex(outbound[0])).toBe(secret);
      });

      it("of one department do not change with another's", async () => {
        const tax = await keys.webhookSecrets("tax");

        await keys.rotateWebhookSecret("quality-supervision");

        expect(await keys.webhookSecrets("tax")).toEqual(tax);
      });

      it.each(["__proto__", "constructor", "toString"])(
        "are there for a department named %s",
        async (name) => {
          const { inbound } = await keys.webhookSecrets(name);
          await keys.rotateWebhookSecret(name);

          const again = await fixture.reopen();

          expect(hex((await again.webhookSecrets(name)).inbound[1])).toBe(hex(inbound[0]));
        },
      );
    });

    describe("data keys", () => {
      it("are 256 bits, new each time, and unwrap to themselves, also after a crash", async () => {
        const made = await Promise.all(Array.from({ length: 20 }, () => keys.newDataKey()));

        const again = await fixture.reopen();

        expect(new Set(made.map(({ plain }) => hex(plain))).size).toBe(20);
        for (const { plain, wrapped } of made) {
          expect(plain.byteLength).toBe(32);
          expect(hex(wrapped)).not.toContain(hex(plain));
          expect(hex(await again.unwrapDataKey(wrapped))).toBe(hex(plain));
        }
      });

      it("do not unwrap once any part of the wrapping was altered", async () => {
        const { wrapped } = await keys.newDataKey();
        const altered = Array.from(wrapped, (_, place) =>
          wrapped.map((byte, index) => (index === place ? byte ^ 1 : byte)),
        );

        const results = await Promise.allSettled(altered.map((each) => keys.unwrapDataKey(each)));

        expect(results.map(({ status }) => status)).toEqual(altered.map(() => "rejected"));
      });
    });

    describe("licences", () => {
      it("are signed so that a foreign verifier accepts them with the public keys", async () => {
        const jws = await keys.signLicence(PAYLOAD);

        expect(await verified(jws, await keys.licenceKeys())).toBe(PAYLOAD);
      });

      it("signed before a crash still verify", async () => {
        const jws = await keys.signLicence(PAYLOAD);

        const again = await fixture.reopen();

        expect(await verified(jws, await again.licenceKeys())).toBe(PAYLOAD);
      });

      it("do not verify once a character was altered", async () => {
        const jws = await keys.signLicence(PAYLOAD);
        const published = await keys.licenceKeys();
        const [header = "", payload = "", signature = ""] = jws.split(".");
        const other = Buffer.from(PAYLOAD.replace("L-1", "L-2")).toString("base64url");
        const turned = (signature.startsWith("A") ? "B" : "A") + signature.slice(1);

        await expect(verified(`${header}.${other}.${signature}`, published)).rejects.toThrow();
        await expect(verified(`${header}.${payload}.${turned}`, published)).rejects.toThrow();
      });

      it("publish public keys only", async () => {
        const published = await keys.licenceKeys();

        expect(published.length).toBeGreaterThanOrEqual(1);
        for (const { alg, crv, kid, kty, use, x, y, ...more } of published) {
          expect([
            [{ kty: "OKP", crv: "Ed25519", alg: "EdDSA" }, undefined],
            [{ kty: "EC", crv: "P-256", alg: "ES256" }, expect.stringMatching(/^[\w-]{43}$/)],
          ]).toContainEqual([{ kty, crv, alg }, y]);
          expect(x).toMatch(/^[\w-]{43}$/);
          expect(use).toBe("sig");
          expect(more).toEqual({});
        }
      });

      it("name each key by its own thumbprint", async () => {
        const published = await keys.licenceKeys();

        const thumbprints = await Promise.all(published.map((jwk) => calculateJwkThumbprint(jwk as JWK)));
        expect(published.map(({ kid }) => kid)).toEqual(thumbprints);
      });
    });

    describe("mac", () => {
      it("is the same for the same purpose and text, also after a crash, and else another", async () => {
        const code = await keys.mac("document", "D-1/tax/2026-11-24");

        const again = await fixture.reopen();

        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
        expect(await again.mac("document", "D-1/tax/2026-11-24")).toBe(code);
        expect(await keys.mac("document", "D-1/tax/2026-11-25")).not.toBe(code);
        expect(await keys.mac("receipt", "D-1/tax/2026-11-24")).not.toBe(code);
      });

      it("cannot be made by another hub", async () => {
        const other = makeFixture();
        const foreign = await other.create();

        const [ours, theirs] = [await keys.mac("document", "D-1"), await foreign.mac("document", "D-1")];
        await other.dispose();

        expect(theirs).not.toBe(ours);
      });
    });
  });
};
