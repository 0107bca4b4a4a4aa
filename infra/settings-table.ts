import * as z from "zod";
import { bilingual } from "../schemas/message.ts";
import type { Where } from "./where.ts";

/** One setting of a deployment. */
export interface Setting<S extends z.ZodType> {
  schema: S;
  /** What the value is counted in, or what it is. */
  unit: string;
  /** What it is when nobody says otherwise; it may depend on where the deployment goes. `undefined` is absent. */
  default: z.input<S> | ((where: Where) => z.input<S>);
  /** Why it is there, and why the default is what it is. */
  reason: string;
}

const setting = <S extends z.ZodType>(row: Setting<S>): Setting<S> => row;

const number = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const onOff = z.enum(["on", "off"]);
const inProd =
  (prod: "on" | "off", dev: "on" | "off") =>
  ({ env }: Where) =>
    env === "prod" ? prod : dev;
const inChina =
  <T extends string>(china: T, elsewhere: T) =>
  ({ partition }: Where): T =>
    partition === "aws-cn" ? china : elsewhere;

const httpsUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ""))
  .optional();

/** An issuer is compared letter by letter, so a slash at its end stays; what is not loopback must speak TLS. */
const issuerUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => url.startsWith("https://") || /^http:\/\/(?:127\.0\.0\.1|localhost)(?:[:/]|$)/.test(url),
    bilingual("应以 https:// 开头", "it must begin with https://"),
  )
  .optional();

