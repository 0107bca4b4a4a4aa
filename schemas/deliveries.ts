import * as z from "zod";
import { absenceConsequence, meetingKind } from "./meetings.ts";

/** A material as a department sees it: its name, its hash, and where to read it for a while. */
export const deliveredMaterial = z.strictObject({
  code: z.string(),
  name: z.string(),
  sha256: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  url: z.string(),
});

/** The CloudEvents types the hub sends to departments. */
export const deliveryType = z.enum([
  "lianban.item.asked",
  "lianban.item.updated",
  "lianban.item.cancelled",
  "lianban.item.reminded",
  "lianban.item.ruling-wanted",
  "lianban.item.void",
  "lianban.case.closed",
  "lianban.meeting.proposed",
  "lianban.meeting.held",
  "lianban.meeting.called-off",
]);
/** See {@link deliveryType}. */
export type DeliveryType = z.infer<typeof deliveryType>;

/**
 * A meeting a department is invited to, or need not come to any more. `number` counts the proposals of a kind: a later one
 * takes the place of those before. `reason` tells why it was called off; `null` otherwise. `consequence` tells a department
 * that did not come what counts for that, once the meeting was held; `null` otherwise.
 */
export const deliveredMeeting = z.strictObject({
  id: z.string(),
  kind: meetingKind,
  number: z.int(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  agenda: z.string(),
  reason: z.string().nullable(),
  consequence: absenceConsequence.nullable(),
});
/** See {@link deliveredMeeting}. */
export type DeliveredMeeting = z.infer<typeof deliveredMeeting>;

/**
 * What one department is told. `fields`, `materials` and `inputs` hold the item's scope and nothing else;
 * `inputs` are outputs of other items, by item id. `answerTo` is the address for the signed answer.
 */
export const deliveryData = z.strictObject({
  caseId: z.string(),
  itemId: z.string(),
  processId: z.string(),
  mode: z.string(),
  division: z.string(),
  revision: z.int(),
  round: z.int(),
  because: z.string(),
  fields: z.record(z.string(), z.unknown()),
  materials: z.array(deliveredMaterial),
  inputs: z.record(z.string(), z.record(z.string(), z.unknown())),
  expects: z.array(z.string()),
  /** In working days; `null` for no limit, and for one in another unit, which `due` then tells. */
  limits: z.strictObject({
    promisedWorkingDays: z.number().nullable(),
    statutoryWorkingDays: z.number().nullable(),
  }),
  /** By when the department is to act, Asia/Shanghai: the reply date before acceptance, then both due dates. */
  due: z
    .strictObject({
      replyBy: z.string().nullable(),
      promised: z.string().nullable(),
      statutory: z.string().nullable(),
    })
    .optional(),
  /** In messages about a meeting, and only there. */
  meeting: deliveredMeeting.optional(),
  outcome: z.string().nullable(),
  answerTo: z.string(),
});
/** See {@link deliveryData}. */
export type DeliveryData = z.infer<typeof deliveryData>;
export type DeliveredMaterial = z.infer<typeof deliveredMaterial>;

/** The envelope of one delivery. `id` is stable over retries. */
export interface DeliveryEvent {
  specversion: "1.0";
  id: string;
  source: string;
  type: DeliveryType;
  subject: string;
  time: string;
  datacontenttype: "application/json";
  data: DeliveryData;
}
