import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { closeConnections, post } from "../../functions/adapters/shared/post.ts";

const body = new TextEncoder().encode('{"id":"m-1"}');

describe("post", () => {
  let server: Server | null = null;

  const serve = async (listener: RequestListener): Promise<string> => {
    const made = createServer(listener);
    server = made;
    await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(made.address() as AddressInfo).port}/in`;
  };

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    closeConnections();
  });

  it("sends the bytes and headers as they are and gives the head of the reply", async () => {
    const got: { text: string; id: string | undefined }[] = [];
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        got.push({ text: Buffer.concat(chunks).toString(), id: request.headers["webhook-id"] as string });
        response.writeHead(503, { "retry-after": "120", "webhook-delivery": "abort-message" }).end("later");
      });
    });

    const reply = await post({ url, headers: { "webhook-id": "m-1" }, body, timeoutMs: 5_000 });

    expect(reply).toEqual({ status: 503, retryAfter: "120", delivery: "abort-message" });
    expect(got).toEqual([{ text: '{"id":"m-1"}', id: "m-1" }]);
  });

  it("uses one connection for many messages", async () => {
    const ports = new Set<number>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort ?? 0);
      request.resume().on("end", () => response.writeHead(204).end());
    });

    for (let n = 0; n < 10; n += 1) await post({ url, headers: {}, body, timeoutMs: 5_000 });

    expect(ports.size).toBe(1);
  });

  it("follows no redirect", async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });

    expect(await post({ url, headers: {}, body, timeoutMs: 5_000 })).toMatchObject({ status: 302 });
    expect(calls).toBe(1);
  });

  it("gives up on a receiver that does not answer in time", async () => {
    const url = await serve(() => undefined);

    await expect(post({ url, headers: {}, body, timeoutMs: 80 })).rejects.toThrow("no answer within 80 ms");
  });

  it("gives up on a receiver that drips a header now and then without ever answering", async () => {
    const url = await serve((request) => {
      const drip = setInterval(() => request.socket.write("HTTP/1.1 100 Continue\r\n\r\n"), 20);
      request.socket.once("close", () => clearInterval(drip));
    });

    await expect(post({ url, headers: {}, body, timeoutMs: 200 })).rejects.toThrow("no answer within");
  });

  it("takes the head for the answer and does not hang on a body that never ends", async () => {
    let isClosed = false;
    const url = await serve((request, response) => {
      response.writeHead(200).write("a");
      request.socket.once("close", () => {
        isClosed = true;
      });
    });

    const reply = await post({ url, headers: {}, body, timeoutMs: 100 });

    expect(reply.status).toBe(200);
    await expect.poll(() => isClosed).toBe(true);
  });

  it("rejects when nobody listens or the connection breaks", async () => {
    const url = await serve((request) => request.socket.destroy());

    await expect(post({ url, headers: {}, body, timeoutMs: 5_000 })).rejects.toThrow();
    await expect(
      post({ url: "http://127.0.0.1:9/in", headers: {}, body, timeoutMs: 5_000 }),
    ).rejects.toThrow();
  });
});
