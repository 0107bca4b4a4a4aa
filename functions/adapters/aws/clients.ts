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
 * How long a call of a service may take, in milliseconds, before the SDK gives it up and tries it again: 2 seconds to
 * connect, 10 until the reply begins. The SDK itself waits without end, so that one connection that fell silent would
 * use up an invocation; and it only warns of a late reply unless it is told to throw.
 */
export const CALL_LIMITS = { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/**
 * A DynamoDB document client. `undefined` members are left out; a network failure is tried again by the SDK, under the
 * same request token.
 */
export const makeDocumentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: CALL_LIMITS }), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** A KMS client. */
export const makeKmsClient = (): KMSClient => new KMSClient({ requestHandler: CALL_LIMITS });

/** A Secrets Manager client. */
export const makeSecretsClient = (): SecretsManagerClient =>
  new SecretsManagerClient({ requestHandler: CALL_LIMITS });

/** An SQS client. */
export const makeSqsClient = (): SQSClient => new SQSClient({ requestHandler: CALL_LIMITS });

/** A Step Functions client. */
export const makeStepFunctionsClient = (): SFNClient => new SFNClient({ requestHandler: CALL_LIMITS });
