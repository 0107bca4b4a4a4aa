import * as z from "zod";
import { type AnswerType, answerData, officer, sayingWhy, showingPresence, wish } from "./answers.ts";
import { attachedView, extensionView, limitsView, suspensionView, voidingView } from "./case-parts.ts";
import { deliveredMaterial } from "./deliveries.ts";
import { documentState } from "./document.ts";
import { due } from "./events.ts";
import { meetingView } from "./meeting-views.ts";
import { bilingual } from "./message.ts";
import { greenChannelView } from "./project.ts";

const text = z.object({ zh: z.string(), en: z.string() });

/** `POST /v1/desk/{caseId}/{itemId}/claim`. `takesOver` replaces a colleague who has it in hand. */
export const claimBody = z.strictObject({ takesOver: z.boolean().default(false) }).meta({ id: "Claim" });

/** Who has an item in hand now. */
export const claimReceipt = z
  .object({
    caseId: z.string(),
    itemId: z.string(),
    claimedBy: z.object({ id: z.string(), name: z.string() }),
    version: z.int(),
  })
  .meta({ id: "ClaimReceipt" });

/** What an answer must say besides its shape, whoever gives it. */
const refinements: Partial<Record<AnswerType, <T extends z.ZodType>(data: T) => T>> = {
  "lianban.item.meeting-replied": sayingWhy,
  "lianban.item.meeting-attended": showingPresence,
};

const answerTypes = Object.keys(answerData) as [AnswerType, ...AnswerType[]];

/** One answer as a person gives it at a desk: who answers is known from the token, so `officer` is left out. */
const deskAnswer = (type: AnswerType) => {
  const { officer: _, ...said } = answerData[type].shape;
  const data: z.ZodType<Record<string, unknown>> = z.strictObject(said);
  return z.strictObject({
    type: z.literal(type),
    data: refinements[type]?.(data) ?? data,
  });
};

const [first, ...others] = answerTypes;

/** `POST /v1/desk/{caseId}/{itemId}/answers`: the same answers a department's system may send. */
export const deskAnswerBody = z
  .discriminatedUnion("type", [deskAnswer(first), ...others.map(deskAnswer)], {
    error: () =>
      bilingual(`type 应为:${answerTypes.join("、")}`, `type must be one of ${answerTypes.join(", ")}`),
  })
  .meta({ id: "DeskAnswer" });

/**
 * One item as a person of its department sees it (窗口): `fields`, `materials` and `inputs` hold the item's scope and
 * nothing else, and are empty for the lead's chief representative, who rules without it. `expects` are the outputs an
 * approval must bring; `meetings` those its department was invited to, from which day on it may read the item.
 */
export const deskItemView = z
  .object({
    caseId: z.string(),
    itemId: z.string(),
    name: text,
    title: z.string(),
    department: z.string(),
    lead: z.string(),
    processId: z.string(),
    mode: z.string(),
    division: z.string(),
    caseStatus: z.string(),
    status: z.string(),
    revision: z.int(),
    round: z.int(),
    askedOn: z.string().nullable(),
    replyBy: z.string().nullable(),
    acceptedOn: z.string().nullable(),
    decidedAt: z.string().nullable(),
    limits: limitsView,
    due,
    overdue: z.boolean(),
    extension: extensionView.nullable(),
    suspension: suspensionView.nullable(),
    voiding: voidingView.nullable(),
    committed: z.boolean(),
    greenChannel: greenChannelView.nullable(),
    waitsForLead: z.boolean(),
    claimedBy: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "the officer who has it in hand (认领)" }),
    officer: officer.nullable(),
    opinion: z.string().nullable(),
    rejection: z.object({ code: z.string(), text: z.string(), basis: z.string().optional() }).nullable(),
    wishes: z.array(wish),
    fields: z.record(z.string(), z.unknown()),
    materials: z.array(deliveredMaterial.extend({ file: documentState })),
    inputs: z.record(z.string(), z.record(z.string(), z.unknown())),
    meetings: z.array(meetingView),
    expects: z.array(z.string()),
    outputs: z.record(z.string(), z.unknown()),
    documents: z.array(attachedView),
  })
  .meta({ id: "DeskItem" });
/** See {@link deskItemView}. */
export type DeskItemView = z.infer<typeof deskItemView>;
