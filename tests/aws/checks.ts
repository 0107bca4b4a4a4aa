import { join } from "node:path";
import { readResults, type Where } from "../e2e/results.ts";
import { startEmulator, withoutAws } from "./emulator.ts";
import { logPathOf, projectFolder } from "./folders.ts";
import { runProgram } from "./program.ts";

const env = { ...withoutAws(), NO_COLOR: "1" };

/**
 * The ports' suites on an emulator of their own, so that they and the deployed hub do not hold one another up. One file
 * at a time: a flood of writers in one would time out the clients of another.
 */
export const checkContracts = async (): Promise<void> => {
  const emulator = await startEmulator("emulator-contract");
  await runProgram({
    ...{ name: "contract", command: process.execPath, cwd: projectFolder, logPath: logPathOf("contract") },
    args: [
      join(projectFolder, "node_modules/vitest/vitest.mjs"),
      "run",
      "--project",
      "aws",
      "--maxWorkers=1",
    ],
    env: { ...env, ...emulator.environment },
  }).finally(emulator.stop);
};

/** Every journey, on an embedded hub or on a deployment; resolves to how many passed. */
export const checkJourneys = async (where: Where, args: readonly string[] = []): Promise<string> => {
  await runProgram({
    ...{ name: `journeys ${where}`, command: process.execPath, cwd: projectFolder, env },
    args: [join(projectFolder, "tests/e2e/run.ts"), ...args],
    logPath: logPathOf(`journeys-${where}`),
  });
  const results = (await readResults(where)) ?? [];
  return `${results.filter(({ passed }) => passed).length}/${results.length}`;
};
