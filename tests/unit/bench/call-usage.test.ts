import { describe, expect, it } from "vitest";
import { callName, callUsage } from "../../bench/aws-cost/call-usage.ts";

const answer = { status: 200, headers: {}, body: Buffer.from("{}") };

const incoming = (target: string | null, method = "POST") => ({
  method,
  path: "/",
  headers: target === null ? {} : { "x-amz-target": target },
  body: Buffer.from("{}"),
});

describe("callName", () => {
  it.each([
    ["DynamoDB_20120810.Query", "DynamoDB.Query"],
    ["AmazonSQS.SendMessageBatch", "SQS.SendMessageBatch"],
    ["TrentService.Decrypt", "KMS.Decrypt"],
    ["secretsmanager.GetSecretValue", "SecretsManager.GetSecretValue"],
    ["AWSStepFunctions.StartExecution", "StepFunctions.StartExecution"],
  ])("of %s is %s", (target, name) => {
    const named = callName(incoming(target));

    expect(named).toBe(name);
  });

  it("of a request without a target is S3's method", () => {
    const named = callName(incoming(null, "PUT"));

    expect(named).toBe("S3.PUT");
  });
});

describe("callUsage", () => {
  it.each([
    ["TrentService.Decrypt", { kmsRequests: 1 }],
    ["TrentService.Sign", { kmsEccRequests: 1 }],
    ["secretsmanager.GetSecretValue", { secretReads: 1, kmsByServices: 1 }],
    ["AmazonSQS.SendMessage", { queueRequests: 1 }],
    ["AWSStepFunctions.SendTaskSuccess", {}],
    ["DynamoDB_20120810.GetItem", { tableReads: 0.5, tableWrites: 0 }],
  ])("of %s is %o", (target, usage) => {
    const counted = callUsage(incoming(target), answer).usage;

    expect(counted).toEqual(usage);
  });

  it.each([
    ["PUT", { objectWrites: 1 }],
    ["GET", { objectReads: 1 }],
    ["DELETE", {}],
  ])("of an object's %s is %o", (method, usage) => {
    const counted = callUsage(incoming(null, method), answer).usage;

    expect(counted).toEqual(usage);
  });

  it("of a head that is written is an event of the pipe and of the bus", () => {
    const body = Buffer.from(JSON.stringify({ Item: { sk: { S: "HEAD" } } }));

    const counted = callUsage({ ...incoming("DynamoDB_20120810.PutItem"), body }, answer).usage;

    expect(counted).toMatchObject({ pipeEvents: 1, busEvents: 1 });
  });
});
