import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bilingual } from "../../schemas/message.ts";
import { resultsPath } from "./results.ts";
import { tokenOf, tokenVariable } from "./tokens.ts";

const usage = `npm run test:e2e                                 ${bilingual("在本机的嵌入式中枢上走完全部旅程", "every journey, on an embedded hub of its own")}
npm run test:e2e -- --url URL [--twins URL]      ${bilingual("在任何一个部署上", "on any deployment")}

  --url URL     ${bilingual("部署的公开地址", "the deployment's public address")}
  --twins URL   ${bilingual("部门替身在哪里控制;缺省为同一地址", "where its departments' twins are steered; the same address if absent")}

${bilingual(
  "部门须由替身办理(真实部门不会按样例答复),旅程会真的提交、办结和撤回办件。有演示签发者的部署不需要令牌;其他部署请按人设环境变量",
  "Its departments must be twins, since real ones do not decide as the samples expect; the journeys file, finish and withdraw real cases. A deployment with the demonstration issuer needs no tokens; for another set a variable per person",
)}

  LIANBAN_TOKEN_ZHANG_SAN           ${bilingual("一个申请人,必需", "an applicant; required")}
  LIANBAN_TOKEN_LI_SI               ${bilingual("另一个申请人", "another applicant")}
  LIANBAN_TOKEN_STATION_XIAOBENGBU  ${bilingual("代办站点", "a station")}
  LIANBAN_TOKEN_WINDOW_01           ${bilingual("综合窗口人员,不属任何部门", "an officer of the window, of no department")}
  LIANBAN_TOKEN_OFFICER_QUALITY     ${bilingual("质监局(quality-supervision)工作人员", "an officer of quality-supervision")}
  LIANBAN_TOKEN_OFFICER_TAX         ${bilingual("税务局(tax)工作人员", "an officer of tax")}
  LIANBAN_TOKEN_CHIEF_MARKET        ${bilingual("市场监管局(market-regulation)首席代表", "the chief representative of market-regulation")}
  LIANBAN_TOKEN_CHIEF_QUALITY       ${bilingual("质监局首席代表", "the chief representative of quality-supervision")}
  LIANBAN_TOKEN_SUPERVISOR          ${bilingual("督查人员", "a supervisor")}
  LIANBAN_TOKEN_ADMIN               ${bilingual("管理员;会更换 emergency-management、archives 和缴费渠道 finance 的密钥、停用一个办件的个人信息,并导入一份虚构的 2098 年放假安排", "an administrator; rotates the secrets of emergency-management, archives and the payment channel finance, takes one case's personal data out of use, and imports a made-up year 2098 of working days")}
  LIANBAN_TOKEN_CHIEF_PLANNING                ${bilingual("规划局(planning)首席代表,牵头联合踏勘", "the chief representative of planning, which leads the survey")}
  LIANBAN_TOKEN_CHIEF_HOUSING_CONSTRUCTION    ${bilingual("住建局(housing-construction)首席代表,牵头联合图审和联合验收", "that of housing-construction, which leads drawing review and acceptance")}
  LIANBAN_TOKEN_OFFICER_PLANNING              ${bilingual("规划局工作人员", "an officer of planning")}
  LIANBAN_TOKEN_OFFICER_LAND                  ${bilingual("土地(land)工作人员", "an officer of land")}
  LIANBAN_TOKEN_OFFICER_HOUSING_CONSTRUCTION  ${bilingual("住建局工作人员", "an officer of housing-construction")}
  LIANBAN_TOKEN_OFFICER_FIRE_RESCUE           ${bilingual("消防(fire-rescue)工作人员", "an officer of fire-rescue")}
  LIANBAN_TOKEN_OFFICER_METEOROLOGY           ${bilingual("气象局(meteorology)工作人员", "an officer of meteorology")}
  LIANBAN_TOKEN_OFFICER_LANDSCAPING           ${bilingual("园林局(landscaping)工作人员", "an officer of landscaping")}

${bilingual("缺少所需的旅程不运行,并逐条说明", "a journey whose needs are not met is left out, and each is named")}
`;

class Wrong extends Error {}

/** Say clearly why the journeys cannot run there, before any of them fails for it. */
const checkDeployment = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(15_000) }).catch(() => null);
  const health = (await response?.json().catch(() => null)) as { status?: unknown } | null;
  if (health?.status !== "ok")
    throw new Wrong(
      bilingual(
        `${url}/health 没有应答 {"status":"ok"}(${response?.status ?? "连不上"}),请核对地址,或先部署`,
        `${url}/health does not answer {"status":"ok"} (${response?.status ?? "no connection"}); check the address, or deploy first`,
      ),
    );
  if ((await tokenOf(url, "zhang-san")) === null)
    throw new Wrong(
      bilingual(
        `${url} 没有演示签发者;请设环境变量 ${tokenVariable("zhang-san")} 为一个申请人的令牌`,
        `${url} has no demonstration issuer; set ${tokenVariable("zhang-san")} to the token of an applicant`,
      ),
    );
};

const readArguments = () => {
  try {
    return parseArgs({
      options: { url: { type: "string" }, twins: { type: "string" }, help: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new Wrong(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
};

const main = async (): Promise<number> => {
  const { url = process.env.LIANBAN_URL, twins, help } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  if (url !== undefined) await checkDeployment(url.replace(/\/+$/, ""));
  const results = resultsPath(url === undefined ? "embedded" : "deployed");
  await mkdir(dirname(results), { recursive: true });
  await rm(results, { force: true });
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const reporters = ["--reporter=verbose", "--reporter=json", `--outputFile.json=${results}`];
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "e2e", ...reporters],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        ...(url === undefined ? {} : { LIANBAN_URL: url }),
        ...(twins === undefined ? {} : { LIANBAN_TWINS_URL: twins }),
      },
    },
  );
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof Wrong)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
