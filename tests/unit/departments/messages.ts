import fc from "fast-check";
import type { TwinAnswer } from "../../../functions/twins/protocols/protocol.ts";
import type { DeliveryEvent } from "../../../schemas/deliveries.ts";
import { sampleForm } from "../../fixtures/company-registration/forms.ts";

/** Characters that break encoders: outside GBK, outside the basic plane, half a surrogate, control, markup, blanks. */
const awkward = [
  "㐂",
  "𠮷",
  "镕",
  "€",
  "·",
  "é",
  "\ue81e",
  "\ufffd",
  "\uffff",
  "\ud842",
  "\udfb7",
  "\0",
  "\u000b",
];
const markup = [
  "\\",
  "\\u0041",
  "&",
  "&lt;",
  "<",
  ">",
  "]]>",
  "<![CDATA[",
  '"',
  "'",
  "\r",
  "\n",
  "\t",
  " ",
  "\u00a0",
];
const plain = ["蚌", "埠", "a", "Z", "0", "+", "%", "=", "#", "/", "?"];

/** Text made to hurt: any mixture of {@link awkward}, {@link markup} and plain characters. */
const hardText = (size: { minLength?: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(fc.constantFrom(...awkward, ...markup, ...plain), size).map((parts) => parts.join("")),
    fc.string({ unit: "binary", ...size }),
  );

const text = hardText({ minLength: 1, maxLength: 12 });
const key = hardText({ maxLength: 6 }).filter((name) => name !== "__proto__");

/** Any JSON value, its texts and keys made to hurt. */
const jsonValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    hardText({ maxLength: 12 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const record = fc.dictionary(key, jsonValue, { maxKeys: 4, noNullPrototype: true });
const token = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/);
const instant = fc
  .date({ min: new Date("2014-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const days = fc.option(fc.integer({ min: 0, max: 250 }), { nil: null });
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);

const material = fc.record({
  code: token,
  name: text,
  sha256,
  mediaType: fc.constantFrom("application/pdf", "image/png"),
  bytes: fc.integer({ min: 1, max: 20_000_000 }),
  url: fc.webUrl({ withQueryParameters: true }),
});

/** Any delivery the hub can make. */
export const deliveryEvent: fc.Arbitrary<DeliveryEvent> = fc
  .record({
    id: token,
    source: fc.webUrl(),
    type: fc.constantFrom(
      "lianban.item.asked" as const,
      "lianban.item.updated" as const,
      "lianban.item.cancelled" as const,
      "lianban.case.closed" as const,
    ),
    time: instant,
    data: fc.record({
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
      outcome: fc.option(text, { nil: null }),
      answerTo: fc.webUrl(),
    }),
  })
  .map((event) => ({
    specversion: "1.0",
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

const content: fc.Arbitrary<Pick<TwinAnswer, "type" | "data">> = fc.oneof(
  fc.record({
    type: fc.constant("lianban.item.accepted" as const),
    data: fc.record({ ...common, acceptanceNumber: text }, { requiredKeys: ["revision", "officer"] }),
  }),
  fc.record({
    type: fc.constant("lianban.item.approved" as const),
    data: fc.record(
      { ...common, opinion: text, outputs: record, documents: fc.array(file, { maxLength: 2 }) },
      { requiredKeys: ["revision", "officer", "outputs", "documents"] },
    ),
  }),
  fc.record({
    type: fc.constant("lianban.item.rejected" as const),
    data: fc.record({
      ...common,
      reason: fc.record({ code: text, text, basis: text }, { requiredKeys: ["code", "text"] }),
    }),
  }),
  fc.record({
    type: fc.constant("lianban.item.correction-required" as const),
    data: fc.record({
      ...common,
      wishes: fc.array(fc.record({ path: text, message: text }), { minLength: 1, maxLength: 3 }),
    }),
  }),
  fc.record({
    type: fc.constant("lianban.item.suspended" as const),
    data: fc.record(
      {
        ...common,
        procedure: fc.constantFrom("hearing" as const, "site-visit" as const),
        reason: text,
        plannedWorkingDays: fc.integer({ min: 1, max: 250 }),
      },
      { requiredKeys: ["revision", "officer", "procedure", "reason"] },
    ),
  }),
  fc.record({
    type: fc.constant("lianban.item.resumed" as const),
    data: fc.record({ ...common, result: text }),
  }),
);

/** Any answer a department can give. */
export const twinAnswer: fc.Arbitrary<TwinAnswer> = fc
  .record({ webhookId: token, source: fc.webUrl(), caseId: token, itemId: token, time: instant, content })
  .map(({ content: { type, data }, ...envelope }) => ({ ...envelope, type, data }) as TwinAnswer);

/** One ask as a department gets it, made of a sample form. */
export const askedSample: DeliveryEvent = {
  specversion: "1.0",
  id: "3403002026112401000017-organization-code-9-asked",
  source: "https://hub.example.cn/v1/cases",
  type: "lianban.item.asked",
  subject: "3403002026112401000017/organization-code",
  time: "2026-11-24T01:30:00.000Z",
  datacontenttype: "application/json",
  data: {
    caseId: "3403002026112401000017",
    itemId: "organization-code",
    processId: "company-registration",
    mode: "three-numbers",
    division: "340303",
    revision: 1,
    round: 1,
    because: "first",
    fields: {
      name: { division: "蚌埠", tradeName: "淮畔㐂", industry: "智能装备", organizationForm: "有限公司" },
      qualityProfile: { ...sampleForm("sails-through").qualityProfile },
    },
    materials: [
      {
        code: "identity",
        name: "身份证明",
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        mediaType: "application/pdf",
        bytes: 18_204,
        url: "https://hub.example.cn/v1/documents/d1?for=quality-supervision&expires=1803259800&mac=ABCD",
      },
    ],
    inputs: { "enterprise-registration": { registrationNumber: "340300000000019" } },
    expects: ["organizationCode"],
    limits: { promisedWorkingDays: 1, statutoryWorkingDays: 20 },
    outcome: null,
    answerTo: "https://hub.example.cn/v1/webhooks/quality-supervision",
  },
};

/** One approval as a department gives it. */
export const approvedSample: TwinAnswer = {
  webhookId: "msg-7f3a9c",
  source: "urn:lianban:department:quality-supervision",
  type: "lianban.item.approved",
  caseId: "3403002026112401000017",
  itemId: "organization-code",
  time: "2026-11-24T02:10:00.000Z",
  data: {
    revision: 1,
    officer: { name: "周文衡", post: "窗口首席代表" },
    opinion: "经审查，准予赋码。",
    outputs: { organizationCode: "PDY010015" },
    documents: [],
  },
};
