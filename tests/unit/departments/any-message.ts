import fc from "fast-check";
import type { TwinAnswer } from "../../../functions/twins/protocols/protocol.ts";
import { type AnswerData, type AnswerType, procedure } from "../../../schemas/answers.ts";
import type { DeliveryEvent, DeliveryType } from "../../../schemas/deliveries.ts";
import { meetingKind } from "../../../schemas/meetings.ts";
import { days, instant, record, sha256, text, token } from "./hard-values.ts";

const material = fc.record({
  code: token,
  name: text,
  sha256,
  mediaType: fc.constantFrom("application/pdf", "image/png"),
  bytes: fc.integer({ min: 1, max: 20_000_000 }),
  url: fc.webUrl({ withQueryParameters: true }),
});

const date = fc.option(
  instant.map((at) => at.slice(0, 10)),
  { nil: null },
);
const due = fc.record({ replyBy: date, promised: date, statutory: date });

const meeting = fc.record({
  id: token,
  kind: fc.constantFrom(...meetingKind.options),
  number: fc.integer({ min: 1, max: 99 }),
  startsAt: instant,
  endsAt: instant,
  place: text,
  agenda: text,
  reason: fc.option(text, { nil: null }),
  consequence: fc.constantFrom("deemed-consent" as const, "must-answer" as const, null),
});

const data = fc.record(
  {
    caseId: token,
    itemId: token,
    processId: token,
    mode: token,
    division: fc.stringMatching(/^\d{6}$/),
    revision: fc.integer({ min: 1, max: 10_000 }),
    round: fc.integer({ min: 1, max: 50 }),
    because: text,
    fields: record,
    materials: fc.array(material, { maxLength: 3 }),
    inputs: fc.dictionary(token, record, { maxKeys: 2, noNullPrototype: true }),
    expects: fc.array(text, { maxLength: 3 }),
    limits: fc.record({ promisedWorkingDays: days, statutoryWorkingDays: days }),
    due,
    meeting,
    outcome: fc.option(text, { nil: null }),
    answerTo: fc.webUrl(),
  },
  {
    requiredKeys: [
      ...(["caseId", "itemId", "processId", "mode", "division", "revision", "round", "because"] as const),
      ...(["fields", "materials", "inputs", "expects", "limits", "outcome", "answerTo"] as const),
    ],
  },
);

/** Any delivery of a type the hub can make. */
export const anyDelivery = (type: DeliveryType): fc.Arbitrary<DeliveryEvent> =>
  fc.record({ id: token, source: fc.webUrl(), time: instant, data }).map((event) => ({
    specversion: "1.0",
    type,
    ...event,
    subject: `${event.data.caseId}/${event.data.itemId}`,
    datacontenttype: "application/json",
  }));

const officer = fc.record({ name: text, id: text, post: text }, { requiredKeys: ["name"] });
const common = { revision: fc.integer({ min: 1, max: 10_000 }), officer };
const file = fc.record(
  {
    name: text,
    sha256,
    mediaType: fc.constant("application/pdf"),
    bytes: fc.integer({ min: 1, max: 50_000_000 }),
  },
  { requiredKeys: ["name", "sha256", "mediaType"] },
);

const degrees = (most: number): fc.Arbitrary<number> =>
  fc.double({ min: -most, max: most, noNaN: true }).map((number) => number + 0);

/** Any data of each answer; a type without a row does not compile. */
const contents: { readonly [T in AnswerType]: fc.Arbitrary<AnswerData<T>> } = {
  "lianban.item.accepted": fc.record(
    { ...common, acceptanceNumber: text },
    { requiredKeys: ["revision", "officer"] },
  ),
  "lianban.item.approved": fc.record(
    { ...common, opinion: text, outputs: record, documents: fc.array(file, { maxLength: 2 }) },
    { requiredKeys: ["revision", "officer", "outputs", "documents"] },
  ),
  "lianban.item.rejected": fc.record({
    ...common,
    reason: fc.record({ code: text, text, basis: text }, { requiredKeys: ["code", "text"] }),
  }),
  "lianban.item.correction-required": fc.record({
    ...common,
    wishes: fc.array(fc.record({ path: text, message: text }), { minLength: 1, maxLength: 3 }),
  }),
  "lianban.item.suspended": fc.record(
    {
      ...common,
      procedure: fc.constantFrom(...procedure.options),
      reason: text,
      plannedWorkingDays: fc.integer({ min: 1, max: 250 }),
    },
    { requiredKeys: ["revision", "officer", "procedure", "reason"] },
  ),
  "lianban.item.resumed": fc.record({ ...common, result: text }),
  "lianban.item.extended": fc.record({
    ...common,
    approver: fc.record({
      name: text,
      post: text,
      authority: fc.constantFrom("agency-head" as const, "government-head" as const),
    }),
    reason: text,
  }),
  "lianban.item.forwarded": fc.record({ ...common, to: text, opinion: text }),
  "lianban.item.ruled": fc.record({
    ...common,
    ruling: fc.constantFrom("approve" as const, "refuse" as const, "suspend" as const),
    reasons: text,
  }),
  "lianban.item.voided": fc.record({ ...common, note: text }, { requiredKeys: ["revision", "officer"] }),
  "lianban.item.checked": fc.record({ ...common, kept: fc.boolean(), findings: text }),
  "lianban.item.meeting-replied": fc.oneof(
    fc.record(
      { ...common, meetingId: token, reply: fc.constant("confirmed" as const), reason: text },
      { requiredKeys: ["revision", "officer", "meetingId", "reply"] },
    ),
    fc.record({ ...common, meetingId: token, reply: fc.constant("declined" as const), reason: text }),
  ),
  "lianban.item.meeting-attended": fc.oneof(
    fc.record({ ...common, meetingId: token, evidence: fc.array(file, { minLength: 1, maxLength: 2 }) }),
    fc.record({
      ...{ ...common, meetingId: token, evidence: fc.array(file, { maxLength: 2 }) },
      position: fc.record({ latitude: degrees(90), longitude: degrees(180) }),
    }),
  ),
};

/** Any answer of a type a department can give. */
export const anyAnswer = (type: AnswerType): fc.Arbitrary<TwinAnswer> =>
  fc
    .record({
      ...{ webhookId: token, source: fc.webUrl(), caseId: token, itemId: token, time: instant },
      data: contents[type] as fc.Arbitrary<unknown>,
    })
    .map((answer) => ({ ...answer, type }) as TwinAnswer);
