import { makeReceiveWebhook } from "../../application/receive-webhook.ts";
import type { Authenticate } from "../../http/authenticate.ts";
import { makeWebhookApp } from "../../http/webhook-app.ts";
import { makeDecide } from "./decide.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, webhookSecrets } from "./keys.ts";

/** Tokens are seen here only when a secret is rotated; what checks them is loaded then. */
const makeRareAuthenticate = (): Authenticate => {
  let made: Promise<Authenticate> | undefined;
  return async (authorization) => {
    made ??= import("./authentication.ts").then(({ makeStackAuthenticate }) => makeStackAuthenticate());
    return (await made)(authorization);
  };
};

/** The function that takes departments' messages in, and rotates their secrets. */
export const makeWebhookFunction = () => {
  const parts = makeFunctionHub(makeGround({ ...dataKeys(), ...webhookSecrets() }));
  const { hub } = parts;
  return makeWebhookApp({
    hub,
    receiveWebhook: makeReceiveWebhook(hub, makeDecide(parts)),
    authenticate: makeRareAuthenticate(),
  });
};
