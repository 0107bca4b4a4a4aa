import {
  answerEvent,
  deliveryWebhooks,
  FORM_COMPONENT,
  type JsonSchema,
  messageComponents,
  refTo,
} from "./openapi-messages.ts";

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
}

/** As much of an OpenAPI 3.1 document as is written here. */
interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
  webhooks?: Record<string, unknown>;
}

/**
 * Headers a request must have. The routes take them as optional, since their absence has a problem of its own
 * (`header-missing`); to whoever reads the document they are required.
 */
const requiredHeaders: ReadonlyMap<string, string> = new Map([
  ["idempotency-key", "Idempotency-Key"],
  ["if-match", "If-Match"],
]);

const requireHeaders = ({ parameters = [] }: Operation): void => {
  for (const parameter of parameters) {
    const name = requiredHeaders.get(parameter.name);
    if (parameter.in === "header" && name !== undefined) Object.assign(parameter, { name, required: true });
  }
};

const unsupported = {
  description: "the body is not application/json",
  content: { "application/problem+json": { schema: refTo("Problem") } },
};

const refuseOtherMedia = ({ requestBody, responses }: Operation): void => {
  if (requestBody !== undefined && "application/json" in requestBody.content)
    responses["415"] ??= unsupported;
};

/** The form of a filing or a correction, described; zod reads it as any record, its process reads it closely. */
const describeForm = (schemas: Record<string, JsonSchema>, component: string): void => {
  const { properties } = schemas[component] ?? {};
  if (properties !== undefined) properties.form = refTo(FORM_COMPONENT);
};

/**
 * Complete the generated document: the form, the messages both ways, headers that must be there, 415 where a body is
 * JSON. Works on a copy and touches no route.
 */
export const completeDocument = (generated: unknown): ApiDocument => {
  const document = JSON.parse(JSON.stringify(generated)) as ApiDocument;
  const { paths, components } = document;
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    requireHeaders(operation);
    refuseOtherMedia(operation);
  }
  Object.assign(components.schemas, messageComponents);
  for (const component of ["FileCase", "Correction"]) describeForm(components.schemas, component);
  const { requestBody } = paths["/v1/webhooks/{department}"]?.post ?? {};
  if (requestBody !== undefined)
    requestBody.content = { "application/cloudevents+json": { schema: answerEvent } };
  return { ...document, webhooks: deliveryWebhooks };
};
