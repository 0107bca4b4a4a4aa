import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { MAX_RECEIVES } from "../../functions/adapters/aws/delivery-limits.ts";
import { processes } from "../../functions/processes/processes.ts";
import { everyResource, PROD, type Resource, resourcesOf, synthesize } from "./synthesize.ts";

const dev = synthesize();
const { hub } = dev.templates;
const prod = synthesize(PROD).templates.hub;

const SYSTEMS = ["marketregulation", "qualitysupervision", "tax"];

const theOnly = (resources: Record<string, Resource>): Resource => {
  const [first, ...others] = Object.values(resources);
  if (first === undefined || others.length > 0) throw new Error("there is not exactly one");
  return first;
};

const idOf = (value: unknown): string => JSON.stringify(value);

describe("HubApi", () => {
  const integrations = resourcesOf(hub, "AWS::ApiGatewayV2::Integration");
  const behind = (target: unknown): string => {
    const id = Object.keys(integrations).find((each) => idOf(target).includes(each)) ?? "";
    return /"(\w+?)Function[0-9A-F]{8}"/.exec(idOf(integrations[id]?.Properties.IntegrationUri))?.[1] ?? "";
  };

  it("leads every route to its function", () => {
    const routes = Object.values(resourcesOf(hub, "AWS::ApiGatewayV2::Route")).map(({ Properties }) => [
      Properties.RouteKey,
      behind(Properties.Target),
    ]);

    expect(routes).toEqual([
      ["POST /v1/webhooks/{department}", "webhooks"],
      ["POST /v1/departments/{department}/secret-rotation", "webhooks"],
      ["GET /v1/licences/{licenceId}/pdf", "public"],
      ["GET /v1/cases/{caseId}/letters/{number}", "letters"],
      ["ANY /v1/{proxy+}", "api"],
      ["ANY /health", "api"],
      ["ANY /openapi.json", "api"],
      ["ANY /.well-known/{proxy+}", "api"],
      ["ANY /oidc/{proxy+}", "api"],
      ["$default", "public"],
    ]);
  });

  it("throttles departments' answers apart from everybody's requests", () => {
    prod.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 },
      RouteSettings: {
        "POST /v1/webhooks/{department}": { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      },
    });
  });

  it("opens the stage after the routes it sets limits for", () => {
    const [stage] = Object.values(resourcesOf(hub, "AWS::ApiGatewayV2::Stage"));

    expect((stage as unknown as { DependsOn: string[] }).DependsOn).toEqual(
      expect.arrayContaining(Object.keys(resourcesOf(hub, "AWS::ApiGatewayV2::Route"))),
    );
  });

  it("logs how requests went, and nothing that tells of people", () => {
    const formats = Object.values(resourcesOf(hub, "AWS::ApiGatewayV2::Stage")).map(
      ({ Properties }) => (Properties.AccessLogSettings as { Format: string }).Format,
    );
    const told = [...formats.join().matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);

    expect(told).toEqual([
      "requestId",
      "requestTimeEpoch",
      "routeKey",
      "status",
      "responseLatency",
      "integrationLatency",
      "responseLength",
      "error.responseType",
    ]);
  });

  it("answers at a domain over TLS 1.2, and then nowhere else", () => {
    const domainName = "lianban.example.cn";
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const own = synthesize({ domainName, certificateArn }).templates.hub;

    own.hasResourceProperties("AWS::ApiGatewayV2::DomainName", {
      DomainName: domainName,
      DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: "TLS_1_2" })],
    });
    own.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true });
    own.hasOutput("BaseUrl", { Value: `https://${domainName}` });
    own.hasOutput("PointDomainAt", {});
    hub.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: false });
  });
});

