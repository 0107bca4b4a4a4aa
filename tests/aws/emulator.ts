import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { bilingual } from "../../schemas/message.ts";
import { ensureVenv } from "./emulator-venv.ts";
import { logPathOf, projectFolder, scratchFolder } from "./folders.ts";
import { freePort } from "./free-port.ts";
import { ProgramFailed, startProgram } from "./program.ts";

/** The emulator's account and region; it asks nobody for more. */
export const emulatedAccount = { account: "000000000000", region: "us-east-1" } as const;

/** An AWS emulator on this machine. */
export interface Emulator {
  port: number;
  endpoint: string;
  /** What points the AWS SDK and the CDK at it, and nowhere else. */
  environment: Readonly<Record<string, string>>;
  /** End it with every function it runs. */
  stop: () => Promise<void>;
}

/** What starts it: the emulator itself, and what is mended of it. */
const STARTER = join(projectFolder, "tests/aws/emulator.py");

/** How long it may take to answer, in milliseconds. */
const START_MS = 60_000;

/** Neither a profile nor credentials of the person who runs this are read, so that no real account is touched. */
const environmentOf = (endpoint: string): Readonly<Record<string, string>> => ({
  // On a loaded machine the emulator takes its time to accept a connection.
  AWS_MAX_ATTEMPTS: "10",
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: emulatedAccount.region,
  AWS_DEFAULT_REGION: emulatedAccount.region,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
});

const answers = async (endpoint: string): Promise<boolean> => {
  const signal = AbortSignal.timeout(2_000);
  const response = await fetch(`${endpoint}/_ministack/health`, { signal }).catch(() => null);
  return response?.ok ?? false;
};

/** The environment without what belongs to an AWS account of the person who runs this. */
export const withoutAws = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));

/**
 * Install the emulator if need be, start it on a free port of the loopback address and wait until it answers.
 *
 * Functions run on the Node that runs this. Throws when it cannot be installed or does not answer within a minute.
 */
export const startEmulator = async (name = "emulator"): Promise<Emulator> => {
  const logPath = logPathOf(name);
  const python = await ensureVenv();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const scratch = join(scratchFolder, name);
  await mkdir(scratch, { recursive: true });
  const program = startProgram({
    ...{ name, command: python, args: [STARTER], cwd: projectFolder, logPath },
    env: {
      ...withoutAws(),
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
      ...{ BIND_HOST: "127.0.0.1", GATEWAY_PORT: String(port), LOG_LEVEL: "WARNING" },
      ...{ TMPDIR: scratch, S3_DATA_DIR: join(scratch, "s3"), STATE_DIR: join(scratch, "state") },
      // These listen on every address of the machine, and nothing here needs them.
      ...{ IOT_MTLS_ENABLED: "0", SFTP_ENABLED: "0", PYTHONUNBUFFERED: "1" },
    },
  });
  const ended = program.ended.then((end) => String(end));
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    if (await answers(endpoint))
      return { port, endpoint, environment: environmentOf(endpoint), stop: program.stop };
    const early = await Promise.race([ended, pause(100, null)]);
    if (early !== null) break;
  }
  await program.stop();
  throw new ProgramFailed(bilingual("AWS 仿真器没有启动", "the AWS emulator did not start"), logPath);
};
