import type { CloudEvent } from "../../schemas/cloud-event.ts";
import type { DeliveryEvent } from "../../schemas/deliveries.ts";
import type { FeeDeliveryEvent } from "../../schemas/fee-deliveries.ts";
import { readCloudEvent, readJson } from "./cloud-event-reader.ts";
import { parseContentType } from "./content-type.ts";
import type { Dialect, EncodedDelivery, Malformed } from "./dialect.ts";
import { isMalformed, malformed } from "./malformed.ts";

const CLOUD_EVENTS_JSON = "application/cloudevents+json";
const accepted: ReadonlySet<string> = new Set([CLOUD_EVENTS_JSON, "application/json"]);

/** Read one CloudEvents JSON message of the media types this dialect takes. Fails with `Malformed`; never throws. */
export const decodeJsonCloudEvent = (request: {
  contentType: string;
  body: Uint8Array;
}): CloudEvent | Malformed => {
  const { mediaType } = parseContentType(request.contentType);
  if (!accepted.has(mediaType))
    return malformed(
      "content-type",
      `内容类型应为 ${CLOUD_EVENTS_JSON}，每次请求一条，请改正后重发`,
      `the content type must be ${CLOUD_EVENTS_JSON}, one event a request; correct it`,
    );
  const json = readJson(request.body, "body");
  return isMalformed(json) ? json : readCloudEvent(json.value);
};

const encodeJson = (event: DeliveryEvent | FeeDeliveryEvent): EncodedDelivery => ({
  path: "/deliveries/events",
  contentType: CLOUD_EVENTS_JSON,
  body: new TextEncoder().encode(JSON.stringify(event)),
});

/**
 * Plain CloudEvents 1.0 in JSON, structured mode, both ways; the dialect of systems built for this hub.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export const jsonCloudEvents: Dialect = {
  id: "json",
  signature: "sha256",
  encode: encodeJson,
  encodeFees: encodeJson,
  decode: decodeJsonCloudEvent,
};
