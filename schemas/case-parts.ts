import * as z from "zod";
import { answerDocument, procedure } from "./answers.ts";
import { delegation } from "./events.ts";
import { limit } from "./limit.ts";
import { breachKind, cardLevel, responsible } from "./registers.ts";

/** Both limits side by side (法定时限、承诺时限), each with its unit. `null`: none is set. */
export const limitsView = z.object({ promised: limit.nullable(), statutory: limit.nullable() });

/** The one extension of a limit (延长期限): by how much, and since when. */
export const extensionView = z.object({ by: limit, on: z.string() });

/** A special procedure that lasts (特别程序). `stopsClock` when its time is not counted. */
export const suspensionView = z.object({
  procedure,
  since: z.string(),
  plannedEnd: z.string().nullable(),
  stopsClock: z.boolean(),
});

/** An approval to be undone because the case ended without a licence (撤销). */
export const voidingView = z.object({
  askedOn: z.string(),
  dueOn: z.string().nullable(),
  doneOn: z.string().nullable(),
});

/** A document a department added to its decision. `url` reads it for a while; `null` where only its hash is known, or for who may not read it. */
export const attachedView = answerDocument.omit({ documentId: true }).extend({ url: z.string().nullable() });
/** See {@link attachedView}. */
export type AttachedView = z.infer<typeof attachedView>;

/** The person at the centre who answers for a case (首问负责). */
export const ownerView = z
  .object({ id: z.string(), name: z.string(), department: z.string().nullable() })
  .meta({ id: "Owner" });

/** What a station may do for the applicant (全程代理), and until when. The mandate itself is not shown. */
export const delegationView = delegation.omit({ mandate: true }).extend({ revoked: z.boolean() });

/** Material promised at filing (容缺受理). `signedBy` only for those who see the application. */
export const toleranceView = z.object({
  codes: z.array(z.string()),
  dueOn: z.string().nullable(),
  kept: z.boolean(),
  signedBy: z.string().nullable(),
});

/** A wish to withdraw (撤件) and what became of it; `rulingBy` is when it counts as granted. */
export const withdrawalRequestView = z.object({
  reason: z.string(),
  on: z.string(),
  rulingBy: z.string().nullable(),
  status: z.enum(["submitted", "granted", "refused", "void"]),
});

const cardBase = {
  cardId: z.string(),
  level: cardLevel,
  breach: breachKind,
  itemId: z.string().nullable(),
  on: z.string(),
  status: z.enum(["issued", "appealed", "upheld", "revoked"]),
};

/** A card (黄牌、红牌) as everybody who follows the case sees it: the department, and no person. */
export const cardSummary = z.object({ ...cardBase, department: z.string() }).meta({ id: "CardSummary" });
/** See {@link cardSummary}. */
export type CardSummary = z.infer<typeof cardSummary>;

/** A card with who answers for it; `responsible` has no post and person for those who only follow the case. */
export const cardView = z.object({ ...cardBase, recordId: z.string(), responsible }).meta({ id: "Card" });
/** See {@link cardView}. */
export type CardView = z.infer<typeof cardView>;

const ratingBase = {
  occasion: z.enum(["filing", "acceptance", "completion"]),
  itemId: z.string().nullable(),
  level: z.int().min(1).max(5),
  on: z.string(),
  taskDueOn: z.string().nullable(),
  answeredOn: z.string().nullable(),
};

/** A rating (好差评) without its words: five levels, 5 is best. `taskDueOn` is when a bad one must be answered. */
export const ratingSummary = z.object(ratingBase).meta({ id: "RatingSummary" });
/** See {@link ratingSummary}. */
export type RatingSummary = z.infer<typeof ratingSummary>;

/** A rating with its words. `text` is null for those who need not answer it; identity numbers are masked. */
export const ratingView = z
  .object({
    ...ratingBase,
    indicators: z.array(z.string()),
    text: z.string().nullable(),
    reply: z.string().nullable(),
  })
  .meta({ id: "Rating" });
/** See {@link ratingView}. */
export type RatingView = z.infer<typeof ratingView>;
