/** What the stack tells its functions. Each function is given only what it needs. */
export type VariableName =
  | "LIANBAN_TABLE"
  | "LIANBAN_BUCKET"
  | "LIANBAN_BASE_URL"
  | "LIANBAN_DATA_KEY_ID"
  | "LIANBAN_LICENCE_KEY_ID"
  | "LIANBAN_SECRETS_PREFIX"
  | "LIANBAN_CONNECTIONS"
  | "LIANBAN_QUEUES"
  | "LIANBAN_RELAY_QUEUE_URL"
  | "LIANBAN_STATE_MACHINES"
  | "LIANBAN_DEPARTMENT"
  | "LIANBAN_DELIVERY_PAUSES_SECONDS"
  | "LIANBAN_STUCK_SECONDS"
  | "LIANBAN_UPLOAD_MB"
  | "LIANBAN_OIDC_ISSUER"
  | "LIANBAN_OIDC_AUDIENCE"
  | "LIANBAN_DEMO_ISSUER"
  | "LIANBAN_LOG";

/** A variable that may be absent. */
export const optional = (name: VariableName): string | undefined => process.env[name] || undefined;

/** A variable this function cannot do without. Throws, at the cold start, with its name and the remedy. */
export const required = (name: VariableName): string => {
  const value = optional(name);
  if (value === undefined)
    throw new Error(`${name} is not set; the stack sets it for this function, so deploy the stack again`);
  return value;
};

/** A variable that holds a JSON object of texts: `{"tax":"https://…"}`. */
export const textMap = (name: VariableName): ReadonlyMap<string, string> =>
  new Map(Object.entries(JSON.parse(required(name)) as Record<string, string>));

/** The pauses between attempts of a delivery, in milliseconds; `undefined` for the adapter's own schedule. */
export const deliveryPausesMs = (): readonly number[] | undefined =>
  optional("LIANBAN_DELIVERY_PAUSES_SECONDS")
    ?.split(",")
    .map((seconds) => Number(seconds) * 1_000);
