import { join } from "node:path";
import type { DepartmentConnection } from "../ports/directory.ts";
import type { Keys } from "../ports/keys.ts";
import { steadyDials, type TwinDials } from "../twins/dials.ts";
import { makeFileLedger } from "../twins/file-ledger.ts";
import { twinRoster } from "../twins/roster.ts";
import { makeTwin, type Twin } from "../twins/twin.ts";

/** Where a twin is mounted on the hub's own port. */
export const twinPath = (department: string): string => `/twins/${department}`;

/** Connections of every department that has a twin, all on one base address. */
export const twinConnections = (baseUrl: string): DepartmentConnection[] =>
  twinRoster.map(({ department, protocol }) => ({
    department,
    channel: "system",
    dialect: protocol,
    url: `${baseUrl}${twinPath(department)}`,
  }));

/** Make a twin for every department of the roster, sharing secrets with the hub they answer to. */
export const makeTwins = async ({
  keys,
  baseUrl,
  dataDir,
  seed,
  dials = steadyDials,
}: {
  keys: Keys;
  baseUrl: string;
  dataDir: string;
  seed: number;
  dials?: TwinDials;
}): Promise<ReadonlyMap<string, Twin>> => {
  const twins = await Promise.all(
    twinRoster.map(async ({ department, ...row }, index) => {
      const { inbound, outbound } = await keys.webhookSecrets(department);
      const [toHub] = inbound;
      if (toHub === undefined) throw new Error(`department "${department}" has no inbound secret`);
      const twin = makeTwin({
        ...row,
        department,
        hubUrl: baseUrl,
        secrets: { toHub, fromHub: outbound },
        seed: seed + index,
        dials,
        ledger: makeFileLedger(join(dataDir, "twins", `${department}.jsonl`)),
      });
      return [department, twin] as const;
    }),
  );
  return new Map(twins);
};
