import { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { describe, expect, it } from "vitest";
import { acknowledgements } from "../../infra/acknowledgements.ts";
import type { makeHubApp } from "../../infra/hub-app.ts";
import { PROD, synthesize } from "./synthesize.ts";

const shielded = {
  shield: "on",
  domainName: "lianban.example.cn",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
};

/** Deployments that between them have all there is to have. Each is checked as it is synthesized. */
const deployments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dev: {},
  prod: PROD,
  "in Beijing": { ...PROD, region: "cn-north-1" },
  "on the older runtime": { runtime: "nodejs22.x" },
  "behind a shield": shielded,
  traced: { tracing: "on" },
  "with everything": {
    accessLogsBucket: "centre-logs",
    archiveDays: "30",
    alarmEmail: "duty@example.cn",
    uploadOrigins: "https://portal.example.cn",
  },
};

describe("ExplainedChecks", () => {
  const used = new Set<unknown>();

  it.each(Object.entries(deployments))("finds nothing unexplained in a deployment %s", (_, context) => {
    const made = synthesize(context);

    for (const each of made.checks.used) used.add(each);
    expect(made.checks.used.size).toBeGreaterThan(0);
  });

  it("meets every acknowledgement somewhere: none stands for nothing", () => {
    expect(acknowledgements.filter((each) => !used.has(each))).toEqual([]);
  });

  it("stops the synthesis at a fault", () => {
    const plant = ({ hub }: ReturnType<typeof makeHubApp>) => {
      new Queue(hub, "Open");
    };

    expect(() => synthesize({}, { plant })).toThrow(/AwsSolutions-SQS4/);
  });

  it("takes a reason only while it holds", () => {
    const plant = ({ hub }: ReturnType<typeof makeHubApp>) => {
      for (const each of hub.node.findAll())
        if (each instanceof CfnStateMachine) each.tracingConfiguration = { enabled: false };
    };

    expect(() => synthesize({ tracing: "on" }, { plant })).toThrow(/AwsSolutions-SF2/);
    expect(() => synthesize({ tracing: "off" })).not.toThrow();
  });

  it.each(acknowledgements.map(({ finding, reason }) => [finding.source, reason]))(
    "%s stands for a reason",
    (_, reason) => {
      expect(reason.length).toBeGreaterThan(20);
    },
  );
});
