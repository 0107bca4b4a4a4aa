import { join } from "node:path";
import type { DepartmentConnection } from "../ports/directory.ts";
import type { Keys } from "../ports/keys.ts";
import { steadyDials, type TwinDials } from "../twins/dials.ts";
import { makeFileLedger } from "../twins/file-ledger.ts";
import { twinRoster } from "../twins/roster.ts";
import { makeTwin, type Twin, type TwinSecrets } from "../twins/twin.ts";

/** Where a twin is mounted on the hub's own port. */
export const twinPath = (department: string): string => `/twins/${department}`;

/** The payment channel has no stand-in: it reports what was paid, and is told nothing. */
const paymentChannel: DepartmentConnection = {
  department: "finance",
  channel: "desk",
  dialect: "json",
  url: "",
};

/** Connections of every department that has a twin, all on one base address, and of the payment channel. */
export const twinConnections = (baseUrl: string): DepartmentConnection[] => [
  ...twinRoster.map(({ department, protocol }) => ({
    department,
    channel: "system" as const,
    dialect: protocol,
    url: `${baseUrl}${twinPath(department)}`,
  })),
  paymentChannel,
];

const secretsOf = async (keys: Keys, department: string): Promise<TwinSecrets> => {
  const { inbound, outbound } = await keys.webhookSecrets(department);
  const [toHub] = inbound;
  if (toHub === undefined) throw new Error(`department "${department}" has no inbound secret`);
  return { toHub, fromHub: outbound };
};

/** Post to the hub's public address by the one this machine reaches, whatever lies between. */
const fetchLocally =
  (publicUrl: string, localUrl: string): typeof fetch =>
  (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return fetch(url.startsWith(`${publicUrl}/`) ? `${localUrl}${url.slice(publicUrl.length)}` : url, init);
  };

/**
 * Make a twin for every department of the roster, sharing secrets with the hub they answer to.
 *
 * `baseUrl` is the hub's public address, `localUrl` the one it is reached at from here.
 */
export const makeTwins = async ({
  keys,
  baseUrl,
  localUrl,
  dataDir,
  seed,
  dials = steadyDials,
}: {
  keys: Keys;
  baseUrl: string;
  localUrl: string;
  dataDir: string;
  seed: number;
  dials?: TwinDials;
}): Promise<ReadonlyMap<string, Twin>> => {
  const twins = await Promise.all(
    twinRoster.map(async ({ department, ...row }, index) => {
      await secretsOf(keys, department);
      const twin = makeTwin({
        ...row,
        department,
        hubUrl: localUrl,
        fetch: fetchLocally(baseUrl, localUrl),
        secrets: () => secretsOf(keys, department),
        seed: seed + index,
        dials,
        ledger: makeFileLedger(join(dataDir, "twins", `${department}.jsonl`)),
      });
      return [department, twin] as const;
    }),
  );
  return new Map(twins);
};
