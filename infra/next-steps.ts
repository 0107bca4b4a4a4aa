import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";

/** What the next steps name. */
export interface NextSteps {
  settings: Settings;
  baseUrl: string;
  /** What the domain's DNS record points at. */
  domainTarget: string | undefined;
  dashboard: string;
}

/** Say what the domain's DNS record points at. */
export const outputDomainTarget = (scope: Construct, value: string): void => {
  new CfnOutput(scope, "PointDomainAt", {
    description: "make a CNAME record of the domain / 域名解析",
    value,
  });
};

/** Say after a deployment where the hub is, and what to do next. */
export const outputNextSteps = (
  scope: Construct,
  { settings, baseUrl, domainTarget, dashboard }: NextSteps,
): void => {
  const steps: readonly (readonly [id: string, description: string, value: string])[] = [
    ["BaseUrl", "the hub / 联办系统", baseUrl],
    ["Guide", "what applicants read / 办事指南", `${baseUrl}/guide`],
    ["Docs", "the API / 接口文档", `${baseUrl}/docs`],
    ["Dashboard", "how it runs / 运行看板", dashboard],
    settings.demoIssuer === "on"
      ? ["SignIn", "people to try it with; anybody may be anybody / 演示人员", `${baseUrl}/oidc/demo-people`]
      : ["SignIn", "whose tokens count / 身份签发者", settings.oidcIssuer ?? ""],
    [
      "HandOverSecrets",
      "run for each department, hand over what it shows once / 逐部门执行,交付仅显示一次的密钥",
      `curl -X POST -H "authorization: Bearer $ADMIN_TOKEN" ${baseUrl}/v1/departments/{department}/secret-rotation`,
    ],
    ["RunJourneys", "does a case go through? / 验收", `npm run test:e2e -- --url ${baseUrl}`],
  ];
  if (domainTarget !== undefined) outputDomainTarget(scope, domainTarget);
  for (const [id, description, value] of steps) new CfnOutput(scope, id, { description, value });
};
