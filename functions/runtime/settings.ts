import * as z from "zod";
import { bilingual } from "../../schemas/message.ts";
import { zodMessage } from "../../schemas/zod-message.ts";
import { AUDIENCE } from "../http/audience.ts";

const number = (fallback: number, low: number, high: number) =>
  z.coerce.number().int().min(low).max(high).default(fallback);

/** The settings of the embedded hub, read from the environment. Each has a unit, a default and a reason. */
const variables = z.object({
  /** Folder of database, keys and documents. */
  LIANBAN_DATA: z.string().min(1).default("./data"),
  /** Address to listen on; loopback unless a proxy stands in front. */
  LIANBAN_HOST: z.string().min(1).default("127.0.0.1"),
  /** Port to listen on; 0 takes a free one. */
  LIANBAN_PORT: number(8080, 0, 65_535),
  /** Public base address; made of host and port if absent. Required when the hub listens on every address. */
  LIANBAN_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  /** Whether departments' twins run beside the hub (`on`, `off`); off needs `LIANBAN_CONNECTIONS`. */
  LIANBAN_TWINS: z.enum(["on", "off"]).default("on"),
  /** Path of a JSON file that says how each department is reached: a list of `{ department, channel, dialect, url }`. */
  LIANBAN_CONNECTIONS: z.string().min(1).optional(),
  /** The OpenID Connect issuer whose tokens count; absent, the demonstration issuer gives out tokens. */
  LIANBAN_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** The audience (`aud`) tokens of that issuer must name. */
  LIANBAN_OIDC_AUDIENCE: z.string().min(1).default(AUDIENCE),
  /** `on` runs the demonstration issuer where others can reach it: anybody may then be anybody. */
  LIANBAN_DEMO_ISSUER: z.enum(["on", "off"]).optional(),
  /** Seed of the twins' dice: the same seed gives the same run. */
  LIANBAN_SEED: number(7, 0, 4_294_967_295),
  /** The largest file that may be uploaded, in parts, in megabytes of 1,000,000 bytes: drawings are large. */
  LIANBAN_UPLOAD_MB: number(500, 20, 500),
  /** How often the watch looks, in seconds. */
  LIANBAN_WATCH_SECONDS: number(60, 1, 3_600),
  /** Whether every log line is written (`info`) or only warnings and errors (`warn`). */
  LIANBAN_LOG: z.enum(["info", "warn"]).default("warn"),
});

/** See the schema: one field per environment variable. */
export type Settings = z.infer<typeof variables>;

const isLoopback = (host: string): boolean =>
  host === "localhost" || /^127(?:\.\d{1,3}){3}$/.test(host) || host === "::1" || host === "[::1]";

/** Addresses that mean "every address of this machine": good to listen on, useless in a link. */
const everyAddress: ReadonlySet<string> = new Set(["0.0.0.0", "::", "[::]"]);

const isPublic = ({ LIANBAN_HOST: host, LIANBAN_BASE_URL: url }: Settings): boolean =>
  !isLoopback(host) || (url !== undefined && !isLoopback(new URL(url).hostname));

type Rule = readonly [variable: keyof Settings, isBroken: (settings: Settings) => boolean, text: string];

/** What variables must be together. */
const rules: readonly Rule[] = [
  [
    "LIANBAN_BASE_URL",
    (each) => everyAddress.has(each.LIANBAN_HOST) && each.LIANBAN_BASE_URL === undefined,
    bilingual(
      "监听全部地址时链接里不能写 LIANBAN_HOST,请设为公众访问的地址,例如 https://lianban.example.cn",
      "LIANBAN_HOST names every address and cannot stand in a link; set the public address, e.g. https://lianban.example.cn",
    ),
  ],
  [
    "LIANBAN_CONNECTIONS",
    (each) => each.LIANBAN_TWINS === "off" && each.LIANBAN_CONNECTIONS === undefined,
    bilingual(
      "LIANBAN_TWINS=off 时没有部门可用,请设为部门连接文件的路径(JSON 列表,每条 {department, channel, dialect, url});或设 LIANBAN_TWINS=on",
      "with LIANBAN_TWINS=off no department can be reached; set the path of the file of connections, a JSON list of {department, channel, dialect, url}, or set LIANBAN_TWINS=on",
    ),
  ],
  [
    "LIANBAN_CONNECTIONS",
    (each) => each.LIANBAN_TWINS === "on" && each.LIANBAN_CONNECTIONS !== undefined,
    bilingual(
      "已设连接文件,但替身仍在运行;请设 LIANBAN_TWINS=off",
      "it is set while the twins stand in for every department; set LIANBAN_TWINS=off",
    ),
  ],
  [
    "LIANBAN_DEMO_ISSUER",
    (each) => each.LIANBAN_OIDC_ISSUER !== undefined && each.LIANBAN_DEMO_ISSUER === "on",
    bilingual(
      "已设 LIANBAN_OIDC_ISSUER,演示签发者不会运行;请去掉其一",
      "LIANBAN_OIDC_ISSUER is set, so the demonstration issuer does not run; remove one of the two",
    ),
  ],
  [
    "LIANBAN_OIDC_ISSUER",
    (each) => each.LIANBAN_OIDC_ISSUER === undefined && each.LIANBAN_DEMO_ISSUER === "off",
    bilingual(
      "LIANBAN_DEMO_ISSUER=off 时没有人能登录,请设为 OpenID Connect 签发者的地址",
      "with LIANBAN_DEMO_ISSUER=off nobody could sign in; set the address of an OpenID Connect issuer",
    ),
  ],
  [
    "LIANBAN_OIDC_ISSUER",
    (each) =>
      each.LIANBAN_OIDC_ISSUER === undefined && each.LIANBAN_DEMO_ISSUER === undefined && isPublic(each),
    bilingual(
      "本机之外也能访问,而演示签发者会给任何人任何身份的令牌;请设为真实的 OpenID Connect 签发者,仅供演示时设 LIANBAN_DEMO_ISSUER=on",
      "others can reach this hub, and the demonstration issuer would give anybody a token of any person; set a real OpenID Connect issuer, or LIANBAN_DEMO_ISSUER=on for a mere demonstration",
    ),
  ],
];

const settings = variables.superRefine((read, context) => {
  for (const [variable, isBroken, text] of rules)
    if (isBroken(read)) context.addIssue({ code: "custom", path: [variable], message: text });
});

/** Read the settings. Throws with every wrong variable, its value's fault and what is allowed. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const result = settings.safeParse(environment);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const { zh, en } = zodMessage(issue);
    return `  ${issue.path.join(".")}: ${bilingual(zh, en)}`;
  });
  throw new Error(["环境变量有误 / the environment is not right:", ...faults].join("\n"));
};
