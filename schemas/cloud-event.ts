import * as z from "zod";

/**
 * The CloudEvents 1.0 JSON envelope every webhook carries, inwards and outwards.
 *
 * `id` equals the `webhook-id` header, `subject` is `{caseId}/{itemId}` (or `{caseId}` for the case as a
 * whole), `time` is an RFC 3339 instant. Extension attributes are kept.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export const cloudEvent = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(128),
  source: z.string().min(1).max(256),
  type: z.string().min(1).max(128),
  subject: z.string().min(1).max(128).optional(),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal("application/json").optional(),
  data: z.unknown(),
});

/** One CloudEvents 1.0 envelope with its data still unread. */
export type CloudEvent = z.infer<typeof cloudEvent>;
