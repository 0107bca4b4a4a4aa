import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { measureBundles } from "../support/measured-bundles.ts";

/** How often each function is imported, each time in a fresh process. */
const RUNS = Number(process.argv[2] ?? 15);

/** What a function expects of its stack; it calls nothing while it is imported. */
const environment = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  LIANBAN_TABLE: "table",
  LIANBAN_BUCKET: "bucket",
  LIANBAN_BASE_URL: "https://lianban.example.cn",
  LIANBAN_DATA_KEY_ID: "data",
  LIANBAN_LICENCE_KEY_ID: "licence",
  LIANBAN_SECRETS_PREFIX: "lianban/bench",
  LIANBAN_CONNECTIONS: "{}",
  LIANBAN_QUEUES: "{}",
  LIANBAN_RELAY_QUEUE_URL: "https://queue",
  LIANBAN_STATE_MACHINES: "{}",
  LIANBAN_DEPARTMENT: "tax",
  LIANBAN_STUCK_SECONDS: "150",
};

const importOnce = (index: string): number => {
  const script = `const began = performance.now(); await import(${JSON.stringify(index)}); process.stdout.write(String(performance.now() - began)); process.exit(0);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    env: { PATH: process.env.PATH, ...environment },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the function cannot be imported:\n${stderr}`);
  return Number(stdout);
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const kib = (bytes: number): string => String(Math.round(bytes / 1_024));

const bundles = await measureBundles("build/cold-start");
process.stdout.write(
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}, median of ${RUNS} fresh processes\n\n`,
);
process.stdout.write(
  "| function | read at start, KiB | all scripts, KiB | import, ms | heaviest at start |\n",
);
process.stdout.write("|---|---|---|---|---|\n");
for (const { entry, directory, atStart, whole, heaviest } of bundles) {
  const index = pathToFileURL(join(directory, "index.mjs")).href;
  const times = Array.from({ length: RUNS }, () => importOnce(index));
  const heavy = heaviest.slice(0, 3).map(([name, bytes]) => `${name} ${kib(bytes)}`);
  process.stdout.write(
    `| ${entry} | ${kib(atStart)} | ${kib(whole)} | ${median(times).toFixed(0)} | ${heavy.join(", ")} |\n`,
  );
}
