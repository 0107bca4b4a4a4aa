import { cloudEvent } from "../../schemas/cloud-event.ts";
import { webhookReceipt } from "../../schemas/http.ts";
import type { WebhookResult } from "../application/receive-webhook.ts";
import { readWebhookHeaders } from "../departments/webhook-signature.ts";
import { Failed, failureOf, limitBody, makeRouter, problemResponses, z } from "./api.ts";
import type { Deps } from "./deps.ts";

/** The largest answer of a department, in bytes; documents travel by their hash. */
const WEBHOOK_BODY_BYTES = 256 * 1_024;

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

/** `POST /v1/webhooks/{department}`: departments answer, signed, in their own dialect. */
export const makeWebhookRoutes = (deps: Deps) => {
  const app = makeRouter();
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/webhooks/{department}",
    summary: "A department's signed answer / 部门回执",
    description:
      "Standard Webhooks headers `webhook-id`, `webhook-timestamp`, `webhook-signature` over a CloudEvents 1.0 JSON body, or the department's own dialect. A repeated `webhook-id` never acts twice and gets the same receipt.",
    tags: ["webhooks"],
    request: {
      params: z.object({ department: z.string() }),
      headers: z.object({
        "webhook-id": z.string(),
        "webhook-timestamp": z.string(),
        "webhook-signature": z.string(),
      }),
      body: { required: true, content: { "application/cloudevents+json": { schema: cloudEvent } } },
    },
    responses: {
      200: {
        description: "taken, now or before",
        content: { "application/json": { schema: webhookReceipt } },
      },
      ...problemResponses(400, 401, 403, 404, 409, 413, 422),
    },
  });
  app.post("/v1/webhooks/:department", limitBody(WEBHOOK_BODY_BYTES), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const result = await deps.receiveWebhook({
      department: c.req.param("department"),
      headers: readWebhookHeaders((name) => c.req.header(name)),
      contentType: c.req.header("content-type") ?? "",
      body,
    });
    return c.body(receiptOf(result), 200, { "content-type": "application/json" });
  });
  return app;
};
