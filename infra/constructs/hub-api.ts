import { Aws, Fn, RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  type CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import type { HubFunction } from "./hub-function.ts";
import { VENDED_LOGS } from "./vended-logs.ts";

/** The functions behind the API. */
export interface ApiFunctions {
  api: HubFunction;
  public: HubFunction;
  letters: HubFunction;
  webhooks: HubFunction;
}

const { ANY, GET, POST } = HttpMethod;

/** Which function answers what; the most specific route wins. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
const routes: readonly (readonly [route: HttpRouteKey, by: keyof ApiFunctions])[] = [
  [HttpRouteKey.with("/v1/webhooks/{department}", POST), "webhooks"],
  [HttpRouteKey.with("/v1/departments/{department}/secret-rotation", POST), "webhooks"],
  [HttpRouteKey.with("/v1/licences/{licenceId}/pdf", GET), "public"],
  [HttpRouteKey.with("/v1/cases/{caseId}/letters/{number}", GET), "letters"],
  [HttpRouteKey.with("/v1/{proxy+}", ANY), "api"],
  [HttpRouteKey.with("/health", ANY), "api"],
  [HttpRouteKey.with("/openapi.json", ANY), "api"],
  [HttpRouteKey.with("/.well-known/{proxy+}", ANY), "api"],
  [HttpRouteKey.with("/oidc/{proxy+}", ANY), "api"],
  [HttpRouteKey.DEFAULT, "public"],
];

/** The route of departments' answers, which is throttled apart. */
const WEBHOOKS = "POST /v1/webhooks/{department}";

/** Which route was asked, how it went and how long it took. No address, no path and no agent: these tell of people. */
const logFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTimeEpoch",
    route: "$context.routeKey",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    integrationLatencyMs: "$context.integrationLatency",
    bytes: "$context.responseLength",
    error: "$context.error.responseType",
  }),
);

/** The hub's address: an HTTP API with its routes, limits and log. */
export class HubApi extends Construct {
  readonly api: HttpApi;
  /** Where people reach the hub, without a slash at the end. */
  readonly baseUrl: string;
  /** What the domain's DNS record points at, where the API has a domain. */
  readonly domainTarget: string | undefined;
  private readonly settings: Settings;
  private readonly encryptionKey: IKey;
  private readonly domain: DomainName | undefined;

  constructor(scope: Construct, id: string, props: { settings: Settings; encryptionKey: IKey }) {
    super(scope, id);
    this.settings = props.settings;
    this.encryptionKey = props.encryptionKey;
    const { name, domainName, baseUrl, shield } = props.settings;
    this.domain = shield === "on" ? undefined : this.makeDomain();
    this.domainTarget = this.domain?.regionalDomainName;
    this.api = new HttpApi(this, "Api", {
      apiName: `lianban-${name}`,
      description: "Lianban: joint processing of several certificates at once",
      createDefaultStage: false,
      // A second address would pass by what is agreed for the first.
      disableExecuteApiEndpoint: this.domain !== undefined,
    });
    this.baseUrl = baseUrl ?? (domainName === undefined ? this.api.apiEndpoint : `https://${domainName}`);
  }

  /** Lead the routes to their functions, and open the API. */
  serveBy(functions: ApiFunctions): void {
    const integrations = {
      api: new HttpLambdaIntegration("Api", functions.api.function),
      public: new HttpLambdaIntegration("Public", functions.public.function),
      letters: new HttpLambdaIntegration("Letters", functions.letters.function),
      webhooks: new HttpLambdaIntegration("Webhooks", functions.webhooks.function),
    };
    const made = routes.map(
      ([routeKey, by]) =>
        new HttpRoute(this, routeKey.key, { httpApi: this.api, routeKey, integration: integrations[by] }),
    );
    const stage = this.makeStage();
    // A stage that sets limits for a route must come after it.
    stage.node.addDependency(...made);
  }

  private makeStage(): HttpStage {
    const { apiRatePerSecond, apiBurst, webhookRatePerSecond, webhookBurst, logDays, name } = this.settings;
    const log = new LogGroup(this, "AccessLog", {
      // The stack's own id is in the name, so that a log that stayed is not in the way of a stack made anew.
      logGroupName: `${VENDED_LOGS}/lianban-${name}/api/${Fn.select(2, Fn.split("/", Aws.STACK_ID))}`,
      encryptionKey: this.encryptionKey,
      retention: logDays,
      removalPolicy: this.settings.retain === "on" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: apiRatePerSecond, burstLimit: apiBurst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: logFormat },
      ...(this.domain === undefined ? {} : { domainMapping: { domainName: this.domain } }),
    });
    (stage.node.defaultChild as CfnStage).routeSettings = {
      [WEBHOOKS]: { ThrottlingRateLimit: webhookRatePerSecond, ThrottlingBurstLimit: webhookBurst },
    };
    return stage;
  }

  private makeDomain(): DomainName | undefined {
    const { domainName, certificateArn } = this.settings;
    if (domainName === undefined || certificateArn === undefined) return undefined;
    return new DomainName(this, "Domain", {
      domainName,
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}
