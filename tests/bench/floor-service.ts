import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { openDatabase } from "../../functions/adapters/embedded/database.ts";

/**
 * The floor under any hub on this machine: the same server, the same file settings, as many requests and durable
 * commits per case as the hub makes, and nothing else. The address says how many commits a request asks for.
 */
const [dataDir = ""] = process.argv.slice(2);
const database = openDatabase(join(dataDir, "floor.db"));
database.sql.exec("CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
const insert = database.sql.prepare("INSERT INTO rows (body) VALUES (?)");
/** About what an encrypted event weighs. */
const ROW = "x".repeat(800);

const answer = async (request: Request): Promise<Response> => {
  await request.text();
  const commits = Number(new URL(request.url).searchParams.get("commits") ?? 0);
  for (let commit = 0; commit < commits; commit += 1) await database.write(() => insert.run(ROW));
  return Response.json({ status: "issued" });
};

const server = createServer(getRequestListener(answer));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once("SIGTERM", () => {
  server.closeAllConnections();
  database.close();
  rm(dataDir, { recursive: true, force: true }).then(() => process.exit(0));
});
