import { globSync, readFileSync } from "node:fs";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { PROD, resourcesOf, synthesize } from "./synthesize.ts";

const beijing = synthesize({ ...PROD, region: "cn-north-1" }).templates;
const text = (template: (typeof beijing)["hub"]): string => JSON.stringify(template.toJSON());

describe("a deployment in Beijing", () => {
  it.each(Object.entries(beijing))("names no ARN of another partition in its %s stack", (_, template) => {
    expect(text(template).match(/arn:aws:[^"]*/g)).toBeNull();
  });

  it.each(Object.entries(beijing))("names no address of another partition in its %s stack", (_, template) => {
    const addresses = text(template).match(/[\w.-]*amazonaws\.com(?!\.cn)/g) ?? [];
    // Principals of services are called so everywhere.
    const principals = new Set([
      "apigateway.amazonaws.com",
      "cloudwatch.amazonaws.com",
      "delivery.logs.amazonaws.com",
      "events.amazonaws.com",
      "lambda.amazonaws.com",
      "pipes.amazonaws.com",
      "scheduler.amazonaws.com",
      "states.amazonaws.com",
    ]);

    expect(addresses.filter((each) => !principals.has(each))).toEqual([]);
  });

  it("uses nothing that the region lacks", () => {
    beijing.hub.allResourcesProperties("AWS::Lambda::Function", {
      Architectures: ["x86_64"],
      TracingConfig: Match.absent(),
    });
    const types = [
      ...new Set(Object.values(beijing).flatMap((template) => text(template).match(/AWS::\w+::/g) ?? [])),
    ];

    expect(types).not.toContain("AWS::CloudFront::");
    expect(types).not.toContain("AWS::WAFv2::");
    expect(types).not.toContain("AWS::XRay::");
  });

  it("traces no state machine either", () => {
    const machines = Object.values(resourcesOf(beijing.hub, "AWS::StepFunctions::StateMachine"));

    expect(machines.length).toBeGreaterThan(0);
    expect(machines.map(({ Properties }) => Properties.TracingConfiguration)).toEqual(
      machines.map(() => ({ Enabled: false })),
    );
  });

  it("leads to the console of the China regions", () => {
    beijing.hub.hasOutput("Dashboard", {
      Value: {
        "Fn::Join": [
          "",
          [
            "https://console.amazonaws.cn/cloudwatch/home?region=",
            { Ref: "AWS::Region" },
            "#dashboards:name=lianban-prod",
          ],
        ],
      },
    });
  });
});

describe("infra", () => {
  it.each(globSync("infra/**/*.ts"))("%s writes no partition, account or region into an ARN", (path) => {
    expect(readFileSync(path, "utf8").match(/arn:aws(-cn)?:[^[]/g)).toBeNull();
  });
});
