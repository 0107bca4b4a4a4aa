import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatSecret,
  parseSecret,
  readWebhookHeaders,
  signedHeaders,
  signWebhook,
  verifyWebhook,
} from "../../../functions/departments/webhook-signature.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const secretOf = (text: string): Uint8Array => {
  const secret = parseSecret(text);
  if (secret === null) throw new Error("not a secret");
  return secret;
};

/** The example of the Standard Webhooks specification and its libraries. */
const published = {
  secret: secretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
  digest: "sha256" as const,
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestampSeconds: 1_614_265_330,
  body: bytes('{"test": 2432232314}'),
};
const publishedSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

const check = (changes: {
  id?: string | null;
  timestamp?: string | null;
  signature?: string | null;
  body?: Uint8Array;
  nowSeconds?: number;
  secrets?: readonly Uint8Array[];
  digest?: "sha256" | "sm3";
  toleranceSeconds?: number;
}) => {
  const { id = published.id, timestamp = String(published.timestampSeconds) } = changes;
  const { signature = publishedSignature, ...rest } = changes;
  const headers = { id, timestamp, signature };
  return verifyWebhook({
    secrets: [published.secret],
    digest: "sha256",
    body: published.body,
    nowSeconds: published.timestampSeconds,
    ...rest,
    headers,
  });
};

describe("signWebhook", () => {
  it("gives the signature the specification publishes", () => {
    expect(signWebhook(published)).toBe(publishedSignature);
  });

  it("signs with HMAC-SM3 under a version tag of its own", () => {
    const signature = signWebhook({ ...published, digest: "sm3" });

    expect(signature).toBe("v1sm3,/HoSFIzweCy/UJPM50++HyVPa/54PFXtLisZ9sIFN1I=");
  });

  it("rests on an SM3 that gives the standard's digest and the known HMAC", () => {
    expect(createHash("sm3").update("abc").digest("hex")).toBe(
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    );
    expect(createHmac("sm3", Buffer.alloc(20, 0x0b)).update("Hi There").digest("hex")).toBe(
      "51b00d1fb49832bfb01c3ce27848e59f871d9ba938dc563b338ca964755cce70",
    );
  });
});

