import * as z from "zod";
import { meetingReply, position } from "./meetings.ts";

/** The person of the department who answers; kept on the record for accountability (问责到人). */
export const officer = z.strictObject({
  name: z.string().min(1).max(40),
  id: z.string().min(1).max(40).optional(),
  post: z.string().min(1).max(60).optional(),
});
/** See {@link officer}. */
export type Officer = z.infer<typeof officer>;

/**
 * Who allowed an extension, and as what: the head of the department for its own limit, the head of the same-level
 * government for the limit of joint handling.
 * @see 行政许可法第四十二条
 */
export const approver = z.strictObject({
  name: z.string().min(1).max(40),
  post: z.string().min(1).max(60),
  authority: z.enum(["agency-head", "government-head"]),
});
/** See {@link approver}. */
export type Approver = z.infer<typeof approver>;

/**
 * A document a department adds to its answer, named by its content. `sha256` is lower-case hex; `documentId` names the
 * stored one where a person attached it at a desk.
 */
export const answerDocument = z.strictObject({
  name: z.string().min(1).max(120),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string().min(3).max(80),
  bytes: z.int().positive().max(50_000_000).optional(),
  documentId: z.string().min(1).max(60).optional(),
});
/** See {@link answerDocument}. */
export type AnswerDocument = z.infer<typeof answerDocument>;

/**
 * One field or material a department wants mended: `path` is a dotted path of the form
 * (`domicile.address`) or `materials.<code>`; `message` is what the applicant will read.
 */
export const wish = z.strictObject({
  path: z.string().min(1).max(120),
  message: z.string().min(1).max(500),
});
/** See {@link wish}. */
export type Wish = z.infer<typeof wish>;

/** The eight procedures whose time is not counted: 听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审. @see 行政许可法第四十五条 */
export const specialProcedures = [
  "hearing",
  "tender",
  "auction",
  "inspection",
  "testing",
  "quarantine",
  "appraisal",
  "expert-review",
] as const;

/** Procedures that may hold an item up. Only {@link specialProcedures} stop the law's clock. */
export const procedure = z.enum([...specialProcedures, "site-visit", "publicity", "consultation"]);
/** See {@link procedure}. */
export type Procedure = z.infer<typeof procedure>;

/** The revision of the case the department looked at, from 1. */
const revision = z.int().min(1).max(10_000);
const opinion = z.string().min(1).max(2_000);
/** A meeting of the case, as its invitation names it. */
const meetingId = z.string().min(1).max(120);

/** Refine the shape of a reply to an invitation, with an officer or without: who declines says why. */
export const sayingWhy = <T extends z.ZodType>(reply: T): T =>
  reply.refine(
    (said) => {
      const { reply: word, reason } = said as { reply?: unknown; reason?: unknown };
      return word !== "declined" || reason !== undefined;
    },
    { path: ["reason"], error: "不能参加的应说明理由 / Who declines says why" },
  );

/** Refine the shape of a sign-in, with an officer or without: something shows that somebody is there. */
export const showingPresence = <T extends z.ZodType>(word: T): T =>
  word.refine(
    (said) => {
      const { evidence, position: where } = said as { evidence?: unknown; position?: unknown };
      return where !== undefined || (Array.isArray(evidence) && evidence.length > 0);
    },
    {
      path: ["position"],
      error: "签到应附定位或者现场凭证 / Who signs in adds a position or evidence from the site",
    },
  );

/**
 * What a department may say about its item, by CloudEvents `type`, with the shape of `data` for each.
 * A rejection always carries a reason for the machine and one for the person.
 */
export const answerData = {
  "lianban.item.accepted": z.strictObject({
    revision,
    officer,
    acceptanceNumber: z.string().max(60).optional(),
  }),
  "lianban.item.approved": z.strictObject({
    revision,
    officer,
    opinion: opinion.optional(),
    outputs: z.record(z.string().max(60), z.unknown()).default({}),
    documents: z.array(answerDocument).max(20).default([]),
  }),
  "lianban.item.rejected": z.strictObject({
    revision,
    officer,
    reason: z.strictObject({
      code: z.string().min(1).max(60),
      text: opinion,
      basis: z.string().max(300).optional(),
    }),
  }),
  "lianban.item.correction-required": z.strictObject({
    revision,
    officer,
    wishes: z.array(wish).min(1).max(50),
  }),
  "lianban.item.suspended": z.strictObject({
    revision,
    officer,
    procedure,
    reason: opinion,
    plannedWorkingDays: z.int().min(1).max(250).optional(),
  }),
  "lianban.item.resumed": z.strictObject({ revision, officer, result: opinion }),
  "lianban.item.extended": z.strictObject({ revision, officer, approver, reason: opinion }),
  "lianban.item.forwarded": z.strictObject({ revision, officer, to: z.string().min(1).max(60), opinion }),
  "lianban.item.ruled": z.strictObject({
    revision,
    officer,
    ruling: z.enum(["approve", "refuse", "suspend"]),
    reasons: opinion,
  }),
  "lianban.item.voided": z.strictObject({ revision, officer, note: opinion.optional() }),
  "lianban.item.checked": z.strictObject({ revision, officer, kept: z.boolean(), findings: opinion }),
  "lianban.item.meeting-replied": sayingWhy(
    z.strictObject({ revision, officer, meetingId, reply: meetingReply, reason: opinion.optional() }),
  ),
  "lianban.item.meeting-attended": showingPresence(
    z.strictObject({
      revision,
      officer,
      meetingId,
      evidence: z.array(answerDocument).max(20).default([]),
      position: position.optional(),
    }),
  ),
} as const;

/** The CloudEvents types a department may send. */
export type AnswerType = keyof typeof answerData;
/** The data of one answer type. */
export type AnswerData<T extends AnswerType> = z.infer<(typeof answerData)[T]>;

/** One department's answer, read and checked. `webhookId` is unique per department for ever; `time` orders a department's own answers. */
export type Answer = {
  [T in AnswerType]: { type: T; webhookId: string; time: string; data: AnswerData<T> };
}[AnswerType];

/** Narrow a string to a known answer type. */
export const isAnswerType = (type: string): type is AnswerType => Object.hasOwn(answerData, type);
