import { bundleFunctions } from "./bundle.ts";
import { makeHubApp } from "./hub-app.ts";

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

try {
  makeHubApp({ codeOf: await bundleFunctions(), target: { account, region } });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