describe("HubFunction", () => {
  it("runs on Node 24 and arm64, with readable stacks", () => {
    hub.allResourcesProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      TracingConfig: Match.absent(),
      Environment: { Variables: Match.objectLike({ NODE_OPTIONS: "--enable-source-maps" }) },
    });
  });

  it("is traced when it is told to be", () => {
    synthesize({ tracing: "on" }).templates.hub.allResourcesProperties("AWS::Lambda::Function", {
      TracingConfig: { Mode: "Active" },
    });
  });

  it("reserves nothing unless it is told to", () => {
    const reserved = synthesize({ "webhooks.reservedConcurrency": "20" }).templates.hub;

    expect(JSON.stringify(hub.toJSON())).not.toContain("ReservedConcurrentExecutions");
    reserved.hasResourceProperties("AWS::Lambda::Function", { ReservedConcurrentExecutions: 20 });
  });

  it("takes its size, runtime and architecture from the settings", () => {
    const other = synthesize({ runtime: "nodejs22.x", architecture: "x86_64", "api.memoryMb": "3000" });

    other.templates.hub.hasResourceProperties("AWS::Lambda::Function", {
      MemorySize: 3_000,
      Runtime: "nodejs22.x",
      Architectures: ["x86_64"],
    });
  });

  it("writes a log that is encrypted and ends", () => {
    hub.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 14, KmsKeyId: Match.anyValue() });
    prod.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 180 });
    const functions = Object.keys(resourcesOf(hub, "AWS::Lambda::Function"));

    expect(functions).toHaveLength(12);
    hub.allResourcesProperties("AWS::Lambda::Function", { LoggingConfig: { LogGroup: Match.anyValue() } });
  });
});

describe("DepartmentChannel", () => {
  const queues = resourcesOf(hub, "AWS::SQS::Queue");

  it("gives each department with a system a queue with dead letters, and a desk none", () => {
    const ids = Object.keys(queues).filter((id) => id.startsWith("Channel"));

    expect(ids.map((id) => id.replace(/[0-9A-F]{8}$/, "")).toSorted()).toEqual(
      SYSTEMS.flatMap((name) => [
        `Channel${name}MessagesDeadLetters`,
        `Channel${name}MessagesQueue`,
      ]).toSorted(),
    );
  });

  it.each(SYSTEMS)("takes a message to %s for dead when the deliveries adapter says so", (name) => {
    const [queue] = Object.entries(queues).filter(([id]) => id.startsWith(`Channel${name}MessagesQueue`));

    expect(queue?.[1].Properties).toMatchObject({
      RedrivePolicy: {
        deadLetterTargetArn: {
          "Fn::GetAtt": [expect.stringMatching(`^Channel${name}MessagesDeadLetters`), "Arn"],
        },
        maxReceiveCount: MAX_RECEIVES,
      },
      MessageRetentionPeriod: 14 * 86_400,
      VisibilityTimeout: 360,
    });
  });

  it.each(SYSTEMS)("lets the adapter of %s read its own queue, message by message", (name) => {
    hub.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: { "Fn::GetAtt": [Match.stringLikeRegexp(`^Channel${name}MessagesQueue`), "Arn"] },
      FunctionName: { Ref: Match.stringLikeRegexp(`^adapter${name}Function`) },
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });
});

describe("Relay", () => {
  const filters = (): unknown[] =>
    Object.values(resourcesOf(hub, "AWS::Lambda::EventSourceMapping")).flatMap(({ Properties }) => {
      const { Filters = [] } = (Properties.FilterCriteria ?? {}) as { Filters?: { Pattern: string }[] };
      return Filters.map(({ Pattern }) => JSON.parse(Pattern));
    });

  it("is woken only by heads that carry effects", () => {
    expect(filters()).toEqual([
      {
        dynamodb: {
          Keys: { sk: { S: ["HEAD"] } },
          NewImage: { effectsFrom: { N: [{ exists: true }] } },
        },
      },
    ]);
  });

  it("reads the stream from its beginning, in parts, and puts aside what it cannot take", () => {
    hub.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: { "Fn::ImportValue": Match.stringLikeRegexp("TableStream|StreamArn") },
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 25,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 4,
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: {
        OnFailure: {
          Destination: { "Fn::GetAtt": [Match.stringLikeRegexp("^RelayRetriesDeadLetters"), "Arn"] },
        },
      },
    });
  });

  it("reads its queue of what is tried again", () => {
    hub.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: { "Fn::GetAtt": [Match.stringLikeRegexp("^RelayRetriesQueue"), "Arn"] },
      FunctionName: { Ref: Match.stringLikeRegexp("^relayFunction") },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });
});

