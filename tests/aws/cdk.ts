import { delimiter, dirname, join } from "node:path";
import { type Emulator, emulatedAccount, withoutAws } from "./emulator.ts";
import { logPathOf, projectFolder, scratchFolder } from "./folders.ts";
import { runProgram } from "./program.ts";

const cli = join(projectFolder, "node_modules/aws-cdk/bin/cdk");

/** The CDK's command line, against an emulator and nothing else. */
export interface Cdk {
  bootstrap: () => Promise<void>;
  /** Deploy every stack of the app in `cdk.json`, or of another. */
  deploy: (context: Readonly<Record<string, string>>, app?: string) => Promise<void>;
  /** Destroy every stack that was deployed last. */
  destroy: () => Promise<void>;
}

const contextArgs = (context: Readonly<Record<string, string>>): string[] =>
  Object.entries(context).flatMap(([name, value]) => ["--context", `${name}=${value}`]);

/** Make the CDK's command line; what it says goes to `.emulator/logs/cdk-*.log`. */
export const makeCdk = (emulator: Emulator): Cdk => {
  const run = (name: string, args: readonly string[]): Promise<void> =>
    runProgram({
      name: `cdk ${name}`,
      command: process.execPath,
      args: [cli, ...args, "--no-notices", "--no-color"],
      cwd: projectFolder,
      logPath: logPathOf(`cdk-${name}`),
      env: {
        ...withoutAws(),
        ...emulator.environment,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
        // Nothing is asked on a terminal, nothing is reported anywhere.
        ...{ CI: "true", CDK_DISABLE_CLI_TELEMETRY: "true", CDK_HOME: join(scratchFolder, "cdk-home") },
      },
    });
  const assembly = join(scratchFolder, "cdk.out");
  const { account, region } = emulatedAccount;
  return {
    bootstrap: () => run("bootstrap", ["bootstrap", `aws://${account}/${region}`, "--app", "''"]),
    deploy: (context, app) =>
      run(app === undefined ? "deploy" : "redeploy", [
        ...["deploy", "--all", "--require-approval", "never", "--no-rollback", "--progress", "events"],
        ...(app === undefined ? [] : ["--app", app]),
        ...["--output", assembly],
        ...contextArgs(context),
      ]),
    // What was deployed is destroyed, without making it anew.
    destroy: () => run("destroy", ["destroy", "--all", "--force", "--app", assembly]),
  };
};
