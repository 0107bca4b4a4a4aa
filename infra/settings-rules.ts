import { LEASE_MS } from "../functions/adapters/aws/delivery-limits.ts";
import { bilingual } from "../schemas/message.ts";
import type { EntryName } from "./bundle.ts";
import type { Settings } from "./settings.ts";
import { settingsTable } from "./settings-table.ts";

type Rule = readonly [setting: string, isBroken: (settings: Settings) => boolean, text: string];

const isAnswering: readonly EntryName[] = ["api", "public", "letters", "webhooks"];

/** What settings must be together. */
export const rules: readonly Rule[] = [
  [
    "oidcIssuer",
    ({ oidcIssuer, demoIssuer }) => oidcIssuer === undefined && demoIssuer === "off",
    bilingual(
      "没有人能登录,请设为 OpenID Connect 签发者的地址",
      "nobody could sign in; set the address of an OpenID Connect issuer",
    ),
  ],
  [
    "demoIssuer",
    ({ env, retain, demoIssuer }) => demoIssuer === "on" && (env === "prod" || retain === "on"),
    bilingual(
      "演示签发者会给任何人任何身份的令牌,包括管理员;数据要保留的部署不能用,请设 oidcIssuer",
      "the demonstration issuer gives anybody a token of any person, an administrator too; it is not for data that is kept: set oidcIssuer",
    ),
  ],
  [
    "oidcAudience",
    ({ demoIssuer, oidcAudience }) =>
      demoIssuer === "on" && oidcAudience !== settingsTable.oidcAudience.default,
    bilingual(
      "演示签发者的令牌写明默认的受众,请去掉此设置",
      "the demonstration issuer's tokens name the default; leave this setting out",
    ),
  ],
  [
    "adapter.reservedConcurrency",
    ({ functions, deliveriesAtOnce }) => {
      const reserved = functions.adapter.reservedConcurrency;
      return reserved !== 0 && reserved < deliveriesAtOnce;
    },
    bilingual(
      "少于 deliveriesAtOnce,队列取走的消息会被拒绝而白白消耗次数",
      "it is below deliveriesAtOnce: messages that are taken would be turned away and use up their receives",
    ),
  ],
  [
    "demoIssuer",
    ({ oidcIssuer, demoIssuer }) => oidcIssuer !== undefined && demoIssuer === "on",
    bilingual(
      "已设 oidcIssuer,演示签发者不会运行;请去掉其一",
      "oidcIssuer is set, so the demonstration issuer does not run; remove one of the two",
    ),
  ],
  [
    "connections",
    ({ env, connections }) => env === "prod" && connections === undefined,
    bilingual(
      "请设为部门连接文件的路径,例如 infra/connections.example.json",
      "set the path of the file that says how each department is reached; infra/connections.example.json shows one",
    ),
  ],
  [
    "certificateArn",
    ({ domainName, certificateArn }) => (domainName === undefined) !== (certificateArn === undefined),
    bilingual("与 domainName 应同时设或同时不设", "it goes together with domainName; set both or neither"),
  ],
  [
    "certificateArn",
    ({ shield, region, certificateArn }) => {
      const needed = shield === "on" ? "us-east-1" : region;
      return certificateArn !== undefined && !certificateArn.includes(`:${needed}:`);
    },
    bilingual(
      "证书不在所需区域:API 用本区域的证书,shield=on 用 us-east-1 的",
      "the certificate is of another region: the API takes one of its own, shield=on one of us-east-1",
    ),
  ],
  [
    "shield",
    ({ shield, domainName }) => shield === "on" && domainName === undefined,
    bilingual("需要 domainName", "it needs domainName: the address people use must lead through it"),
  ],
  [
    "shield",
    ({ shield, account }) => shield === "on" && account === undefined,
    bilingual(
      "需要账号,请先登录 AWS",
      "it is a stack in another region, so the account must be known: sign in to AWS",
    ),
  ],
  [
    "shield",
    ({ shield, partition }) => shield === "on" && partition !== "aws",
    bilingual(
      "该分区的 CloudFront 没有 WAF,请设 off",
      "CloudFront has no WAF in this partition; set it to off",
    ),
  ],
  ...isAnswering.map(
    (entry): Rule => [
      `${entry}.timeoutSeconds`,
      ({ functions }) => functions[entry].timeoutSeconds > 29,
      bilingual(
        "API 在 30 秒后放弃,最多 29 秒",
        "the API gives a function up after 30 seconds; 29 are allowed",
      ),
    ],
  ),
  [
    "adapter.timeoutSeconds",
    ({ functions }) => functions.adapter.timeoutSeconds * 1_000 > LEASE_MS,
    bilingual(
      `投递的租约只有 ${LEASE_MS / 1_000} 秒,不能超过`,
      `an adapter holds its messages for ${LEASE_MS / 1_000} seconds; it must have ended by then`,
    ),
  ],
];
