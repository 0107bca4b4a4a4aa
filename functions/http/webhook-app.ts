import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { addEdge } from "./edge.ts";
import { requirePerson } from "./require-person.ts";
import { type HubEnv, limitBody } from "./responses.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { WEBHOOK_BODY_BYTES, webhookHandler } from "./webhook-handler.ts";

/**
 * The app of those who may read departments' secrets: inbound webhooks, and the rotation of a secret. It stands alone
 * where the hub is several functions, so that nothing else needs the right to them, and loads no more than it needs.
 */
export const makeWebhookApp = ({
  hub,
  receiveWebhook,
  authenticate,
}: Pick<Deps, "hub" | "authenticate"> & { receiveWebhook: NonNullable<Deps["receiveWebhook"]> }) => {
  const app = new Hono<HubEnv>();
  addEdge(app, hub.log);
  app.post("/v1/webhooks/:department", limitBody(WEBHOOK_BODY_BYTES), webhookHandler(receiveWebhook));
  app.post("/v1/departments/:department/secret-rotation", requirePerson(authenticate), async (c) =>
    c.json(await rotateSecret(hub, c, c.req.param("department"))),
  );
  return app;
};
