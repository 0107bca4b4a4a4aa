import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { freePort, until } from "./loopback.ts";
import type { Owner, Scratch } from "./scratch.ts";

/** A private PostgreSQL cluster: its connection string (`postgresql://…/postgres`) and version, e.g. `15.18`. */
export interface PostgresCluster {
  readonly url: string;
  readonly version: string;
}

/** Settings given on the command line; all others are as initdb writes them. */
export const postgresSettings = ["fsync=on", "synchronous_commit=on", "shared_buffers=512MB"] as const;

/**
 * Start a cluster of its own, on a free loopback port, with its data in the scratch folder.
 *
 * PostgreSQL refuses to run as root; root hands it to the user postgres, or nobody.
 * Failures: `null` when PostgreSQL's programs are not on this machine; rejects when they do not work.
 */
export async function startPostgres(scratch: Scratch): Promise<PostgresCluster | null> {
  const programs = programFolder();
  if (programs === null) return null;
  const owner = unprivilegedOwner();
  const data = join(scratch.folder, "postgres");
  const password = randomBytes(16).toString("hex");
  initialise(programs, data, password, owner);

  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    "unix_socket_directories=",
    ...postgresSettings,
  ];
  scratch.spawnChild({
    name: "postgres",
    file: join(programs, "postgres"),
    args: ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    endSignal: "SIGINT",
    ...(owner === undefined ? {} : { owner }),
  });
  const address = ["-h", "127.0.0.1", "-p", String(port)];
  await until("PostgreSQL", async () => run(join(programs, "pg_isready"), address, owner).status === 0);
  return { url: `postgresql://bench:${password}@127.0.0.1:${port}/postgres`, version: versionOf(programs) };
}

/** Debian keeps `initdb` and `postgres` off the PATH, in a folder per major version; elsewhere they are on it. */
function programFolder(): string | null {
  const debian = "/usr/lib/postgresql";
  const majors = existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folders = [
    ...majors.map((major) => join(debian, String(major), "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** The user to hand PostgreSQL to when this process is root; `undefined` when it can run as it is. */
function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const named = (name: string) => users.find(([user]) => user === name);
  const [, , uid, gid] = named("postgres") ?? named("nobody") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function initialise(programs: string, data: string, password: string, owner: Owner | undefined): void {
  const passwordFile = `${data}-password`;
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner !== undefined) for (const path of [data, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const args = ["-D", data, "-U", "bench", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale"];
  const { status, stderr } = run(join(programs, "initdb"), [...args, `--pwfile=${passwordFile}`], owner);
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

function versionOf(programs: string): string {
  const { stdout } = run(join(programs, "postgres"), ["--version"], undefined);
  return stdout.match(/\d+(\.\d+)?/)?.[0] ?? "unknown";
}

function run(file: string, args: string[], owner: Owner | undefined) {
  return spawnSync(file, args, { cwd: "/", encoding: "utf8", ...owner });
}
