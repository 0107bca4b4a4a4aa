import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stopPrograms } from "../aws/program.ts";
import { measureAll } from "./aws-cost/measure-all.ts";
import { reportOf } from "./aws-cost/report.ts";
import { startRig } from "./aws-cost/rig.ts";
import { withSection } from "./aws-cost/with-section.ts";

/**
 * What a registration costs on AWS, counted on a hub deployed on an emulator of this machine and priced by list prices.
 * Prints the tables of docs/costs.md; `--write` puts them there.
 *
 * `npm run bench:cost -- --runs 3 --write`
 */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const runs = Number(values.runs);
const document = fileURLToPath(new URL("../../docs/costs.md", import.meta.url));

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

const measure = async () => {
  say("deploying");
  const rig = await startRig();
  try {
    return await measureAll(rig, runs, say);
  } finally {
    await rig.stop();
  }
};

const main = async (): Promise<void> => {
  const measurements = await measure();
  const report = reportOf(measurements, runs, machine);
  process.stdout.write(`${report}\n`);
  if (values.out !== undefined) await writeFile(values.out, JSON.stringify(measurements, null, 2));
  if (values.write)
    await writeFile(document, withSection(await readFile(document, "utf8"), "measured", report));
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void stopPrograms().then(() => process.exit(130)));
try {
  await main();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await stopPrograms();
}
// Connections that clients keep would hold the process for a while.
process.exit();
