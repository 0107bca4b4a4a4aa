import { makeLineLog } from "../adapters/embedded/log.ts";
import { limitsUpTo } from "../application/upload-limits.ts";
import { readConnections } from "../runtime/connections.ts";
import { serveEmbedded } from "../runtime/serve-embedded.ts";
import { readSettings, type Settings } from "../runtime/settings.ts";

/** Say in plain words why the hub does not start, and end. */
const giveUp = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

/** Who gives out tokens, said at the start: a demonstration must not be mistaken for the real thing. */
const signInLine = (settings: Settings, baseUrl: string): string =>
  settings.LIANBAN_OIDC_ISSUER === undefined
    ? `  登录 sign-in       ${baseUrl}/oidc 演示:任何人可取任何身份 / demonstration: anybody may be anybody`
    : `  登录 sign-in       ${settings.LIANBAN_OIDC_ISSUER}`;

const oidcOf = ({ LIANBAN_OIDC_ISSUER: issuer, LIANBAN_OIDC_AUDIENCE: audience }: Settings) =>
  issuer === undefined ? {} : { oidc: { issuer, audience } };

const connectionsOf = ({ LIANBAN_CONNECTIONS: path }: Settings) =>
  path === undefined ? {} : { connections: readConnections(path) };

const main = async (): Promise<void> => {
  const settings = readSettings(process.env);
  const hub = await serveEmbedded({
    host: settings.LIANBAN_HOST,
    port: settings.LIANBAN_PORT,
    baseUrl: settings.LIANBAN_BASE_URL,
    dataDir: settings.LIANBAN_DATA,
    watchEveryMs: settings.LIANBAN_WATCH_SECONDS * 1_000,
    uploadLimits: limitsUpTo(settings.LIANBAN_UPLOAD_MB),
    log: makeLineLog({ verbose: settings.LIANBAN_LOG === "info" }),
    twins: settings.LIANBAN_TWINS === "on" ? { seed: settings.LIANBAN_SEED } : null,
    ...oidcOf(settings),
    ...connectionsOf(settings),
  });
  process.stdout.write(
    [
      `联办已启动 / Lianban is up: ${hub.baseUrl}`,
      `  办事指南 guide     ${hub.baseUrl}/guide`,
      `  接口文档 API docs  ${hub.baseUrl}/docs`,
      `  跟踪办件 follow    ${hub.baseUrl}/follow`,
      ...[...hub.twins.keys()].map((department) => `  部门系统 twin      ${hub.baseUrl}/twins/${department}`),
      signInLine(settings, hub.baseUrl),
      `  数据目录 data      ${settings.LIANBAN_DATA}`,
      "Ctrl-C 结束 / ends it",
      "",
    ].join("\n"),
  );
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    hub.stop().then(() => process.exit(0), giveUp);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
};

main().catch(giveUp);
