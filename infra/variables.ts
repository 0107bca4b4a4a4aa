import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { VariableName } from "../functions/runtime/aws/environment.ts";
import type { EntryName } from "./bundle.ts";
import type { DepartmentConnection } from "./departments.ts";
import { everyFunction, functionsTable } from "./functions-table.ts";
import type { Resources } from "./rights.ts";
import type { Settings } from "./settings.ts";

/** What the variables of functions are taken from. */
export interface VariableSources {
  settings: Settings;
  connections: readonly DepartmentConnection[];
  resources: Resources;
  baseUrl: string;
  secretsPrefix: string;
}

/**
 * How departments are reached, as functions/runtime/aws/directory.ts reads it: `{"tax":"system form-sm3"}`. Only an adapter
 * is told an address, that of its own department: an environment is short.
 */
const connectionText = (connections: readonly DepartmentConnection[], own: string | undefined): string =>
  JSON.stringify(
    Object.fromEntries(
      connections.map(({ department, channel, dialect, url }) => [
        department,
        [channel, dialect, ...(department === own ? [url] : [])].join(" "),
      ]),
    ),
  );

/** A map as JSON, with values that are known only once they are deployed. */
const mapText = (scope: Construct, entries: readonly (readonly [name: string, value: string])[]): string =>
  Stack.of(scope).toJsonString(Object.fromEntries(entries));

type Value = (scope: Construct, sources: VariableSources) => string | undefined;

/** Every variable's value; an adapter's are those of its own department. `undefined` leaves it out. */
const values: Readonly<Record<VariableName, Value>> = {
  LIANBAN_TABLE: (_, { resources }) => resources.table.tableName,
  LIANBAN_BUCKET: (_, { resources }) => resources.bucket.bucketName,
  LIANBAN_BASE_URL: (_, { baseUrl }) => baseUrl,
  LIANBAN_DATA_KEY_ID: (_, { resources }) => resources.dataKey.keyArn,
  LIANBAN_LICENCE_KEY_ID: (_, { resources }) => resources.licenceKey.keyArn,
  LIANBAN_SECRETS_PREFIX: (_, { secretsPrefix }) => secretsPrefix,
  LIANBAN_CONNECTIONS: (_, { connections, resources: { department } }) =>
    connectionText(connections, department),
  // Of many queues the names, which lie where the relay's own queue does; functions/runtime/aws/queues.ts reads both.
  LIANBAN_QUEUES: (scope, { resources: { queues, department } }) =>
    mapText(
      scope,
      [...queues]
        .filter(([each]) => department === undefined || each === department)
        .map(([each, { queueName, queueUrl }]) => [each, department === undefined ? queueName : queueUrl]),
    ),
  LIANBAN_RELAY_QUEUE_URL: (_, { resources }) => resources.relayQueue.queueUrl,
  LIANBAN_STATE_MACHINES: (scope, { resources }) =>
    mapText(
      scope,
      [...resources.machines].map(([process, { stateMachineArn }]) => [process, stateMachineArn]),
    ),
  LIANBAN_DEPARTMENT: (_, { resources }) => resources.department,
  LIANBAN_DELIVERY_PAUSES_SECONDS: (_, { settings }) => settings.deliveryPausesSeconds,
  LIANBAN_STUCK_SECONDS: (_, { settings }) => String(settings.stuckSeconds),
  LIANBAN_UPLOAD_MB: (_, { settings }) => String(settings.uploadMegabytes),
  LIANBAN_OIDC_ISSUER: (_, { settings }) => settings.oidcIssuer,
  LIANBAN_OIDC_AUDIENCE: (_, { settings }) => settings.oidcAudience,
  LIANBAN_DEMO_ISSUER: (_, { settings }) => settings.demoIssuer,
  LIANBAN_LOG: (_, { settings }) => settings.logLevel,
};

/** What a function is told: the variables its row of the table names, and no more. */
export const environmentOf = (
  scope: Construct,
  entry: EntryName,
  sources: VariableSources,
): Record<string, string> => {
  const told = [...everyFunction, ...functionsTable[entry].variables].map(
    (name) => [name, values[name](scope, sources)] as const,
  );
  return Object.fromEntries(told.filter((pair): pair is [VariableName, string] => pair[1] !== undefined));
};
