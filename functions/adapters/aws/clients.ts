import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/*
 * Each is made once per process and shared, so that connections and endpoints are kept between invocations. Region,
 * credentials and endpoint come from the environment. A bundler leaves out those a function does not make.
 */

/**
 * A DynamoDB document client. `undefined` members are left out; a network failure is tried again by the SDK, under the
 * same request token.
 */
export const makeDocumentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

/** A KMS client. */
export const makeKmsClient = (): KMSClient => new KMSClient({});

/** A Secrets Manager client. */
export const makeSecretsClient = (): SecretsManagerClient => new SecretsManagerClient({});

/** An SQS client. */
export const makeSqsClient = (): SQSClient => new SQSClient({});

/** A Step Functions client. */
export const makeStepFunctionsClient = (): SFNClient => new SFNClient({});
