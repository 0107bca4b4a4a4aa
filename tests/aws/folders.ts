import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Everything that the emulator and what runs on it leave on the disk: never committed, safe to delete. */
export const emulatorFolder = join(projectFolder, ".emulator");

/**
 * What one run writes and nobody reads afterwards; deleted when this process ends. It lies outside the project, so that
 * a function that runs there finds neither the project's packages nor its `package.json`, as on AWS.
 */
export const scratchFolder = join(tmpdir(), `lianban-aws-${process.pid}`);

process.once("exit", () => rmSync(scratchFolder, { recursive: true, force: true }));

/** Where the output of programs goes; of the last run only. */
export const logsFolder = join(emulatorFolder, "logs");

/** The file a program's output goes to. */
export const logPathOf = (name: string): string => join(logsFolder, `${name}.log`);
