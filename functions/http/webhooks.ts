import { cloudEvent } from "../../schemas/cloud-event.ts";
import { paymentReceipt, refundReceipt } from "../../schemas/fee-messages.ts";
import { webhookReceipt } from "../../schemas/http.ts";
import { makeRouter, problemResponses, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { limitBody } from "./responses.ts";
import { WEBHOOK_BODY_BYTES, webhookHandler } from "./webhook-handler.ts";

/**
 * `POST /v1/webhooks/{department}`: departments answer, signed, in their own dialect. Described here in any case;
 * taken in here unless a function of its own does that.
 */
export const makeWebhookRoutes = ({ receiveWebhook }: Pick<Deps, "receiveWebhook">) => {
  const app = makeRouter();
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/webhooks/{department}",
    summary: "A department's signed answer / 部门回执",
    description:
      "Standard Webhooks headers `webhook-id`, `webhook-timestamp`, `webhook-signature` over a CloudEvents 1.0 JSON body, or the department's own dialect. A repeated `webhook-id` never acts twice and gets the same receipt. A payment channel reports `lianban.fees.paid` and `lianban.fees.refunded` here, with the case as `subject`, in the JSON dialect only.",
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
        content: { "application/json": { schema: z.union([webhookReceipt, paymentReceipt, refundReceipt]) } },
      },
      ...problemResponses(400, 401, 403, 404, 409, 413, 422),
    },
  });
  if (receiveWebhook !== null)
    app.post("/v1/webhooks/:department", limitBody(WEBHOOK_BODY_BYTES), webhookHandler(receiveWebhook));
  return app;
};
