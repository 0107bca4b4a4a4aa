import type { DepartmentConnection } from "../../functions/ports/directory.ts";
import { serveEmbedded } from "../../functions/runtime/serve-embedded.ts";

/** What the crash test tells a hub it starts. */
export interface HubProcessOptions {
  dataDir: string;
  port: number;
  connections: DepartmentConnection[];
}

const options = JSON.parse(process.argv[2] ?? "{}") as HubProcessOptions;
const hub = await serveEmbedded({
  ...options,
  host: "127.0.0.1",
  twins: null,
  watchEveryMs: 1_000,
  delivery: { pausesMs: Array.from({ length: 60 }, () => 300), breakAfter: 1_000 },
  relayPausesMs: Array.from({ length: 60 }, () => 100),
});
process.stdout.write("ready\n");
process.once("SIGTERM", () => {
  hub.stop().then(() => process.exit(0));
});