const arn = (service: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:`),
      bilingual(`应为 ${service} 的 ARN`, `it must be an ARN of ${service}`),
    )
    .optional();

/** Days CloudWatch Logs can keep a log. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 3_653];

const retention = z.coerce
  .number()
  .refine(
    (days) => RETENTIONS.includes(days),
    bilingual(`请改为:${RETENTIONS.join("、")}`, `use one of ${RETENTIONS.join(", ")}`),
  );

/** Every setting, by the name it has in the context: `cdk deploy -c watchMinutes=5`. */
export const settingsTable = {
  name: setting({
    schema: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{0,19}$/,
        bilingual(
          "应为 1 至 20 个小写字母、数字或 -,以字母开头",
          "it is 1 to 20 lower-case letters, digits or -, and begins with a letter",
        ),
      ),
    unit: "word",
    default: ({ env }) => env,
    reason: "names stacks, secrets, bus and dashboard, so that several hubs fit into one account",
  }),
  retain: setting({
    schema: onOff,
    unit: "on, off",
    default: inProd("on", "off"),
    reason: "on: data outlives its stack and cannot be deleted by mistake; off: `cdk destroy` leaves nothing",
  }),
  emptyOnDestroy: setting({
    schema: onOff,
    unit: "on, off",
    default: "on",
    reason:
      "without `retain`, a function empties the bucket when its stack is destroyed, since only an empty one can be deleted; off where the SDK that comes with the runtime is missing",
  }),
  connections: setting({
    schema: z.string().min(1).optional(),
    unit: "path of a JSON file",
    default: undefined,
    reason:
      "how each department is reached: a list of {department, channel, dialect, url}; in dev, absent, every department works at its desk",
  }),
  oidcIssuer: setting({
    schema: issuerUrl,
    unit: "address",
    default: undefined,
    reason: "the OpenID Connect issuer whose tokens count",
  }),
  oidcAudience: setting({
    schema: z.string().min(1),
    unit: "text",
    default: "lianban",
    reason: "the audience tokens of that issuer must name",
  }),
  demoIssuer: setting({
    schema: onOff.optional(),
    unit: "on, off",
    default: undefined,
    reason:
      "on: anybody may be anybody, for a demonstration; absent, it is on in dev without an issuer and off otherwise",
  }),
  baseUrl: setting({
    schema: httpsUrl,
    unit: "address",
    default: undefined,
    reason:
      "the address people use, where something else stands in front; absent, the domain or the API's own",
  }),
  domainName: setting({
    schema: z
      .string()
      .regex(
        /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
        bilingual("应为域名,例如 lianban.example.cn", "it must be a domain name, e.g. lianban.example.cn"),
      )
      .optional(),
    unit: "domain name",
    default: undefined,
    reason: "a domain of one's own, which QR codes on paper outlive better than the API's address",
  }),
  certificateArn: setting({
    schema: arn("acm"),
    unit: "ARN",
    default: undefined,
    reason:
      "the certificate of that domain, in this region; in us-east-1 with a shield, where CloudFront reads it",
  }),
  shield: setting({
    schema: onOff,
    unit: "on, off",
    default: "off",
    reason:
      "on: CloudFront with WAF in front, since an HTTP API takes no WAF itself; costs a fixed sum, and China has no WAF for CloudFront",
  }),
  shieldRequestsPerIp: setting({
    schema: number(10, 2_000_000_000),
    unit: "requests in 5 minutes",
    default: 2_000,
    reason: "one address that sends more is held off; an office behind one address sends some hundreds",
  }),
  apiRatePerSecond: setting({
    schema: number(1, 10_000),
    unit: "requests a second",
    default: ({ env }) => (env === "prod" ? 500 : 50),
    reason: "bounds what a flood costs; far above a city's busiest hour",
  }),
  apiBurst: setting({
    schema: number(1, 5_000),
    unit: "requests at once",
    default: ({ env }) => (env === "prod" ? 1_000 : 100),
    reason: "two seconds of the rate: pages load several files at once",
  }),
  webhookRatePerSecond: setting({
    schema: number(1, 10_000),
    unit: "requests a second",
    default: ({ env }) => (env === "prod" ? 200 : 50),
    reason:
      "counted apart from visitors' requests; functions share the account's concurrency all the same, see `<function>.reservedConcurrency`",
  }),
  webhookBurst: setting({
    schema: number(1, 5_000),
    unit: "requests at once",
    default: ({ env }) => (env === "prod" ? 400 : 100),
    reason: "a department's system that was down sends its backlog at once, and tries again what is refused",
  }),
  runtime: setting({
    schema: z.enum(["nodejs24.x", "nodejs22.x"]),
    unit: "Lambda runtime",
    default: "nodejs24.x",
    reason: "what the hub is developed and tested on; the older one for a region that lacks it",
  }),
  architecture: setting({
    schema: z.enum(["arm64", "x86_64"]),
    unit: "instruction set",
    default: inChina("x86_64", "arm64"),
    reason:
      "arm64 is a fifth cheaper; the China regions do not document it. The bundles hold no machine code",
  }),
  tracing: setting({
    schema: onOff,
    unit: "on, off",
    default: "off",
    reason:
      "X-Ray shows where time goes; at a city's pace it records every invocation, which costs a fifth of all the rest, so it is turned on to look into something. Lambda has no X-Ray in the China regions",
  }),
  logLevel: setting({
    schema: z.enum(["info", "warn"]),
    unit: "level",
    default: ({ env }) => (env === "prod" ? "warn" : "info"),
    reason: "in prod only warnings and errors: logs cost more than the functions that write them",
  }),
  logDays: setting({
    schema: retention,
    unit: "days",
    default: ({ env }) => (env === "prod" ? 180 : 14),
    reason: "prod: 网络安全法第二十一条 asks for six months of network logs; dev: a fortnight",
  }),
  tableMaxReads: setting({
    schema: number(0, 1_000_000),
    unit: "read units a second; 0 is no limit",
    default: ({ env }) => (env === "prod" ? 0 : 1_000),
    reason: "prod must not refuse; elsewhere it bounds what a mistake costs",
  }),
  tableMaxWrites: setting({
    schema: number(0, 1_000_000),
    unit: "write units a second; 0 is no limit",
    default: ({ env }) => (env === "prod" ? 0 : 1_000),
    reason: "as tableMaxReads: no refusals in prod, bounded cost elsewhere",
  }),
  uploadOrigins: setting({
    schema: z
      .string()
      .transform((text) => text.split(",").map((origin) => origin.trim()))
      .pipe(z.array(z.url({ protocol: /^https?$/ })))
      .optional(),
    unit: "addresses, a list",
    default: undefined,
    reason:
      "portals whose browsers hand over large materials straight to the bucket; servers need no such leave",
  }),
  uploadMegabytes: setting({
    schema: number(20, 500),
    unit: "megabytes of 1,000,000 bytes",
    default: 500,
    reason:
      "the largest file that may be uploaded, in parts: a set of drawings; what is larger the function could not check within the 30 seconds the API gives it",
  }),
  accessLogsBucket: setting({
    schema: z.string().min(3).optional(),
    unit: "name of a bucket",
    default: undefined,
    reason: "where server access logs of the documents go, if the centre collects them",
  }),
  deliveryPausesSeconds: setting({
    schema: z
      .string()
      .regex(
        /^\d+(,\d+){0,19}$/,
        bilingual("应为逗号分隔的秒数,例如 5,300,1800", "it must be seconds with commas, e.g. 5,300,1800"),
      )
      .optional(),
    unit: "seconds, a list",
    default: undefined,
    reason: "pauses between attempts of a delivery; absent, the Standard Webhooks schedule of 75.6 hours",
  }),
  deliveryBatch: setting({
    schema: number(1, 10),
    unit: "messages",
    default: 10,
    reason: "messages of different cases go at once, so a batch takes as long as one",
  }),
  deliveriesAtOnce: setting({
    schema: number(2, 1_000),
    unit: "invocations at once, a department",
    default: 5,
    reason: "50 messages under way at most: what a department's own system can be expected to bear",
  }),
  relayBatch: setting({
    schema: number(1, 1_000),
    unit: "records",
    default: 25,
    reason: "cases of a batch are worked on at once; a batch that fails is tried again whole or halved",
  }),
  relayWindowSeconds: setting({
    schema: number(0, 300),
    unit: "seconds",
    default: 0,
    reason: "what follows from an answer follows at once; waiting for more would only save invocations",
  }),
  relaysAtOnce: setting({
    schema: number(1, 10),
    unit: "invocations at once, a shard",
    default: 4,
    reason: "cases of one shard do not wait for one another; order holds within a case",
  }),
  relayAttempts: setting({
    schema: number(-1, 10_000),
    unit: "attempts; -1 is until the records are 23 hours old",
    default: -1,
    reason:
      "an entry that fails is taken over by the table; a batch that fails as a whole means that nothing works, and giving it up would leave messages to the daily look",
  }),
  watchMinutes: setting({
    schema: number(1, 5),
    unit: "minutes",
    default: 1,
    reason:
      "how late a warning may be, and how long a case may stand still; alarms reckon with a look in 5 minutes",
  }),
  stuckSeconds: setting({
    schema: number(1, 3_600),
    unit: "seconds",
    default: 150,
    reason:
      "how long a case waits on the hub before its machine is started again; a step that fails is tried again by the machine itself for 126 s, and each start costs some ten transitions",
  }),
  publish: setting({
    schema: onOff,
    unit: "on, off",
    default: "on",
    reason: "changes of cases, without personal data, on an event bus for other systems of the centre",
  }),
  archiveDays: setting({
    schema: number(0, 3_650),
    unit: "days; 0 is no archive",
    default: 0,
    reason:
      "lets a system that was added later, or broke, see what was published; the log of cases is kept anyway",
  }),
  alarms: setting({
    schema: onOff,
    unit: "on, off",
    default: "on",
    reason: "off where nobody would look, as in a test",
  }),
  alarmEmail: setting({
    schema: z.email().optional(),
    unit: "e-mail address",
    default: undefined,
    reason: "who is told of alarms; absent, whoever subscribes to the topic",
  }),
} as const;

/** The name of a setting. */
export type SettingName = keyof typeof settingsTable;
