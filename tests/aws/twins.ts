import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { signIn } from "../../functions/entry/demo/hub-client.ts";
import { twinConnections, twinPath } from "../../functions/runtime/twins.ts";
import { twinRoster } from "../../functions/twins/roster.ts";
import { logPathOf, projectFolder, scratchFolder } from "./folders.ts";
import { freePort } from "./free-port.ts";
import { ProgramFailed, startProgram } from "./program.ts";
import type { TwinsProcessOptions } from "./twins-process.ts";

const entry = fileURLToPath(new URL("./twins-process.ts", import.meta.url));

/** The departments' systems, in a process of their own on this machine. */
export interface Twins {
  url: string;
  /** The file of connections that tells a hub how to reach them. */
  connectionsPath: string;
  /** Have the hub make a secret for each department and hand it over, as an administrator would. */
  handOverSecrets: () => Promise<void>;
  stop: () => Promise<void>;
}

const handOver = async (hubUrl: string, url: string, department: string, token: string): Promise<void> => {
  const rotated = await fetch(`${hubUrl}/v1/departments/${department}/secret-rotation`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  if (!rotated.ok) throw new Error(`rotating ${department}: ${rotated.status} ${await rotated.text()}`);
  const { secret } = (await rotated.json()) as { secret: string };
  const given = await fetch(`${url}${twinPath(department)}/secret`, { method: "PUT", body: secret });
  if (!given.ok) throw new Error(`${department} does not take its secret: ${given.status}`);
};

const isUp = async (url: string): Promise<boolean> => {
  const [first] = twinRoster;
  const path = twinPath(first?.department ?? "");
  return (await fetch(`${url}${path}/status`).catch(() => null))?.ok ?? false;
};

/** Start the departments' systems for a hub that need not be there yet, and wait until they answer. */
export const startTwins = async (hubUrl: string): Promise<Twins> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = join(scratchFolder, "twins");
  const connectionsPath = join(dataDir, "connections.json");
  await mkdir(dataDir, { recursive: true });
  await writeFile(connectionsPath, JSON.stringify(twinConnections(url), null, 2));
  const options: TwinsProcessOptions = { port, hubUrl, dataDir, seed: 11 };
  const logPath = logPathOf("twins");
  const program = startProgram({
    ...{ name: "twins", command: process.execPath, args: [entry, JSON.stringify(options)] },
    ...{ env: process.env, cwd: projectFolder, logPath },
  });
  const ended = program.ended.then((end) => String(end));
  while (!(await isUp(url))) {
    const early = await Promise.race([ended, pause(100, null)]);
    if (early !== null) throw new ProgramFailed(`twins: ${early}`, logPath);
  }
  return {
    ...{ url, connectionsPath, stop: program.stop },
    handOverSecrets: async () => {
      const token = await signIn(hubUrl, "admin");
      for (const { department } of twinRoster) await handOver(hubUrl, url, department, token);
    },
  };
};
