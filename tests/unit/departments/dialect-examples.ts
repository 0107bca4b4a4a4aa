import { parseSecret, signedHeaders } from "../../../functions/departments/webhook-signature.ts";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import { protocols } from "../../../functions/twins/protocols/protocols.ts";
import { everyDialect } from "./every-dialect.ts";
import { approvedSample, askedSample } from "./messages.ts";

/** The secret of the Standard Webhooks specification's example, used for all examples here. */
const secret = parseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? new Uint8Array();

const textOf = (body: Uint8Array, isGbk: boolean): string =>
  new TextDecoder(isGbk ? "gbk" : "utf-8").decode(body).trimEnd();

const request = (
  digest: "sha256" | "sm3",
  message: { path: string; id: string; at: string; contentType: string; body: Uint8Array },
): string => {
  const { path, id, contentType, body } = message;
  const timestampSeconds = Date.parse(message.at) / 1_000;
  const headers = {
    "content-type": contentType,
    ...signedHeaders({ secrets: [secret], digest, id, timestampSeconds, body }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path}`, ...lines, "", textOf(body, /gbk/i.test(contentType))].join("\n");
};

/** Both requests of every dialect as docs/dialects.md shows them: `delivery` from the hub, `answer` to it. */
export const dialectExamples = everyDialect.map(({ id, signature, encode }) => ({
  id,
  delivery: request(signature, { ...encode(askedSample), id: askedSample.id, at: "2026-11-24T01:30:02Z" }),
  answer: request(signature, {
    ...protocols[id as ProtocolId].write(approvedSample),
    path: "/v1/webhooks/quality-supervision",
    id: approvedSample.webhookId,
    at: "2026-11-24T02:10:01Z",
  }),
}));
