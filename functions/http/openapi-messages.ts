import { answerData } from "../../schemas/answers.ts";
import { cloudEvent } from "../../schemas/cloud-event.ts";
import { deliveryData, deliveryType } from "../../schemas/deliveries.ts";
import { feesIssuedData, refundOrderedData } from "../../schemas/fee-deliveries.ts";
import { feeMessageData } from "../../schemas/fee-messages.ts";
import {
  companyRegistrationFields,
  companyRegistrationForm,
} from "../../schemas/forms/company-registration.ts";
import { bilingual } from "../../schemas/message.ts";
import { z } from "./api.ts";

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  [keyword: string]: unknown;
}

/** The name of the component that describes the form of company registration. */
export const FORM_COMPONENT = "CompanyRegistrationForm";

/** Point at a component. */
export const refTo = (component: string): JsonSchema => ({ $ref: `#/components/schemas/${component}` });

/** What a sender must write; rules zod checks by code have no JSON Schema and are left out. */
const schemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest as JsonSchema;
};

const labels: ReadonlyMap<string, string> = new Map(
  companyRegistrationFields.map(({ path, label }) => [path, bilingual(label.zh, label.en)]),
);

/** Give each field of the form the name people know it by. */
const withLabels = (schema: JsonSchema, path: string): JsonSchema => {
  const { properties, items, oneOf } = schema;
  const title = labels.get(path);
  return {
    ...schema,
    ...(title === undefined ? {} : { title }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, child]) => [
              key,
              withLabels(child, path === "" ? key : `${path}.${key}`),
            ]),
          ),
        }),
    ...(items === undefined ? {} : { items: withLabels(items, `${path}[]`) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map((each) => withLabels(each, path)) }),
  };
};

const form: JsonSchema = {
  ...withLabels(schemaOf(companyRegistrationForm), ""),
  description:
    "The form of `company-registration`. Money is integer fen, days are `YYYY-MM-DD`. Check digits and the rules across fields are told by `POST /v1/dry-runs`.",
};

/** `lianban.item.correction-required` → `ItemCorrectionRequired`. */
const componentOf = (type: string): string =>
  type
    .replace(/^lianban\./, "")
    .split(/[.-]/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");

/** The envelope with its type and data fixed. */
const eventOf = (type: string, data: string): JsonSchema => ({
  allOf: [refTo("CloudEvent")],
  type: "object",
  properties: { type: { type: "string", const: type }, data: refTo(data) },
  required: ["type", "data"],
});

const answers = Object.entries({ ...answerData, ...feeMessageData }).map(([type, data]) => ({
  type,
  component: componentOf(type),
  data: schemaOf(data),
}));

/** Every message of a department or a payment channel, told apart by its `type`. */
export const answerEvent: JsonSchema = {
  oneOf: answers.map(({ component }) => refTo(component)),
  discriminator: {
    propertyName: "type",
    mapping: Object.fromEntries(answers.map(({ type, component }) => [type, refTo(component).$ref])),
  },
};

/** What payment channels are told, in the JSON dialect only. */
const feeDeliveries = (
  [
    ["lianban.fees.issued", feesIssuedData, "A fee sheet was issued / 开具缴费通知单"],
    ["lianban.fees.refund-ordered", refundOrderedData, "What was paid goes back / 退费通知"],
  ] as const
).map(([type, data, summary]) => ({ type, data, summary, component: componentOf(type) }));

/** The components of the form and of every message, answers in and deliveries out. */
export const messageComponents: Readonly<Record<string, JsonSchema>> = {
  [FORM_COMPONENT]: form,
  CloudEvent: schemaOf(cloudEvent),
  ...Object.fromEntries(
    answers.flatMap(({ type, component, data }) => [
      [component, eventOf(type, `${component}Data`)],
      [`${component}Data`, data],
    ]),
  ),
  DeliveryData: schemaOf(deliveryData),
  ...Object.fromEntries(
    deliveryType.options.map((type) => [componentOf(type), eventOf(type, "DeliveryData")]),
  ),
  ...Object.fromEntries(
    feeDeliveries.flatMap(({ type, component, data }) => [
      [component, eventOf(type, `${component}Data`)],
      [`${component}Data`, schemaOf(data)],
    ]),
  ),
};

const signatureHeaders = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
  name,
  in: "header",
  required: true,
  schema: { type: "string" },
}));

const summaries = {
  "lianban.item.asked": "An item is put to its department / 征询",
  "lianban.item.updated": "What the department was shown has changed / 更新",
  "lianban.item.cancelled": "The item needs no answer any more / 撤销征询",
  "lianban.item.reminded": "The answer is nearly due, or late / 催办",
  "lianban.item.ruling-wanted": "The lead department is to rule on another's item / 请主办部门裁决",
  "lianban.item.void": "The case ended without a licence: undo what you approved / 作废告知",
  "lianban.case.closed": "The case is closed / 办结告知",
  "lianban.meeting.proposed": "The department is invited to a visit or a meeting / 联合踏勘、验收或会审通知",
  "lianban.meeting.held": "The department did not come, and what counts for that / 缺席告知",
  "lianban.meeting.called-off": "The visit or meeting is called off / 联合踏勘、验收或会审取消",
} as const satisfies Record<z.infer<typeof deliveryType>, string>;

const sentHow =
  "Sent to the department's address + `/deliveries/events`, signed after Standard Webhooks; the same `webhook-id` over retries.";

const deliveries = [
  ...deliveryType.options.map((type) => ({
    type,
    summary: summaries[type],
    description: `${sentHow} Other dialects carry the same data in their own words.`,
  })),
  ...feeDeliveries.map(({ type, summary }) => ({
    type,
    summary,
    description: `${sentHow} To departments that are payment channels; its subject is the case. No other dialect has words for it.`,
  })),
];

/** What the hub sends to a department's system, as OpenAPI 3.1 webhooks. */
export const deliveryWebhooks = Object.fromEntries(
  deliveries.map(({ type, summary, description }) => [
    type,
    {
      post: {
        summary,
        description,
        tags: ["deliveries"],
        parameters: signatureHeaders,
        requestBody: {
          required: true,
          content: { "application/cloudevents+json": { schema: refTo(componentOf(type)) } },
        },
        responses: {
          "2XX": { description: "taken; not sent again" },
          "410": { description: "never send this again" },
          default: { description: "sent again later, after `retry-after` if given" },
        },
      },
    },
  ]),
);
