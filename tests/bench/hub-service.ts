import { rm } from "node:fs/promises";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { demoPeople, demoToken } from "../../functions/http/demo-issuer.ts";
import { serveEmbedded } from "../../functions/runtime/serve-embedded.ts";
import { commitCount } from "./commit-count.ts";

/**
 * The hub as a bench measures it, in a process of its own: real settings, a fresh data folder, departments that
 * answer by themselves. Prints one JSON line with its address, a token and the departments' secrets, and ends on
 * SIGTERM, removing the folder unless it is told to `keep` it.
 */
const [dataDir = "", keep] = process.argv.slice(2);
const connections = [...bengbuCatalog.departments.keys()].map((department) => ({
  department,
  channel: "desk" as const,
  dialect: "json",
  url: "",
}));
const hub = await serveEmbedded({ host: "127.0.0.1", port: 0, dataDir, twins: null, connections });
const [person] = demoPeople;
if (person === undefined) throw new Error("there are no demonstration people");
const token = await demoToken(hub.issuerKey, hub.issuer, person);
const secrets: Record<string, string> = {};
for (const { department } of connections) {
  const [secret] = (await hub.hub.keys.webhookSecrets(department)).inbound;
  secrets[department] = Buffer.from(secret ?? new Uint8Array()).toString("base64");
}
process.stdout.write(`${JSON.stringify({ url: hub.baseUrl, token, secrets })}\n`);
process.on("SIGUSR2", () => process.stdout.write(`${JSON.stringify({ commits: commitCount() })}\n`));
process.once("SIGTERM", () => {
  hub
    .stop()
    .then(() => (keep === undefined ? rm(dataDir, { recursive: true, force: true }) : undefined))
    .then(() => process.exit(0));
});
