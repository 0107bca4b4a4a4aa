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
import { makeImportCalendar } from "../../application/import-calendar.ts";
import { limitsUpTo, type UploadLimits, usualLimits } from "../../application/upload-limits.ts";
import { makeApp } from "../../http/app.ts";
import { demoIssuerUrl, makeStackAuthenticate } from "./authentication.ts";
import { makeDecide } from "./decide.ts";
import { optional, required } from "./environment.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, licenceKeys, macs } from "./keys.ts";
import { makeQueueUrlOf } from "./queues.ts";

/**
 * The largest table this function sends: an answer has at most 6 MB, of base64 here, since text would lose its byte order
 * mark.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const CSV_BYTES = 4_400_000;

/** What an upload in parts may be, as the stack says. */
const uploadLimits = (): UploadLimits => {
  const megabytes = optional("LIANBAN_UPLOAD_MB");
  return megabytes === undefined ? usualLimits : limitsUpTo(Number(megabytes));
};

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
  const parts = makeFunctionHub(ground, {
    deliveries: makeSqsDeliveries({ table, sqs, queueUrlOf: makeQueueUrlOf(), log: ground.log }),
    documents: makeS3Documents({ bucket: required("LIANBAN_BUCKET"), table, keys }),
    changes: makePollingChanges({ versionOf: makeVersionReader(table) }),
  });
  const { hub, memory, live } = parts;
  const handle = makeDecide(parts);
  const demoKey = await demoIssuerKey();
  const app = makeApp({
    hub,
    memory,
    handle,
    fileCase: makeFileCase(hub, memory, handle),
    receiveWebhook: null,
    changeLicence: makeChangeLicence(hub, memory, handle),
    eraseCase: makeEraseCase(hub, memory, handle),
    importCalendar: makeImportCalendar({ ...hub, live, handle }),
    csvBytes: CSV_BYTES,
    uploadLimits: uploadLimits(),
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
