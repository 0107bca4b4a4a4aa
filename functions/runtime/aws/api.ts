import { createPublicKey, type KeyObject } from "node:crypto";
import { makePollingChanges, makeVersionReader } from "../../adapters/aws/changes.ts";
import { makeSecretsClient, makeSqsClient } from "../../adapters/aws/clients.ts";
import { makeSqsDeliveries } from "../../adapters/aws/deliveries.ts";
import { makeS3Documents } from "../../adapters/aws/documents.ts";
import { deriveIssuerKey } from "../../adapters/aws/issuer-key.ts";
import { makeStreamRelaySource } from "../../adapters/aws/relay-source.ts";
import { makeChangeLicence } from "../../application/change-licence.ts";
import { makeEraseCase } from "../../application/erase-case.ts";
import { makeFileCase } from "../../application/file-case.ts";
import { makeApp } from "../../http/app.ts";
import { demoIssuerUrl, makeStackAuthenticate } from "./authentication.ts";
import { optional, required } from "./environment.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, licenceKeys, macs } from "./keys.ts";
import { makeQueueUrlOf } from "./queues.ts";

/** The key of the demonstration issuer, where it is on and no real issuer takes its place. */
const demoIssuerKey = async (): Promise<KeyObject | null> =>
  optional("LIANBAN_DEMO_ISSUER") === "on" && optional("LIANBAN_OIDC_ISSUER") === undefined
    ? deriveIssuerKey(makeSecretsClient(), required("LIANBAN_SECRETS_PREFIX"))
    : null;

/**
 * The function of signed-in people and of the public API. Departments' messages and secrets are another function's:
 * this one has no right to them.
 */
export const makeApiFunction = async () => {
  const ground = makeGround({ ...dataKeys(), ...licenceKeys(), ...macs() });
  const { table, keys } = ground;
  const sqs = makeSqsClient();
  const { hub, memory, handle } = makeFunctionHub(ground, {
    deliveries: makeSqsDeliveries({ table, sqs, queueUrlOf: makeQueueUrlOf(), log: ground.log }),
    documents: makeS3Documents({ bucket: required("LIANBAN_BUCKET"), table, keys }),
    changes: makePollingChanges({ versionOf: makeVersionReader(table) }),
  });
  const demoKey = await demoIssuerKey();
  const app = makeApp({
    hub,
    memory,
    handle,
    fileCase: makeFileCase(hub, handle),
    receiveWebhook: null,
    changeLicence: makeChangeLicence(hub, memory, handle),
    eraseCase: makeEraseCase(hub, memory, handle),
    relaySource: makeStreamRelaySource({
      table,
      sqs,
      queueUrl: required("LIANBAN_RELAY_QUEUE_URL"),
      log: ground.log,
    }),
    authenticate: makeStackAuthenticate(demoKey === null ? undefined : createPublicKey(demoKey)),
  });
  if (demoKey !== null) {
    const { makeDemoIssuer } = await import("../../http/demo-issuer.ts");
    app.route("/", makeDemoIssuer(demoKey, demoIssuerUrl()));
  }
  return app;
};
