import * as z from "zod";
import { officer } from "./answers.ts";
import { meetingKind } from "./meetings.ts";

/** SHA-256 or SM3, lower-case hex. */
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const id = z.string().min(1).max(60);

/**
 * How an item came through: its department agreed, its consent was presumed because it was silent or stayed away
 * (超时默认、缺席默认), or the lead ruled over an objection or over silence (牵头部门裁定).
 */
export const joinAnswer = z.enum(["approved", "deemed", "overruled"]);
/** See {@link joinAnswer}. */
export type JoinAnswer = z.infer<typeof joinAnswer>;

/**
 * One item the licence rests on: whose it is, how it came through, when, on which revision of the case, and in which
 * round of asking. `basis` is the rule consent is presumed by, or that of the lead's ruling.
 *
 * `opinion` are the department's own words, shortened, with identity numbers masked; business licences bear none.
 *
 * `officer` is the person who answers for it: of the department, or of the lead that ruled; `null` where consent is
 * presumed. A department that was never asked, since it stayed away from the visit, stands in round 0. Records made
 * before joins told their answer hold approvals only.
 */
export const licenceJoin = z
  .strictObject({
    item: id,
    department: id,
    stage: id.optional(),
    revision: z.int().min(1).max(10_000),
    round: z.int().min(0).max(10_000).optional(),
    answer: joinAnswer.optional(),
    basis: z.string().min(1).max(2_000).optional(),
    opinion: z.string().min(1).max(200).optional(),
    decidedAt: z.iso.datetime(),
    officer: officer.nullable(),
  })
  .refine(({ officer, answer = "approved" }) => officer !== null || answer !== "approved", {
    path: ["officer"],
    error: "同意意见应载明承办人 / An approval names the person who gave it",
  });
/** See {@link licenceJoin}. */
export type LicenceJoin = z.infer<typeof licenceJoin>;

/**
 * A visit or meeting that was held, and which departments came to it. `heldOn` is a day in Asia/Shanghai; `outcome` is what
 * the lead put down as its result, shortened, with identity numbers masked.
 */
export const proofMeeting = z
  .strictObject({
    meetingId: z.string().min(1).max(200),
    kind: meetingKind,
    heldOn: z.iso.date(),
    attended: z.array(id).max(50),
    absent: z.array(id).max(50),
    outcome: z.string().min(1).max(200).optional(),
  })
  .refine(({ attended, absent }) => !absent.some((department) => attended.includes(department)), {
    path: ["absent"],
    error: "同一部门不得既到场又缺席 / A department came or did not",
  });
/** See {@link proofMeeting}. */
export type ProofMeeting = z.infer<typeof proofMeeting>;

const fen = z.int().min(0);

/**
 * What the fee sheet (一表收费) of the case came to, in fen: payable after relief (减免), and paid by the day of issue. Of both,
 * what is the treasury's stands apart; the rest are prices of intermediaries. Records made before do not tell them apart.
 */
const proofFees = z.strictObject({
  sheetId: z.string().min(1).max(200),
  payableFen: fen,
  reliefFen: fen,
  paidFen: fen,
  treasuryFen: fen.optional(),
  treasuryPaidFen: fen.optional(),
});

/**
 * What a licence rests on: the join of its departments' answers, and the hash of the case's log as it stood.
 *
 * `joinsHash` is the SHA-256 of the canonical JSON of `joins` (RFC 8785), lower-case hex, so that a reader can hold a
 * printed page against the record; whoever verifies refuses a record whose hash does not match. Records made before it
 * have none. `fees` is `null` where the case had no fee sheet.
 */
export const licenceProof = z.strictObject({
  joins: z.array(licenceJoin).min(1).max(50),
  joinsHash: digest.optional(),
  caseHash: digest,
  meetings: z.array(proofMeeting).max(20).optional(),
  fees: proofFees.nullable().optional(),
});
/** See {@link licenceProof}. */
export type LicenceProof = z.infer<typeof licenceProof>;
