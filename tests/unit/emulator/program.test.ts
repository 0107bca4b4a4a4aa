import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { membersOf, ProgramFailed, runProgram, startProgram } from "../../aws/program.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lianban-program-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const script = (source: string) => ({
  name: "script",
  command: process.execPath,
  args: ["-e", source],
  env: process.env,
  cwd: folder,
  logPath: join(folder, "script.log"),
});

/** A program that starts another and waits. */
const PARENT = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
setInterval(() => {}, 1000);`;

const deaf = (source: string): string => `process.on("SIGTERM", () => {}); ${source}`;

describe("startProgram", () => {
  it.each([
    ["ends when asked", PARENT],
    ["does not listen", deaf(PARENT)],
  ])("leaves nothing behind of a program with a child that %s", async (_, source) => {
    const program = startProgram(script(source));
    await expect.poll(() => membersOf(program.pid).length, { timeout: 5_000 }).toBe(2);

    await program.stop();

    expect(membersOf(program.pid)).toEqual([]);
  });

  it("ends what a program left behind when it ended by itself", async () => {
    const program = startProgram(script(`${PARENT} setTimeout(() => process.exit(3), 300);`));

    const end = await program.ended;
    await program.stop();

    expect(end).toBe(3);
    expect(membersOf(program.pid)).toEqual([]);
  });
});

describe("runProgram", () => {
  it("keeps the output of both streams in the log", async () => {
    await runProgram(script(`console.log("out"); console.error("err");`));

    expect(await readFile(join(folder, "script.log"), "utf8")).toBe("out\nerr\n");
  });

  it("rejects with the log of a program that fails", async () => {
    const run = runProgram(script("process.exit(2)"));

    await expect(run).rejects.toBeInstanceOf(ProgramFailed);
    await expect(run).rejects.toMatchObject({ message: "script: 2", logPath: join(folder, "script.log") });
  });
});
