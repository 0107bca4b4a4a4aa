import * as z from "zod";
import {
  attachedView,
  cardSummary,
  delegationView,
  extensionView,
  limitsView,
  ownerView,
  ratingSummary,
  suspensionView,
  toleranceView,
  voidingView,
  withdrawalRequestView,
} from "./case-parts.ts";
import { actor, channel, delegation, due, plannedItem } from "./events.ts";
import { feeSummary, feesTried } from "./fee-view.ts";
import { licenceRecord, licenceStatus } from "./licence.ts";
import { MAX_MATERIALS, materialSent, materialView } from "./materials.ts";
import { meetingSummary } from "./meeting-views.ts";
import { outputView, projectOfCase } from "./project.ts";

const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: "Message" });

/** A form travels as it is; its process's own schema reads it and names every field that is wrong. */
const form = z.record(z.string(), z.unknown()).meta({ description: "the form of the process, by sections" });

/** Who signs a promise or a commitment: the person's name. */
const signedBy = z.string().min(1).max(40);

/**
 * `POST /v1/cases`. `applicant` is for stations and windows that file for somebody: the subject of that person.
 *
 * `promise` names materials that follow later (容缺受理), `commitments` items whose conditions are signed instead of
 * proved (告知承诺). `delegation` is what lets a station act for somebody: what it may do, until when (a year ahead at
 * most), and the stored document that says so (授权委托书), which it cannot do without; its agent is the station that files.
 */
export const fileCaseBody = z
  .strictObject({
    processId: z.string().max(60).meta({ example: "company-registration" }),
    mode: z.string().max(60).nullable().default(null).meta({ example: "one-code" }),
    form,
    materials: z.array(materialSent).max(MAX_MATERIALS).default([]),
    channel: channel.default("express-lane"),
    applicant: z.string().min(1).max(120).optional(),
    promise: z
      .strictObject({ codes: z.array(z.string().min(1).max(60)).min(1).max(MAX_MATERIALS), signedBy })
      .optional(),
    commitments: z
      .array(z.strictObject({ item: z.string().min(1).max(60), signedBy }))
      .min(1)
      .max(50)
      .optional(),
    delegation: z
      .strictObject({
        scope: delegation.shape.scope,
        until: z.iso.date(),
        mandate: z.string().min(1).max(60),
      })
      .optional(),
  })
  .meta({ id: "FileCase" });
/** See {@link fileCaseBody}. */
export type FileCaseBody = z.infer<typeof fileCaseBody>;

/** `POST /v1/dry-runs`: what filing would mean, without filing. `on` is the day to judge by; today if absent. */
export const dryRunBody = z
  .strictObject({
    processId: z.string().max(60),
    mode: z.string().max(60).nullable().default(null),
    form,
    materials: z
      .array(z.strictObject({ code: z.string().max(60) }))
      .max(100)
      .default([]),
    on: z.iso.date().optional(),
  })
  .meta({ id: "DryRun" });

const finding = z.object({
  rule: z.string(),
  severity: z.enum(["refuse", "review"]),
  path: z.string(),
  message: text,
  source: z.string(),
});

/** A pre-condition (前置条件), and what to do where it is not met. */
const preconditionTried = z.object({
  id: z.string(),
  name: text,
  basis: z.string(),
  met: z.boolean(),
  remedy: text.nullable(),
});

/**
 * The project of a form as a dry run found it. `outputs` and `materials` are what a filing takes over, so that nobody is asked
 * for it again; `openPhases` the works for which the same phase is open already; `promisable` the materials that may be
 * promised, of which the green channel knows more.
 */
const projectTried = z.discriminatedUnion("lookedAt", [
  z.object({ lookedAt: z.literal(false), code: z.string() }),
  z.object({
    lookedAt: z.literal(true),
    code: z.string(),
    isFirst: z.boolean(),
    outputs: z.array(outputView),
    materials: z.array(z.object({ code: z.string(), caseId: z.string(), on: z.string() })),
    openPhases: z.array(z.object({ works: z.string(), caseId: z.string() })),
    greenChannel: z.object({ on: z.string(), reason: z.string() }).nullable(),
    promisable: z.array(z.string()),
  }),
]);

/**
 * The answer of a dry run: which departments, materials, limits and rules apply, and why. Of the project of the form only its
 * applicant is told. `present` is a material that was declared, or that the project has.
 */
export const dryRunResult = z
  .object({
    processId: z.string(),
    mode: z.string(),
    on: z.iso.date(),
    acceptable: z.boolean(),
    issues: z.array(z.object({ path: z.string(), message: text })),
    findings: z.array(finding),
    items: z.array(
      plannedItem.extend({
        name: text,
        departmentName: text,
        basis: z.string(),
        scope: z.array(z.string()),
        waitsFor: z.record(z.string(), z.array(z.string())),
        yields: z.array(z.string()),
      }),
    ),
    materials: z.array(
      z.object({
        code: z.string(),
        name: text,
        why: text,
        present: z.boolean(),
        isTolerable: z
          .boolean()
          .meta({ description: "may be promised in writing and handed in later (容缺受理)" }),
      }),
    ),
    preconditions: z.array(preconditionTried),
    project: projectTried.nullable().meta({
      description:
        "null where the process knows no projects; `lookedAt` is false for who is no signed-in applicant",
    }),
    closed: z.object({ itemId: z.string(), why: z.string() }).nullable(),
    notices: z
      .array(text)
      .meta({ description: "what the applicant should know besides, e.g. dates not known yet" }),
    fees: feesTried.nullable(),
  })
  .meta({ id: "DryRunResult" });
