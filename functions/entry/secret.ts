import { readSettings } from "../runtime/settings.ts";
import { readWebhookSecrets } from "../runtime/webhook-secrets.ts";

const USAGE =
  "用法 / usage: npm run secret -- <department>   例如 e.g. npm run secret -- tax   (LIANBAN_DATA: 数据目录 data folder)";

const lines = (secrets: readonly string[]): string[] =>
  secrets.map((secret, index) =>
    index === 0
      ? `    ${secret}`
      : `    ${secret}  (上一个,到下次更换为止仍有效 / the one before, good until the next rotation)`,
  );

const show = (dataDir: string, department: string): string => {
  const { inbound, outbound } = readWebhookSecrets(dataDir, department);
  return [
    `${department} 的密钥,请妥善交付,不要用邮件 / secrets of ${department}; hand them over safely, not by mail`,
    `  inbound  部门→枢纽:部门用它给发往 /v1/webhooks/${department} 的答复签名 / the department signs its answers with it`,
    ...lines(inbound),
    "  outbound 枢纽→部门:部门用它核验枢纽发来的报文 / the department verifies the hub's deliveries with it",
    ...lines(outbound),
    `更换 / rotate: POST /v1/departments/${department}/secret-rotation (角色 role admin)`,
    "",
  ].join("\n");
};

try {
  const [department] = process.argv.slice(2);
  if (department === undefined || department.startsWith("-")) throw new Error(USAGE);
  process.stdout.write(
    show(readSettings({ LIANBAN_DATA: process.env.LIANBAN_DATA }).LIANBAN_DATA, department),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
