import type { Handler } from "hono";
import type { WebhookResult } from "../application/receive-webhook.ts";
import { readWebhookHeaders } from "../departments/webhook-signature.ts";
import type { Deps } from "./deps.ts";
import { Failed, failureOf, type HubEnv } from "./responses.ts";

/** The largest answer of a department, in bytes; documents travel by their hash. */
export const WEBHOOK_BODY_BYTES = 256 * 1_024;

/** The receipt of an answer that was taken, now or before, as it is stored; a problem for everything else. */
const receiptOf = (result: WebhookResult): string => {
  switch (result.kind) {
    case "Received":
      return result.receipt;
    case "Refused":
    case "Taken":
    case "Erased":
      throw new Failed(failureOf(result));
    default:
      throw new Failed(result);
  }
};

/** Take in one signed message of the department the path names. */
export const webhookHandler =
  (receiveWebhook: NonNullable<Deps["receiveWebhook"]>): Handler<HubEnv, "/v1/webhooks/:department"> =>
  async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const result = await receiveWebhook({
      department: c.req.param("department"),
      headers: readWebhookHeaders((name) => c.req.header(name)),
      contentType: c.req.header("content-type") ?? "",
      body,
    });
    return c.body(receiptOf(result), 200, { "content-type": "application/json" });
  };
