import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";

type Service = "dynamodb" | "s3" | "secretsmanager" | "sqs";

/** Allow some actions on some resources. */
export const allow = (
  actions: readonly string[],
  resources: readonly string[],
  conditions: Readonly<Record<string, unknown>> = {},
): PolicyStatement => new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });

/** What a service does with the key in the name of who reads its data. */
export const READS = ["kms:Decrypt"];

/** What a service does with the key in the name of who writes its data. */
export const WRITES = ["kms:Decrypt", "kms:GenerateDataKey"];

/** As {@link READS}; DynamoDB keeps a key of the table under the key. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export const TABLE_READS = ["kms:Decrypt", "kms:DescribeKey"];

/** As {@link WRITES}, for DynamoDB. */
export const TABLE_WRITES = [
  ...TABLE_READS,
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** Use of the key at rest, only through the service whose data it encrypts: never on a case's own data key. */
export const throughService = (
  { dataKey }: { dataKey: Key },
  service: Service,
  actions: readonly string[],
): PolicyStatement => {
  const { region, urlSuffix } = Stack.of(dataKey);
  const via = { StringEquals: { "kms:ViaService": `${service}.${region}.${urlSuffix}` } };
  return allow(actions, [dataKey.keyArn], via);
};
