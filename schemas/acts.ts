import * as z from "zod";
import { approver } from "./answers.ts";
import { ownerView } from "./case-parts.ts";

const reason = z.string().min(1).max(500);
const reasons = z.string().min(1).max(2_000);
const personName = z.string().min(1).max(40);
const itemId = z.string().min(1).max(60).nullable();
const occasion = z.enum(["filing", "acceptance", "completion"]);

/** `POST /v1/cases/{caseId}/withdrawal-ruling`: the lead department grants or refuses a withdrawal. */
export const withdrawalRulingBody = z
  .strictObject({ isGranted: z.boolean(), reasons })
  .meta({ id: "WithdrawalRuling" });

/** `POST /v1/cases/{caseId}/extension`: who allowed it, and why. @see 行政许可法第四十二条 */
export const extensionBody = z.strictObject({ approver, reason }).meta({ id: "Extension" });

/** `POST /v1/cases/{caseId}/cards/{cardId}/appeal`. */
export const cardAppealBody = z.strictObject({ grounds: reasons }).meta({ id: "CardAppeal" });

/** `POST /v1/cases/{caseId}/cards/{cardId}/ruling`. */
export const cardRulingBody = z.strictObject({ isRevoked: z.boolean(), reasons }).meta({ id: "CardRuling" });

/** `POST /v1/cases/{caseId}/delivery`. `recipient` is the name of who took the licence. */
export const deliveryBody = z
  .strictObject({
    how: z.enum(["electronic", "counter", "post"]),
    recipient: personName.nullable().default(null),
  })
  .meta({ id: "LicenceDelivery" });

/**
 * `POST /v1/cases/{caseId}/owner`. Without `to` the case is taken over by who asks. `to` is somebody of a department of
 * the catalogue: an applicant has none, so a case is never handed to one.
 */
export const ownerBody = z
  .strictObject({
    to: z
      .strictObject({
        id: z.string().min(1).max(120),
        name: personName,
        department: z.string().min(1).max(60),
      })
      .optional(),
    reason,
  })
  .meta({ id: "HandOver" });

/** `POST /v1/cases/{caseId}/delegation-revocation`. */
export const delegationRevocationBody = z.strictObject({ reason }).meta({ id: "DelegationRevocation" });

/** `POST /v1/cases/{caseId}/ratings`: five levels, 5 is best; `itemId` is null for the service as a whole. */
export const ratingBody = z
  .strictObject({
    occasion,
    itemId: itemId.default(null),
    level: z.int().min(1).max(5),
    indicators: z.array(z.string().min(1).max(60)).max(20).default([]),
    text: z.string().min(1).max(1_000).nullable().default(null),
  })
  .meta({ id: "RatingBody" });

/** `POST /v1/cases/{caseId}/ratings/answer`: what the centre found and mended. */
export const ratingAnswerBody = z
  .strictObject({ occasion, itemId: itemId.default(null), reply: reasons })
  .meta({ id: "RatingAnswer" });

/** What an act on a case left: for people who may act on it without reading it. */
export const actReceipt = z
  .object({ caseId: z.string(), status: z.string(), version: z.int() })
  .meta({ id: "ActReceipt" });

/** Who answers for a case from now on. */
export const ownerReceipt = z
  .object({ caseId: z.string(), owner: ownerView.nullable(), version: z.int() })
  .meta({ id: "OwnerReceipt" });

/** When a licence reached its holder. */
export const deliveryReceipt = z
  .object({ caseId: z.string(), deliveredOn: z.string().nullable(), version: z.int() })
  .meta({ id: "DeliveryReceipt" });

/** An approval that is still to be undone after its case ended without a licence (撤销清单). */
export const undoRow = z
  .object({
    caseId: z.string(),
    itemId: z.string().nullable(),
    department: z.string(),
    since: z.string(),
    dueOn: z.string().nullable(),
    isOverdue: z.boolean(),
  })
  .meta({ id: "UndoRow" });
/** See {@link undoRow}. */
export type UndoRow = z.infer<typeof undoRow>;