/** See {@link dryRunResult}. */
export type DryRunResult = z.infer<typeof dryRunResult>;

/** `POST /v1/cases/{caseId}/corrections`, with `If-Match` naming the revision that stands. Values shown masked may be sent back masked: they are kept. */
export const correctionBody = z
  .strictObject({ form, materials: z.array(materialSent).max(MAX_MATERIALS) })
  .meta({ id: "Correction" });

/** `POST /v1/cases/{caseId}/withdrawal`. */
export const withdrawalBody = z
  .strictObject({ reason: z.string().min(1).max(500) })
  .meta({ id: "Withdrawal" });

/** One item as the applicant sees it. */
const itemView = z
  .object({
    itemId: z.string(),
    name: text,
    department: z.string(),
    departmentName: text,
    stage: z.string(),
    status: z.string(),
    why: text,
    round: z.int(),
    revision: z.int(),
    askedOn: z.string().nullable(),
    replyBy: z.string().nullable(),
    acceptedOn: z.string().nullable(),
    limits: limitsView,
    due,
    extension: extensionView.nullable(),
    suspension: suspensionView.nullable(),
    decidedAt: z.string().nullable(),
    opinion: z.string().nullable(),
    outputs: z.record(z.string(), z.unknown()),
    documents: z.array(attachedView),
    wishes: z.array(z.object({ path: z.string(), message: z.string() })),
    overdue: z.boolean(),
    committed: z.boolean(),
    voiding: voidingView.nullable(),
  })
  .meta({ id: "Item" });

/**
 * A case as its applicant sees it. Identity numbers are masked. `form` is null for those who may only follow.
 * `acceptedOn`, `limits` and `due` are those of the whole case.
 */
export const caseView = z
  .object({
    caseId: z.string(),
    processId: z.string(),
    mode: z.string(),
    title: z.string(),
    status: z.string(),
    waitingOn: z.enum(["department", "applicant", "hub"]).nullable(),
    waitingFor: text,
    revision: z.int(),
    version: z.int(),
    channel,
    filedAt: z.string(),
    receivedOn: z.string().nullable(),
    acceptedOn: z.string().nullable(),
    closedAt: z.string().nullable(),
    deliveredOn: z.string().nullable(),
    limits: limitsView,
    due,
    extension: extensionView.nullable(),
    owner: ownerView.nullable(),
    delegation: delegationView.nullable(),
    ...projectOfCase,
    tolerance: toleranceView.nullable(),
    items: z.array(itemView),
    meetings: z.array(meetingSummary),
    notice: z
      .object({
        number: z.int(),
        revision: z.int(),
        issuedAt: z.string(),
        wishes: z.array(z.object({ itemId: z.string(), path: z.string(), message: z.string() })),
        answerBy: z.string().nullable(),
      })
      .nullable(),
    refusal: z.array(z.object({ itemId: z.string(), code: z.string(), text: z.string() })),
    withdrawal: z.string().nullable(),
    withdrawalRequest: withdrawalRequestView.nullable(),
    cards: z.array(cardSummary),
    ratings: z.array(ratingSummary),
    fees: feeSummary.nullable(),
    licence: z
      .object({
        licenceId: z.string(),
        version: z.int(),
        status: licenceStatus,
        url: z.string(),
        pdf: z.string(),
        verify: z.string(),
      })
      .nullable(),
    form: form.nullable(),
    materials: z.array(materialView).nullable(),
  })
  .meta({ id: "Case" });
/** See {@link caseView}. */
export type CaseView = z.infer<typeof caseView>;

/** A case in a list. */
export const caseSummary = z
  .object({
    caseId: z.string(),
    processId: z.string(),
    title: z.string(),
    status: z.string(),
    waitingOn: z.string().nullable(),
    revision: z.int(),
    filedAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "CaseSummary" });

/** A page of something. `cursor` goes into the next request; null at the end. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), cursor: z.string().nullable() });

/** One event of the log as people may read it: identity numbers masked. `hash` chains it to the one before. */
export const eventView = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: z.string(),
    actor,
    cause: z.string(),
    data: z.record(z.string(), z.unknown()),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "Event" });
/** See {@link eventView}. */
export type EventView = z.infer<typeof eventView>;

/** What anybody may verify of a licence. `signature` is a compact JWS over the canonical JSON of `record`. */
export const licenceView = z
  .object({
    record: licenceRecord,
    signature: z.string(),
    status: licenceStatus,
    currentVersion: z.int(),
    keys: z.string(),
    verify: z.string(),
    pdf: z.string(),
  })
  .meta({ id: "Licence" });
/** See {@link licenceView}. */
export type LicenceView = z.infer<typeof licenceView>;

/** `POST /v1/licences/{licenceId}/reissue`. */
export const reissueBody = z.strictObject({ reason: z.string().min(1).max(200) }).meta({ id: "Reissue" });
/** `POST /v1/licences/{licenceId}/revocation`. */
export const revocationBody = z
  .strictObject({ reason: z.string().min(1).max(200), basis: z.string().min(1).max(200) })
  .meta({ id: "Revocation" });
/** `POST /v1/cases/{caseId}/erasure`. */
export const erasureBody = z.strictObject({ reason: z.string().min(1).max(500) }).meta({ id: "Erasure" });

/** What a department is told when its answer was taken. */
export const webhookReceipt = z
  .object({
    received: z.literal(true),
    caseId: z.string(),
    itemId: z.string(),
    itemStatus: z.string(),
    version: z.int(),
  })
  .meta({ id: "WebhookReceipt" });
