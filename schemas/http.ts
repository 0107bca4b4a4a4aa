import * as z from "zod";
import { DOCUMENT_BYTES, documentMediaType } from "./document.ts";
import { actor, channel, due, plannedItem } from "./events.ts";
import { licenceRecord, licenceStatus } from "./licence.ts";
import { material } from "./materials.ts";

const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: "Message" });

/**
 * Materials of one filing or correction at most. Each new document is claimed in the transaction that files it, and a
 * DynamoDB transaction takes 100 items in all.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const MAX_MATERIALS = 80;

/** A form travels as it is; its process's own schema reads it and names every field that is wrong. */
const form = z.record(z.string(), z.unknown()).meta({ description: "the form of the process, by sections" });

/** `POST /v1/cases`. `applicant` is for stations and windows that file for somebody: the subject of that person. */
export const fileCaseBody = z
  .strictObject({
    processId: z.string().max(60).meta({ example: "company-registration" }),
    mode: z.string().max(60).nullable().default(null).meta({ example: "one-code" }),
    form,
    materials: z.array(material).max(MAX_MATERIALS).default([]),
    channel: channel.default("express-lane"),
    applicant: z.string().min(1).max(120).optional(),
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

/** The answer of a dry run: which departments, materials, limits and rules apply, and why. */
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
    materials: z.array(z.object({ code: z.string(), name: text, why: text, present: z.boolean() })),
    closed: z.object({ itemId: z.string(), why: z.string() }).nullable(),
    notices: z
      .array(text)
      .meta({ description: "what the applicant should know besides, e.g. dates not known yet" }),
  })
  .meta({ id: "DryRunResult" });
/** See {@link dryRunResult}. */
export type DryRunResult = z.infer<typeof dryRunResult>;

/** `POST /v1/cases/{caseId}/corrections`, with `If-Match` naming the revision that stands. Values shown masked may be sent back masked: they are kept. */
export const correctionBody = z
  .strictObject({ form, materials: z.array(material).max(MAX_MATERIALS) })
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
    limits: z.object({ promised: z.number().nullable(), statutory: z.number().nullable() }),
    due,
    decidedAt: z.string().nullable(),
    opinion: z.string().nullable(),
    outputs: z.record(z.string(), z.unknown()),
    wishes: z.array(z.object({ path: z.string(), message: z.string() })),
    overdue: z.boolean(),
  })
  .meta({ id: "Item" });

/** A case as its applicant sees it. Identity numbers are masked. `form` is null for those who may only follow. */
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
    closedAt: z.string().nullable(),
    items: z.array(itemView),
    notice: z
      .object({
        number: z.int(),
        revision: z.int(),
        issuedAt: z.string(),
        wishes: z.array(z.object({ itemId: z.string(), path: z.string(), message: z.string() })),
      })
      .nullable(),
    refusal: z.array(z.object({ itemId: z.string(), code: z.string(), text: z.string() })),
    withdrawal: z.string().nullable(),
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
    materials: z.array(material).nullable(),
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

/** A stored document. */
export const documentView = z
  .object({
    documentId: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    storedAt: z.string(),
  })
  .meta({ id: "Document" });

/** `POST /v1/document-uploads`. `sha256` is lower-case hex of the bytes that will be sent. */
export const documentUploadBody = z
  .strictObject({
    mediaType: documentMediaType,
    bytes: z.int().positive().max(DOCUMENT_BYTES),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: "DocumentUpload" });

/** Where the bytes of an upload go. `headers` are to be sent exactly so; `expiresAt` is an instant. */
export const uploadTicket = z
  .object({
    documentId: z.string(),
    method: z.literal("PUT"),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  })
  .meta({ id: "UploadTicket" });

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