describe("verifyWebhook", () => {
  it("accepts the published example", () => {
    expect(check({})).toEqual({ kind: "Valid" });
  });

  it.each([
    ["a body parsed and written again", { body: bytes('{"test":2432232314}') }, { kind: "BadSignature" }],
    ["a dot inside the id", { id: "msg.1614265330" }, { kind: "MalformedHeader", header: "webhook-id" }],
    [
      "a timestamp beyond tolerance in the future",
      { nowSeconds: published.timestampSeconds - 301 },
      { kind: "Stale", ageSeconds: -301 },
    ],
    [
      "two signatures, the first of an unknown key",
      { signature: `v1,${"A".repeat(43)}= ${publishedSignature}` },
      { kind: "Valid" },
    ],
    [
      "only an asymmetric signature",
      { signature: "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhq" },
      { kind: "BadSignature" },
    ],
  ])("T10: meets %s with the right verdict", (_, changes, verdict) => {
    expect(check(changes)).toEqual(verdict);
  });

  it("T10: signs and accepts an empty body", () => {
    const body = new Uint8Array();
    const signature = signWebhook({ ...published, body });

    expect(check({ body, signature })).toEqual({ kind: "Valid" });
    expect(check({ signature })).toEqual({ kind: "BadSignature" });
  });

  it("T10: finds its headers in any case", () => {
    const headers = new Headers({
      "Webhook-ID": published.id,
      "WEBHOOK-TIMESTAMP": String(published.timestampSeconds),
      "webhook-Signature": publishedSignature,
    });

    const read = readWebhookHeaders((name) => headers.get(name));

    expect(check(read as { id: string; timestamp: string; signature: string })).toEqual({ kind: "Valid" });
  });

  it.each([
    ["id", "webhook-id"],
    ["timestamp", "webhook-timestamp"],
    ["signature", "webhook-signature"],
  ] as const)("names a missing %s", (part, header) => {
    expect(check({ [part]: null })).toEqual({ kind: "MissingHeader", header });
    expect(check({ [part]: "" })).toEqual({ kind: "MissingHeader", header });
  });

  it.each(["", "1614265330.5", "-1614265330", "0x60380000", "1e9", " 1614265330", "٣", "9".repeat(13)])(
    "refuses the timestamp %j",
    (timestamp) => {
      const header = "webhook-timestamp";
      const kind = timestamp === "" ? "MissingHeader" : "MalformedHeader";

      expect(check({ timestamp })).toEqual({ kind, header });
    },
  );

  it.each([
    [300, "Valid"],
    [301, "Stale"],
    [-300, "Valid"],
    [-301, "Stale"],
  ])("takes a message %i seconds old as %s", (age, kind) => {
    expect(check({ nowSeconds: published.timestampSeconds + age }).kind).toBe(kind);
  });

  it("takes another tolerance on request", () => {
    const nowSeconds = published.timestampSeconds + 11;

    expect(check({ nowSeconds, toleranceSeconds: 10 })).toEqual({ kind: "Stale", ageSeconds: 11 });
  });

  it("accepts either secret while one rotates, and none once both are gone", () => {
    const fresh = new Uint8Array(32).fill(7);
    const { "webhook-signature": signature } = signedHeaders({
      ...published,
      secrets: [fresh, published.secret],
    });

    expect(signature.split(" ")).toHaveLength(2);
    expect(check({ signature, secrets: [fresh] })).toEqual({ kind: "Valid" });
    expect(check({ signature, secrets: [published.secret] })).toEqual({ kind: "Valid" });
    expect(check({ signature, secrets: [new Uint8Array(32)] })).toEqual({ kind: "BadSignature" });
    expect(check({ signature, secrets: [] })).toEqual({ kind: "BadSignature" });
  });

  it("refuses a signature with any one character changed, missing or added", () => {
    for (let at = 0; at < publishedSignature.length; at += 1) {
      const [before, after] = [publishedSignature.slice(0, at), publishedSignature.slice(at + 1)];
      const other = publishedSignature[at] === "A" ? "B" : "A";

      expect(check({ signature: before + other + after })).toEqual({ kind: "BadSignature" });
      expect(check({ signature: before + after })).toEqual({ kind: "BadSignature" });
    }
    expect(check({ signature: `${publishedSignature}=` })).toEqual({ kind: "BadSignature" });
  });

  it("does not take one digest's signature for the other's", () => {
    const sm3 = signWebhook({ ...published, digest: "sm3" });

    expect(check({ signature: sm3, digest: "sm3" })).toEqual({ kind: "Valid" });
    expect(check({ signature: sm3 })).toEqual({ kind: "BadSignature" });
    expect(check({ signature: sm3.replace("v1sm3", "v1") })).toEqual({ kind: "BadSignature" });
  });

  it("verifies what it signed and nothing that differs by one bit", () => {
    const message = fc.record({
      secret: fc.uint8Array({ minLength: 24, maxLength: 64 }),
      digest: fc.constantFrom("sha256" as const, "sm3" as const),
      id: fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
      timestampSeconds: fc.integer({ min: 1, max: 4_000_000_000 }),
      body: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    });
    fc.assert(
      fc.property(message, fc.nat(), (signed, bit) => {
        const { secret, digest, id, timestampSeconds, body } = signed;
        const headers = readWebhookHeaders(
          (name) => (signedHeaders({ ...signed, secrets: [secret] }) as Record<string, string>)[name],
        );
        const changed = Uint8Array.from(body);
        const at = bit % body.length;
        changed[at] = (body[at] ?? 0) ^ (1 << (bit % 8));
        const common = { secrets: [secret], digest, headers, nowSeconds: timestampSeconds };

        expect(id).not.toBe("");
        expect(verifyWebhook({ ...common, body })).toEqual({ kind: "Valid" });
        expect(verifyWebhook({ ...common, body: changed })).toEqual({ kind: "BadSignature" });
      }),
    );
  });

  it("has a verdict for any headers at all", () => {
    const header = fc.option(fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(header, header, header, (id, timestamp, signature) => {
        expect(check({ id, timestamp, signature }).kind).not.toBe("Valid");
      }),
    );
  });
});

describe("parseSecret", () => {
  it("reads back what formatSecret writes, for 24 to 64 bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (secret) => {
        expect(parseSecret(formatSecret(secret))).toEqual(secret);
      }),
    );
  });

  it.each([
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_",
    "whsec_c2hvcnQ=",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ",
    `whsec_${"A".repeat(88)}`,
  ])("refuses %j", (text) => {
    expect(parseSecret(text)).toBeNull();
  });
});
