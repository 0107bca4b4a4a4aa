import { type Protocol, readDelivery, readingSafely } from "./protocol.ts";

/** CloudEvents JSON, as a system built for the hub speaks it. */
export const jsonProtocol: Protocol = {
  id: "json",
  digest: "sha256",
  read: ({ body }) => readingSafely(() => readDelivery(JSON.parse(Buffer.from(body).toString("utf8")))),
  write: ({ webhookId, type, source, caseId, itemId, time, data }) => ({
    contentType: "application/cloudevents+json; charset=utf-8",
    body: Uint8Array.from(
      Buffer.from(
        JSON.stringify({
          specversion: "1.0",
          type,
          source,
          id: webhookId,
          time,
          subject: `${caseId}/${itemId}`,
          datacontenttype: "application/json",
          data,
        }),
      ),
    ),
  }),
};
