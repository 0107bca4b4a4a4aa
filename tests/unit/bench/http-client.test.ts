import { createServer, type RequestListener } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { makeHttpClient } from "../../bench/http-client.ts";

const closers: (() => void)[] = [];

/** Listen on a free loopback port until the test ends. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, connections: () => connections };
}

function clientOf(origin: string, silenceMs?: number) {
  const client = makeHttpClient(origin, silenceMs);
  closers.push(client.close);
  return client;
}

describe("makeHttpClient", () => {
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  it("sends the body as it stands and reads status, headers and body of any answer", async () => {
    const { origin } = await serve(async (request, response) => {
      response.writeHead(409, {
        "x-type": request.headers["content-type"],
        "x-key": request.headers["x-key"],
      });
      response.end(await text(request));
    });
    const body = JSON.stringify({ opinion: "符合要求" });

    const answer = await clientOf(origin).send({
      method: "POST",
      path: "/",
      headers: { "x-key": "k" },
      body,
    });

    expect(answer).toMatchObject({
      status: 409,
      body,
      headers: { "x-type": "application/json", "x-key": "k" },
    });
  });

  it("uses one connection for requests one after another", async () => {
    const { origin, connections } = await serve((_, response) => response.end("ok"));
    const client = clientOf(origin);

    for (const path of ["/1", "/2", "/3"]) await client.send({ method: "GET", path });

    expect(connections()).toBe(1);
  });

  it("rejects when the server stays silent for too long", async () => {
    const { origin } = await serve(() => undefined);

    const answer = clientOf(origin, 50).send({ method: "GET", path: "/never" });

    await expect(answer).rejects.toThrow("GET /never: silent for 50 ms");
  });

  it("rejects when the connection breaks in the middle of an answer", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    });

    const answer = clientOf(origin).send({ method: "GET", path: "/" });

    await expect(answer).rejects.toThrow();
  });
});