describe("Watch", () => {
  it("looks every minute, or as often as it is told to", () => {
    hub.hasResourceProperties("AWS::Scheduler::Schedule", { ScheduleExpression: "rate(1 minute)" });
    synthesize({ watchMinutes: "5" }).templates.hub.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "rate(5 minutes)",
    });
  });

  it("carries out once a day what the relay may have missed", () => {
    hub.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "rate(1 day)",
      Target: Match.objectLike({ Input: JSON.stringify({ reapply: true }) }),
    });
  });

  it("hears of executions of the hub's own machines that ended before their last state", () => {
    hub.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
          stateMachineArn: [...processes.keys()].map((id) => ({
            Ref: Match.stringLikeRegexp(`^Process${id.replaceAll("-", "")}Machine`),
          })),
        },
      },
      Targets: [
        Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^watchFunction"), "Arn"] } }),
      ],
    });
  });
});

describe("CaseEvents", () => {
  const pipe = theOnly(resourcesOf(hub, "AWS::Pipes::Pipe"));

  it("publishes written heads, and of them nothing that tells of people", () => {
    const { InputTemplate } = pipe.Properties.TargetParameters as { InputTemplate: string };
    const record = {
      "$.dynamodb.Keys.pk.S": "CASE#340300202611240001",
      "$.dynamodb.NewImage.processId.S": "company-registration",
      "$.dynamodb.NewImage.status.S": "reviewing",
      "$.dynamodb.NewImage.waitingOn.S": "department",
      "$.dynamodb.NewImage.version.N": "12",
    };
    const told = InputTemplate.replaceAll(/<([^>]+)>/g, (_, path: keyof typeof record) => record[path]);

    expect(JSON.parse(told)).toEqual({
      case: "CASE#340300202611240001",
      processId: "company-registration",
      status: "reviewing",
      waitingOn: "department",
      version: "12",
    });
    expect(pipe.Properties.SourceParameters).toMatchObject({
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ["INSERT", "MODIFY"],
              dynamodb: { Keys: { sk: { S: ["HEAD"] } } },
            }),
          },
        ],
      },
    });
  });

  it("goes to the deployment's own bus", () => {
    hub.hasResourceProperties("AWS::Events::EventBus", { Name: "lianban-dev" });
    expect(pipe.Properties.TargetParameters).toMatchObject({
      EventBridgeEventBusParameters: { Source: "lianban", DetailType: "lianban.case.changed" },
    });
  });

  it("waits until its role has its rights", () => {
    const { DependsOn } = pipe as unknown as { DependsOn: string[] };

    expect(DependsOn).toContainEqual(expect.stringMatching(/^CaseEventsPipeRoleDefaultPolicy/));
  });

  it("is left out where it is not wanted", () => {
    const silent = synthesize({ publish: "off" }).templates.hub;

    silent.resourceCountIs("AWS::Pipes::Pipe", 0);
    silent.resourceCountIs("AWS::Events::EventBus", 0);
  });

  it("keeps an archive for as long as it is told to, by default none", () => {
    hub.resourceCountIs("AWS::Events::Archive", 0);
    synthesize({ archiveDays: "30" }).templates.hub.hasResourceProperties("AWS::Events::Archive", {
      RetentionDays: 30,
    });
  });
});

describe("HubStack", () => {
  it("says after a deployment what to do next", () => {
    const { Outputs } = hub.toJSON() as { Outputs: Record<string, { Description?: string }> };
    const told = Object.entries(Outputs).filter(([, { Description }]) => Description !== undefined);

    expect(told.map(([id]) => id)).toEqual([
      "BaseUrl",
      "Guide",
      "Docs",
      "Dashboard",
      "SignIn",
      "HandOverSecrets",
      "RunJourneys",
    ]);
  });

  it("can be deployed without a department that has a system", () => {
    const desks = synthesize({ connections: undefined }).templates.hub;

    expect(Object.keys(resourcesOf(desks, "AWS::SQS::Queue"))).toEqual([
      expect.stringMatching(/^RelayRetriesDeadLetters/),
      expect.stringMatching(/^RelayRetriesQueue/),
      expect.stringMatching(/^CaseEventsDeadLetters/),
    ]);
  });

  it("holds nothing that lasts: whatever it makes goes with it", () => {
    const kept = Object.entries(everyResource(hub)).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === "Retain",
    );

    expect(kept).toEqual([]);
  });
});
