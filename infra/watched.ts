import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { tableSchema } from "../functions/adapters/aws/table.ts";
import { measured, type Watched, type WatchedByScope } from "./constructs/alarms.ts";
import type { HubFunction } from "./constructs/hub-function.ts";
import type { Settings } from "./settings.ts";

/** The parts of a deployment that alarms watch. */
export interface WatchedParts {
  settings: Settings;
  departments: readonly string[];
  functions: readonly HubFunction[];
  relay: HubFunction;
  machines: readonly (readonly [process: string, machine: StateMachine])[];
  deadLetters: readonly (readonly [name: string, queue: IQueue])[];
  api: HttpApi;
  table: TableV2;
}

const functionOf = (
  { node, function: { functionName }, entry }: HubFunction,
  settings: Settings,
): Watched => ({
  name: node.id,
  namespace: "AWS/Lambda",
  dimensions: { FunctionName: functionName },
  whole: settings.functions[entry].timeoutSeconds * 1_000,
});

/** The table itself, and its indexes: each has partitions, and limits, of its own. */
const tableParts = (table: TableV2): Watched[] => {
  const own = { namespace: "AWS/DynamoDB", dimensions: { TableName: table.tableName } };
  return [
    { ...own, name: "" },
    ...tableSchema.indexes.map(({ name }) => ({
      namespace: own.namespace,
      name,
      dimensions: { ...own.dimensions, GlobalSecondaryIndexName: name },
    })),
  ];
};

/** What there is of each kind to be watched. */
export const watchedOf = ({ settings, ...parts }: WatchedParts): WatchedByScope => ({
  deployment: [measured(settings)],
  department: parts.departments.map((department) => measured(settings, department)),
  function: parts.functions.map((each) => functionOf(each, settings)),
  "dead letters": parts.deadLetters.map(([name, { queueName }]) => ({
    name,
    namespace: "AWS/SQS",
    dimensions: { QueueName: queueName },
  })),
  machine: parts.machines.map(([name, { stateMachineArn }]) => ({
    name,
    namespace: "AWS/States",
    dimensions: { StateMachineArn: stateMachineArn },
  })),
  relay: [{ ...functionOf(parts.relay, settings), name: "" }],
  api: [{ name: "", namespace: "AWS/ApiGateway", dimensions: { ApiId: parts.api.apiId } }],
  table: tableParts(parts.table),
});
