import { Stack } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { outputDomainTarget } from "../next-steps.ts";
import type { Settings } from "../settings.ts";

/** What a {@link ShieldStack} stands before. */
export interface ShieldStackProps {
  settings: Settings;
  /** `abc.execute-api.cn-north-1.amazonaws.com.cn` */
  apiHost: string;
  stackName: string;
  tags: Record<string, string>;
}

type Rule = CfnWebACL.RuleProperty;

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // A sample would show addresses and paths: these tell of people.
  sampledRequestsEnabled: false,
});

const WEBHOOKS = "/v1/webhooks/";

/** Departments' messages are signed, carry addresses and XML, and look like attacks to rules on bodies. */
const exceptWebhooks: CfnWebACL.StatementProperty = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: "STARTS_WITH",
        searchString: WEBHOOKS,
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    },
  },
};

const managed = (name: string, more: Partial<CfnWebACL.ManagedRuleGroupStatementProperty> = {}) => ({
  name,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...more } },
});

const rulesOf = ({ shieldRequestsPerIp }: Settings): Rule[] =>
  [
    {
      name: "RequestsPerAddress",
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: shieldRequestsPerIp } },
    },
    managed("AWSManagedRulesAmazonIpReputationList"),
    managed("AWSManagedRulesKnownBadInputsRuleSet"),
    managed("AWSManagedRulesCommonRuleSet", {
      scopeDownStatement: exceptWebhooks,
      // Applications and materials are larger than the 8 KB this rule allows; the hub bounds each body itself.
      ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
    }),
  ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visible(rule.name) }));

/**
 * CloudFront with WAF before the hub, since an HTTP API takes no WAF itself. It stands in us-east-1, where WAF for
 * CloudFront is kept. It takes load and noise off the hub; it is no fence: the API's own address stays open, and the hub
 * checks every request itself.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
export class ShieldStack extends Stack {
  constructor(scope: Construct, id: string, { settings, apiHost, stackName, tags }: ShieldStackProps) {
    const env = {
      region: "us-east-1",
      ...(settings.account === undefined ? {} : { account: settings.account }),
    };
    super(scope, id, { stackName, tags, env, crossRegionReferences: true });
    // The API's host is read when this stack is deployed; a strong reference would put functions of the CDK's own in between.
    this.node.setContext("@aws-cdk/core:defaultCrossStackReferences", "weak");
    const { domainName, certificateArn } = settings;
    if (domainName === undefined || certificateArn === undefined)
      throw new Error("a shield needs a domain and its certificate");
    const acl = new CfnWebACL(this, "Acl", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: rulesOf(settings),
      visibilityConfig: visible(`lianban-${settings.name}`),
    });
    const distribution = new Distribution(this, "Distribution", {
      comment: `Lianban ${settings.name}`,
      domainNames: [domainName],
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: acl.attrArn,
      defaultBehavior: {
        origin: new HttpOrigin(apiHost, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
    outputDomainTarget(this, distribution.distributionDomainName);
  }
}
