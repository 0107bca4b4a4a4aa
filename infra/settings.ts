import * as z from "zod";
import { bilingual } from "../schemas/message.ts";
import { zodMessage } from "../schemas/zod-message.ts";
import type { EntryName } from "./bundle.ts";
import { entries, functionsTable } from "./functions-table.ts";
import { rules } from "./settings-rules.ts";
import { type SettingName, settingsTable } from "./settings-table.ts";
import { partitionOf, type Where } from "./where.ts";

/** How large a function is; see its row of the table for units and reasons. */
export interface FunctionSize {
  memoryMb: number;
  timeoutSeconds: number;
  reservedConcurrency: number;
}

type FromTable = { [Name in SettingName]: z.output<(typeof settingsTable)[Name]["schema"]> };

/** Every setting of one deployment, checked. */
export interface Settings extends Omit<FromTable, "demoIssuer">, Where {
  account: string | undefined;
  region: string;
  demoIssuer: "on" | "off";
  functions: Readonly<Record<EntryName, FunctionSize>>;
}

/** What settings are read from: the context of the CDK app, by name. */
export type Context = Readonly<Record<string, unknown>>;

/** Where the CDK command line says the deployment goes; a region in the context comes first. */
export interface Target {
  account?: string | undefined;
  region?: string | undefined;
}

const place = z.object({
  env: z.enum(["dev", "prod"]).default("dev"),
  region: z
    .string(bilingual("请设 -c region=… 或 AWS_REGION", "set -c region=… or AWS_REGION"))
    .regex(
      /^[a-z]{2}(-[a-z]+)+-\d$/,
      bilingual("应为区域代码,例如 cn-north-1", "it must be the code of a region, e.g. cn-north-1"),
    ),
});

/** Limits of AWS Lambda; the API gives a function up after 30 seconds. */
const sizes = {
  memoryMb: z.coerce.number().int().min(128).max(10_240),
  timeoutSeconds: z.coerce.number().int().min(1).max(900),
  reservedConcurrency: z.coerce.number().int().min(0).max(10_000),
} as const;

type Problem = readonly [name: string, text: string];
type Read<T> = { value: T; problems: readonly Problem[] };

const sizeNames = Object.keys(sizes) as (keyof FunctionSize)[];

/** Names the CDK's own command line puts into the context. */
const CDK_NAMES: ReadonlySet<string> = new Set(["acknowledged-issue-numbers", "cli-telemetry"]);

/** Names with `:` or `/` belong to the CDK: feature flags, lookups, its own. */
const isOfCdk = (name: string): boolean => /[:/]/.test(name) || CDK_NAMES.has(name);

const known: ReadonlySet<string> = new Set([
  "env",
  "region",
  ...Object.keys(settingsTable),
  ...entries.flatMap((entry) => sizeNames.map((size) => `${entry}.${size}`)),
]);

const unknownNames = (context: Context): Problem[] =>
  Object.keys(context)
    .filter((name) => !isOfCdk(name) && !known.has(name))
    .map((name) => [
      name,
      bilingual(
        "没有这个设置,请对照 infra/settings-table.ts 改正",
        "there is no such setting; compare infra/settings-table.ts",
      ),
    ]);

const readOne = (name: string, schema: z.ZodType, value: unknown): Read<unknown> => {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.map((issue): Problem => {
    const { zh, en } = zodMessage(issue);
    return [name, bilingual(zh, en)];
  });
  return { value: undefined, problems };
};

const readTable = (context: Context, where: Where): Read<FromTable> => {
  const read = Object.entries(settingsTable).map(([name, row]) => {
    const absent = typeof row.default === "function" ? row.default(where) : row.default;
    return [name, readOne(name, row.schema, context[name] ?? absent)] as const;
  });
  return {
    value: Object.fromEntries(read.map(([name, { value }]) => [name, value])) as FromTable,
    problems: read.flatMap(([, { problems }]) => problems),
  };
};

const readSize = (context: Context, entry: EntryName): Read<FunctionSize> => {
  const read = sizeNames.map((size) => {
    const name = `${entry}.${size}`;
    return [size, readOne(name, sizes[size], context[name] ?? functionsTable[entry][size])] as const;
  });
  return {
    value: Object.fromEntries(read.map(([size, { value }]) => [size, value])) as unknown as FunctionSize,
    problems: read.flatMap(([, { problems }]) => problems),
  };
};

const withIssuer = (read: FromTable, { env }: Where): "on" | "off" =>
  read.demoIssuer ?? (env === "dev" && read.oidcIssuer === undefined ? "on" : "off");

const fail = (problems: readonly Problem[]): never => {
  const lines = problems.map(([name, text]) => `  ${name}: ${text}`);
  throw new Error(["设置有误 / the settings are not right:", ...lines].join("\n"));
};

/**
 * Read every setting from the context of the CDK app: `-c env=prod -c watchMinutes=5 -c api.memoryMb=2048`.
 *
 * Throws with every wrong setting, its fault and what is allowed; a name that is no setting is one of them.
 */
export const readSettings = (context: Context, target: Target = {}): Settings => {
  const wherever = place.safeParse({ env: context.env, region: context.region ?? target.region });
  if (!wherever.success) {
    const issues = wherever.error.issues.map((issue): Problem => {
      const { zh, en } = zodMessage(issue);
      return [issue.path.join("."), bilingual(zh, en)];
    });
    return fail(issues);
  }
  const { env, region } = wherever.data;
  const where: Where = { env, partition: partitionOf(region) };
  const table = readTable(context, where);
  const read = entries.map((entry) => [entry, readSize(context, entry)] as const);
  const functions = Object.fromEntries(
    read.map(([entry, { value }]) => [entry, value]),
  ) as Settings["functions"];
  const problems = [
    ...unknownNames(context),
    ...table.problems,
    ...read.flatMap(([, { problems }]) => problems),
  ];
  if (problems.length > 0) return fail(problems);
  const settings: Settings = {
    ...table.value,
    ...where,
    account: target.account,
    region,
    demoIssuer: withIssuer(table.value, where),
    functions,
  };
  const broken = rules.filter(([, isBroken]) => isBroken(settings));
  return broken.length === 0 ? settings : fail(broken.map(([name, , text]) => [name, text]));
};
