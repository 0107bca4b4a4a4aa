import { bundleFunctions } from "../../../infra/bundle.ts";
import { makeHubApp } from "../../../infra/hub-app.ts";
import { processes } from "./processes.ts";

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

const codeOf = await bundleFunctions({
  outDir: ".emulator/changed-functions",
  replaced: { "functions/processes/processes.ts": "tests/aws/changed-process/processes.ts" },
});

makeHubApp({ codeOf, processes, target: { account, region } });
