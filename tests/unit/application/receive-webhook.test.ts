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
  let receive: (secret: Uint8Array, timestamp?: string) => Promise<WebhookResult>;

  beforeEach(async () => {
    looks = [];
    const { hub, memory } = makeBareHub(await data.open(), data.path());
    const webhookSecrets: Keys["webhookSecrets"] = async (_, { fresh = false } = {}) => {
      looks.push(fresh);
      return { inbound: fresh ? [newer, older] : [older], outbound: [] };
    };
    const stale = { ...hub, keys: { ...hub.keys, webhookSecrets } };
    const receiveWebhook = makeReceiveWebhook(stale, makeHandleCommand(stale, memory));
    receive = (secret, at = filingMoment.at) => {
      const timestampSeconds = Math.floor(Date.parse(at) / 1_000);
      const body = new TextEncoder().encode("{}");
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
});
