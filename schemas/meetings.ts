import * as z from "zod";

/** What people meet for: a visit to the site (联合踏勘、现场验收), or a meeting about what is in dispute (联合会审). */
export const meetingKind = z.enum(["site-survey", "site-acceptance", "dispute-meeting"]);
/** See {@link meetingKind}. */
export type MeetingKind = z.infer<typeof meetingKind>;

/** A department says whether it comes; who declines says why. */
export const meetingReply = z.enum(["confirmed", "declined"]);
/** What counts for a department that did not come: its consent is presumed, or it answers all the same. */
export const absenceConsequence = z.enum(["deemed-consent", "must-answer"]);
/** Where somebody signed in, in degrees (CGCS2000), as evidence of having been there. */
export const position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
