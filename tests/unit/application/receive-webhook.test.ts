import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeHandleCommand } from "../../../functions/application/handle-command.ts";
import { makeReceiveWebhook, type WebhookResult } from "../../../functions/application/receive-webhook.ts";
import { signedHeaders } from "../../../functions/departments/webhook-signature.ts";
import type { Keys } from "../../../functions/ports/keys.ts";
import { makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeBareHub } from "../../contract/embedded-hub.ts";
import { filingMoment } from "../../support/moments.ts";

const older = new Uint8Array(32).fill(1);
const newer = new Uint8Array(32).fill(2);
const forged = new Uint8Array(32).fill(3);

describe("makeReceiveWebhook", () => {
  const data = makeDataFolder();
  let looks: boolean[];
  let receive: (secret: Uint8Array, timestamp?: string, said?: object) => Promise<WebhookResult>;

  beforeEach(async () => {
    looks = [];
    const { hub, memory } = makeBareHub(await data.open(), data.path());
    const webhookSecrets: Keys["webhookSecrets"] = async (_, { fresh = false } = {}) => {
      looks.push(fresh);
      return { inbound: fresh ? [newer, older] : [older], outbound: [] };
    };
    const stale = { ...hub, keys: { ...hub.keys, webhookSecrets } };
    const receiveWebhook = makeReceiveWebhook(stale, makeHandleCommand(stale, memory));
    receive = (secret, at = filingMoment.at, said = {}) => {
      const timestampSeconds = Math.floor(Date.parse(at) / 1_000);
      const body = new TextEncoder().encode(JSON.stringify(said));
      const message = { secrets: [secret], digest: "sha256", id: "m-1", timestampSeconds, body } as const;
      const signed = signedHeaders(message);
      const headers = {
        id: signed["webhook-id"],
        timestamp: signed["webhook-timestamp"],
        signature: signed["webhook-signature"],
      };
      return receiveWebhook({ department: "tax", headers, contentType: "application/json", body });
    };
  });
  afterEach(() => data.dispose());

  it("looks for secrets again, once, when no known one verifies", async () => {
    const [rotated, wrong] = [await receive(newer), await receive(forged)];

    expect(rotated.kind).toBe("WebhookMalformed");
    expect(wrong.kind).toBe("SignatureWrong");
    expect(looks).toEqual([false, true, false, true]);
  });

  it("looks no further when a known one verifies, or the message is stale", async () => {
    const [good, stale] = [await receive(older), await receive(newer, "2020-01-01T00:00:00Z")];

    expect(good.kind).toBe("WebhookMalformed");
    expect(stale.kind).toBe("TimestampStale");
    expect(looks).toEqual([false, false]);
  });

  it("takes a report of money in nobody else's name", async () => {
    const paid = (source: string) =>
      receive(older, filingMoment.at, {
        ...{ specversion: "1.0", id: "m-1", source, type: "lianban.fees.paid", time: filingMoment.at },
        ...{ subject: "1", datacontenttype: "application/json", data: {} },
      });
    const pathsOf = (result: WebhookResult) =>
      result.kind === "WebhookMalformed" ? result.errors.map(({ path }) => path) : result.kind;

    const [foreign, own, unnamed] = [
      await paid("urn:lianban:department:finance"),
      await paid("urn:lianban:department:tax"),
      await paid("urn:tax:front-end"),
    ];

    expect(pathsOf(foreign)).toEqual(["source"]);
    for (const each of [own, unnamed]) expect(pathsOf(each)).toContain("data.paymentId");
  });
});
