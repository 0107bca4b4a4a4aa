import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { resourcesOf, synthesize } from "./synthesize.ts";

const made = synthesize({
  region: "eu-west-1",
  shield: "on",
  domainName: "lianban.example.cn",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  shieldRequestsPerIp: "300",
});
if (made.shield === null) throw new Error("there is no shield");
const shield = Template.fromStack(made.shield);

interface Rule {
  Name: string;
  Priority: number;
}

describe("ShieldStack", () => {
  it("stands in us-east-1, wherever the hub is", () => {
    expect(made.shield?.region).toBe("us-east-1");
    expect(made.hub.region).toBe("eu-west-1");
  });

  it("leads the domain to the API through WAF, over TLS 1.2 and uncached", () => {
    shield.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Aliases: ["lianban.example.cn"],
        WebACLId: { "Fn::GetAtt": [Match.stringLikeRegexp("^Acl"), "Arn"] },
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: "TLSv1.2_2021" }),
        DefaultCacheBehavior: Match.objectLike({
          ViewerProtocolPolicy: "redirect-to-https",
          // The managed policy CachingDisabled.
          CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        }),
        Origins: [
          Match.objectLike({
            CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] },
          }),
        ],
      },
    });
  });

  it("reads the API's host from the hub's stack when it is deployed", () => {
    const [distribution] = Object.values(resourcesOf(shield, "AWS::CloudFront::Distribution"));

    expect(JSON.stringify(distribution)).toMatch(
      /"Fn::GetStackOutput":\{"StackName":"lianban-dev-hub","Region":"eu-west-1"/,
    );
    shield.resourceCountIs("AWS::Lambda::Function", 0);
  });

  it("holds off addresses that ask too much before it looks at anything else", () => {
    const [acl] = Object.values(resourcesOf(shield, "AWS::WAFv2::WebACL"));
    const rules = acl?.Properties.Rules as Rule[];

    expect(rules.map(({ Name, Priority }) => [Priority, Name])).toEqual([
      [0, "RequestsPerAddress"],
      [1, "AWSManagedRulesAmazonIpReputationList"],
      [2, "AWSManagedRulesKnownBadInputsRuleSet"],
      [3, "AWSManagedRulesCommonRuleSet"],
    ]);
    expect(rules[0]).toMatchObject({
      Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: 300 } },
    });
  });

  it("lets large bodies and departments' signed messages through the rules on bodies", () => {
    shield.hasResourceProperties("AWS::WAFv2::WebACL", {
      Rules: Match.arrayWith([
        Match.objectLike({
          Name: "AWSManagedRulesCommonRuleSet",
          Statement: {
            ManagedRuleGroupStatement: Match.objectLike({
              RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
              ScopeDownStatement: {
                NotStatement: {
                  Statement: {
                    ByteMatchStatement: Match.objectLike({
                      SearchString: "/v1/webhooks/",
                      PositionalConstraint: "STARTS_WITH",
                    }),
                  },
                },
              },
            }),
          },
        }),
      ]),
    });
  });

  it("keeps no samples of requests", () => {
    const text = JSON.stringify(resourcesOf(shield, "AWS::WAFv2::WebACL"));

    expect(text).not.toContain('"SampledRequestsEnabled":true');
  });

  it("leaves the API's own address open for CloudFront", () => {
    made.templates.hub.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: false });
    made.templates.hub.resourceCountIs("AWS::ApiGatewayV2::DomainName", 0);
    made.templates.hub.hasOutput("BaseUrl", { Value: "https://lianban.example.cn" });
  });

  it("is left out by default", () => {
    expect(synthesize().shield).toBeNull();
  });
});
