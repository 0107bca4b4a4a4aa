import { mkdir, rm } from "node:fs/promises";
import { bilingual } from "../../schemas/message.ts";
import { readArguments, usage, type Wanted } from "./arguments.ts";
import { checkContracts, checkJourneys } from "./checks.ts";
import { type Deployment, openDeployment, prepareDeployment } from "./deployment.ts";
import { logsFolder } from "./folders.ts";
import { membersOf, startedGroups, stopPrograms } from "./program.ts";
import { redeployOverOpenCases } from "./redeploy.ts";
import { makeSteps } from "./steps.ts";
import { fileStandingCase, stopAndComeHome } from "./stopped-execution.ts";

const steps = makeSteps();
const say = (...lines: string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);

const deploy = async (deployment: Deployment): Promise<void> => {
  const { cdk, context, twins } = deployment;
  await steps.run("cdk bootstrap", cdk.bootstrap);
  await steps.run("cdk deploy", () => cdk.deploy(context));
  await steps.run(bilingual("部门领取密钥", "departments get their secrets"), async () => {
    await openDeployment(deployment);
    await twins.handOverSecrets();
  });
};

const showUse = ({ gate, twins, emulator }: Deployment): void =>
  say(
    "",
    `${bilingual("中枢", "hub")}      ${gate.url}`,
    `${bilingual("部门", "twins")}    ${twins.url}/twins/{department}`,
    bilingual("环境", "environment"),
    ...Object.entries(emulator.environment).map(([name, value]) => `  export ${name}=${value}`),
    bilingual("再走旅程", "the journeys again"),
    `  npm run test:e2e -- --url ${gate.url} --twins ${twins.url}`,
    `${bilingual("日志", "logs")}      ${logsFolder}`,
    bilingual("Ctrl-C 结束", "Ctrl-C ends it"),
  );

const destroy = async ({ cdk, stacks }: Deployment): Promise<void> => {
  await steps.run("cdk destroy", cdk.destroy);
  await steps.run(bilingual("没有剩下的栈", "no stack is left"), async () => {
    const left = await stacks.names();
    if (left.length > 0) throw new Error(left.join(", "));
  });
};

/** Resolves at the first Ctrl-C while somebody looks around; before that, Ctrl-C ends the run. */
let onInterrupt: (() => void) | null = null;
let isEnding = false;

const checkDeployed = async (deployment: Deployment, { checks, keeps }: Wanted): Promise<void> => {
  const { gate, twins } = deployment;
  await deploy(deployment);
  const waiting = bilingual("一个待补正的办件", "a case that waits for its applicant");
  const standing = checks.has("redeploy")
    ? await steps.run(waiting, () => fileStandingCase(deployment))
    : null;
  const journeys = bilingual("旅程,部署的中枢", "journeys, deployed hub");
  const args = ["--url", gate.url, "--twins", twins.url];
  if (checks.has("journeys"))
    await steps.attempt(steps.run(journeys, () => checkJourneys("deployed", args), String));
  const redeploy = bilingual("在办件未结时重新部署", "redeploy over open cases");
  const stopped = bilingual(
    "执行被人工停止后办件仍能办结",
    "a case comes home after its execution was stopped",
  );
  if (standing !== null) {
    await steps.attempt(steps.run(redeploy, () => redeployOverOpenCases(deployment), String));
    await steps.attempt(steps.run(stopped, () => stopAndComeHome(deployment, standing)));
  }
  if (keeps) {
    showUse(deployment);
    await new Promise<void>((resolve) => {
      onInterrupt = resolve;
    });
    onInterrupt = null;
  }
  await destroy(deployment);
};

const proveDeployment = async (wanted: Wanted): Promise<void> => {
  const name = bilingual("仿真器、代理与部门", "emulator, proxy and departments");
  const deployment = await steps.run(name, prepareDeployment);
  try {
    await checkDeployed(deployment, wanted);
  } finally {
    await deployment.twins.stop();
    await deployment.gate.stop();
    await deployment.emulator.stop();
  }
};

/** Whatever became of the run, none of its processes may be left. */
const endAll = async (): Promise<void> => {
  await stopPrograms();
  await steps.run(bilingual("没有剩下的进程", "no process is left"), async () => {
    const left = [...startedGroups].flatMap(([group, name]) =>
      membersOf(group).map((each) => `${name}: ${each}`),
    );
    if (left.length > 0) throw new Error(left.join("\n"));
  });
};

const interrupt = (signal: NodeJS.Signals): void => {
  if (onInterrupt !== null) {
    onInterrupt();
    return;
  }
  say("", bilingual("正在结束…", "ending…"));
  steps.hush();
  isEnding = true;
  void stopPrograms().then(() => process.exit(signal === "SIGINT" ? 130 : 143));
};

const main = async (): Promise<void> => {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === null) {
    say(usage);
    process.exitCode = process.argv.includes("--help") ? 0 : 2;
    return;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  await rm(logsFolder, { recursive: true, force: true });
  await mkdir(logsFolder, { recursive: true });
  const began = performance.now();
  const contract = bilingual("端口合同测试", "contract suites of the ports");
  const embedded = bilingual("旅程,嵌入式中枢", "journeys, embedded hub");
  const besides = [
    wanted.checks.has("contract") ? steps.attempt(steps.run(contract, checkContracts)) : null,
    wanted.checks.has("journeys")
      ? steps.attempt(steps.run(embedded, () => checkJourneys("embedded"), String))
      : null,
  ];
  if (wanted.deploys) await steps.attempt(proveDeployment(wanted));
  await Promise.all(besides);
  if (isEnding) return;
  await steps.attempt(endAll());
  say(
    `${((performance.now() - began) / 1_000).toFixed(0)} s`,
    `${steps.passed} passed, ${steps.failed} failed`,
  );
  process.exitCode = steps.failed === 0 ? 0 : 1;
};

await main();
