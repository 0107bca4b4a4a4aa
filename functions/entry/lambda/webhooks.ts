import { handle } from "hono/aws-lambda";
import { makeWebhookFunction } from "../../runtime/aws/webhooks.ts";

export const handler = handle(makeWebhookFunction());
