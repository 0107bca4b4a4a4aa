import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { everyResource, PROD, type Resource, resourcesOf, synthesize } from "./synthesize.ts";

const { templates } = synthesize({ ...PROD, archiveDays: "30", alarmEmail: "duty@example.cn" });
const both: [string, Template][] = Object.entries(templates);

/** Where each kind of resource that keeps data says under which key it does. */
const KEY_OF: Readonly<Record<string, (resource: Resource) => unknown>> = {
  "AWS::DynamoDB::GlobalTable": ({ Properties }) =>
    JSON.stringify(Properties.Replicas).includes("KMSMasterKeyId"),
  "AWS::S3::Bucket": ({ Properties }) =>
    JSON.stringify(Properties.BucketEncryption).includes("KMSMasterKeyID"),
  "AWS::SecretsManager::Secret": ({ Properties }) => Properties.KmsKeyId,
  "AWS::SQS::Queue": ({ Properties }) => Properties.KmsMasterKeyId,
  "AWS::SNS::Topic": ({ Properties }) => Properties.KmsMasterKeyId,
  "AWS::Logs::LogGroup": ({ Properties }) => Properties.KmsKeyId,
};

/** Kinds that keep nothing of people, or that AWS encrypts under keys of its own whatever one says. */
const KEPT_BY_AWS = [
  "AWS::Events::EventBus",
  "AWS::Events::Archive",
  "AWS::StepFunctions::StateMachine",
  "AWS::Lambda::Function",
  "AWS::Scheduler::Schedule",
];

const KEEPS_NOTHING =
  /^AWS::(ApiGatewayV2|CDK|CloudWatch|IAM|KMS|Pipes)::|Policy$|::Permission$|EventSourceMapping|::Rule$|Subscription$/;

interface Statement {
  Effect: string;
  Principal?: unknown;
  Condition?: unknown;
}

const policyStatements = (template: Template): Statement[] =>
  Object.values(everyResource(template)).flatMap(({ Properties }) => {
    const document = (Properties.PolicyDocument ?? Properties.KeyPolicy) as
      | { Statement: Statement[] }
      | undefined;
    return document?.Statement ?? [];
  });

describe("encryption at rest", () => {
  const keeping = both.flatMap(([name, template]) =>
    Object.entries(everyResource(template))
      .filter(([, { Type }]) => Type in KEY_OF)
      .map(([id, resource]) => ({ id: `${name}: ${id}`, resource })),
  );

  it.each(keeping)("is under the hub's key for $id", ({ resource }) => {
    expect(KEY_OF[resource.Type]?.(resource)).toBeTruthy();
  });

  it("is thought of for every kind of resource", () => {
    const types = new Set(
      both.flatMap(([, template]) => Object.values(everyResource(template)).map(({ Type }) => Type)),
    );
    const unknown = [...types].filter(
      (type) => !(type in KEY_OF) && !KEPT_BY_AWS.includes(type) && !KEEPS_NOTHING.test(type),
    );

    expect(unknown).toEqual([]);
  });
});

describe("transport", () => {
  it.each(["AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket"])("of %s is TLS only", (type) => {
    const policies = both.flatMap(([, template]) => Object.values(resourcesOf(template, `${type}Policy`)));
    const guarded = policies
      .filter(({ Properties }) =>
        (Properties.PolicyDocument as { Statement: Statement[] }).Statement.some(
          ({ Effect, Condition }) =>
            Effect === "Deny" && JSON.stringify(Condition).includes('"aws:SecureTransport":"false"'),
        ),
      )
      .map(({ Properties }) => JSON.stringify(Properties.Queues ?? Properties.Topics ?? Properties.Bucket))
      .join();
    const ids = both.flatMap(([, template]) => Object.keys(resourcesOf(template, type)));

    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !guarded.includes(id))).toEqual([]);
  });
});

describe("access from outside", () => {
  it("is granted to nobody by name of everybody", () => {
    const open = both
      .flatMap(([, template]) => policyStatements(template))
      .filter(
        ({ Effect, Principal }) =>
          Effect === "Allow" && (Principal === "*" || JSON.stringify(Principal) === '{"AWS":"*"}'),
      );

    expect(open).toEqual([]);
  });

  it("is by the API only: no function has an address of its own", () => {
    for (const [, template] of both) template.resourceCountIs("AWS::Lambda::Url", 0);
  });

  it("lets only the API, the schedule's rule and the hub itself call functions", () => {
    const principals = Object.values(resourcesOf(templates.hub, "AWS::Lambda::Permission")).map(
      ({ Properties }) =>
        `${Properties.Principal} ${Properties.SourceArn === undefined ? "anywhere" : "from one source"}`,
    );

    expect([...new Set(principals)].toSorted()).toEqual([
      "apigateway.amazonaws.com from one source",
      "events.amazonaws.com from one source",
    ]);
  });
});
