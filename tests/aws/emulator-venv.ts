import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { bilingual } from "../../schemas/message.ts";
import { emulatorFolder, logPathOf, projectFolder } from "./folders.ts";
import { runProgram } from "./program.ts";

const run = promisify(execFile);

const requirements = join(projectFolder, "tests/aws/requirements.txt");

/** Prints the version when it is new enough and brings what makes an environment. */
const PROBE = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.version)";

const noPython = (tried: string): Error =>
  new Error(
    bilingual(
      `没有可用的 Python 3.11 或更高版本(含 venv 与 ensurepip),AWS 仿真器需要它。Debian、Ubuntu 请运行 apt-get install python3 python3-venv;其他系统请安装 Python 3.11 以上版本,或设 LIANBAN_PYTHON 为其路径。已试:${tried}`,
      `the AWS emulator needs Python 3.11 or newer with venv and ensurepip. On Debian or Ubuntu run apt-get install python3 python3-venv; elsewhere install Python 3.11 or newer, or set LIANBAN_PYTHON to its path. Tried: ${tried}`,
    ),
  );

const noPackages = (logPath: string, cause: unknown): Error =>
  new Error(
    bilingual(
      `装不上 AWS 仿真器(tests/aws/requirements.txt)。请检查 pip 能否访问 PyPI(代理、镜像 PIP_INDEX_URL、证书 PIP_CERT),详见 ${logPath}`,
      `cannot install the AWS emulator (tests/aws/requirements.txt). See that pip reaches PyPI (a proxy, a mirror by PIP_INDEX_URL, certificates by PIP_CERT); ${logPath} has the details`,
    ),
    { cause },
  );

/** The first Python that is new enough, with its version. */
const findPython = async (): Promise<{ command: string; version: string }> => {
  const given = process.env.LIANBAN_PYTHON;
  const candidates = given === undefined ? ["python3", "python"] : [given];
  for (const command of candidates) {
    const probe = await run(command, ["-c", PROBE]).catch(() => null);
    if (probe !== null) return { command, version: probe.stdout.trim() };
  }
  throw noPython(candidates.join(", "));
};

const install = async (command: string, fresh: string): Promise<void> => {
  const logPath = logPathOf("install");
  const options = { env: process.env, cwd: projectFolder, logPath };
  const venv = { ...options, name: "venv", command, args: ["-m", "venv", fresh] };
  await runProgram(venv).catch(() => {
    throw noPython(command);
  });
  const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
  const args = [...pip, "--require-hashes", "--only-binary=:all:", "-r", requirements];
  await runProgram({ ...options, name: "pip", command: join(fresh, "bin/python"), args }).catch((cause) => {
    throw noPackages(logPath, cause);
  });
};

const makeVenv = async (): Promise<string> => {
  const { command, version } = await findPython();
  const wanted = createHash("sha256")
    .update(version)
    .update(await readFile(requirements))
    .digest("hex");
  const folder = join(emulatorFolder, "venv");
  const stamp = join(folder, "made-for");
  const python = join(folder, "bin/python");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return python;

  const fresh = join(emulatorFolder, `venv.${process.pid}`);
  await mkdir(emulatorFolder, { recursive: true });
  try {
    await install(command, fresh);
    await writeFile(join(fresh, "made-for"), wanted);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return python;
};

let making: Promise<string> | undefined;

/**
 * Make sure the emulator is installed in an environment of its own, `.emulator/venv`, and return its Python.
 *
 * It is made anew when the requirements or the Python change. Throws, with the remedy, where there is no Python 3.11
 * with venv, or where PyPI cannot be reached.
 */
export const ensureVenv = (): Promise<string> => {
  making ??= makeVenv();
  return making;
};
