import * as z from "zod";
import { answerDocument } from "./answers.ts";
import { absence } from "./events.ts";
import { meetingKind, meetingReply } from "./meetings.ts";

const instant = z.iso.datetime({ offset: true });
const words = z.string().min(1).max(2_000);

/**
 * `POST /v1/cases/{caseId}/meetings`: when and where. `items` are those invited; for a visit, if left out, all of its stage
 * that take part. Instants carry an offset.
 */
export const meetingBody = z
  .strictObject({
    kind: meetingKind,
    startsAt: instant.meta({ example: "2026-12-01T09:30:00+08:00" }),
    endsAt: instant.meta({ example: "2026-12-01T11:30:00+08:00" }),
    place: z.string().min(1).max(200),
    agenda: words,
    items: z.array(z.string().min(1).max(60)).min(1).max(50).optional(),
  })
  .meta({ id: "MeetingProposal" });

/** `POST /v1/cases/{caseId}/meetings/{meetingId}/minutes`: the meeting was held. Documents travel by their hash. */
export const minutesBody = z
  .strictObject({
    minutes: z.string().min(1).max(10_000),
    outcome: words,
    evidence: z.array(answerDocument).max(20).default([]),
  })
  .meta({ id: "MeetingMinutes" });

/** `POST /v1/cases/{caseId}/meetings/{meetingId}/cancellation`. */
export const cancellationBody = z
  .strictObject({ reason: z.string().min(1).max(500) })
  .meta({ id: "MeetingCancellation" });

const meetingBase = {
  meetingId: z.string(),
  kind: meetingKind,
  stage: z.string(),
  number: z.int(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  status: z.enum(["proposed", "held", "called-off", "superseded"]),
};

/** A meeting as everybody who follows the case sees it: how many come, and once it was held, who stayed away. */
export const meetingSummary = z
  .object({
    ...meetingBase,
    replies: z.object({ confirmed: z.int(), declined: z.int(), awaited: z.int() }),
    heldOn: z.string().nullable(),
    absent: z.array(z.string()).meta({ description: "departments that did not come" }),
  })
  .meta({ id: "MeetingSummary" });
/** See {@link meetingSummary}. */
export type MeetingSummary = z.infer<typeof meetingSummary>;

/**
 * A meeting with what was said about it, department by department and without names of people. `reply` is `null` while a
 * department has not answered, `signedInAt` while it has not come; `consequence` tells what counts for one that stayed away.
 */
export const meetingView = z
  .object({
    ...meetingBase,
    agenda: z.string(),
    lead: z.string(),
    invited: z.array(
      z.object({
        itemId: z.string(),
        department: z.string(),
        reply: meetingReply.nullable(),
        reason: z.string().nullable(),
        signedInAt: z.string().nullable(),
        consequence: absence.shape.consequence.nullable(),
      }),
    ),
    held: z.object({ on: z.string(), minutes: z.string(), outcome: z.string() }).nullable(),
    calledOff: z.object({ on: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: "Meeting" });
/** See {@link meetingView}. */
export type MeetingView = z.infer<typeof meetingView>;
