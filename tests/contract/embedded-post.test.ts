import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { closeConnections, post } from "../../functions/adapters/shared/post.ts";

const body = new TextEncoder().encode('{"id":"m-1"}');

/** A receiver in a thread of its own, which closes a connection 100 ms after it has answered. */
const CLOSING_RECEIVER = `
  const { createServer } = require("node:http");
  const { parentPort } = require("node:worker_threads");
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(204, { "webhook-delivery": String(connections) }).end();
      setTimeout(() => request.socket.destroy(), 100);
    });
  });
  server.on("connection", () => { connections += 1; });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

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

  it("sends again over a fresh connection what met one that was closed while the process was frozen", async () => {
    const receiver = new Worker(CLOSING_RECEIVER, { eval: true });
    const [port] = await once(receiver, "message");
    const input = { url: `http://127.0.0.1:${port}/in`, headers: {}, body, timeoutMs: 5_000 };

    const first = await post(input);
    await pass(20);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    const second = await post(input);
    await receiver.terminate();

    expect([first, second].map(({ status, delivery }) => [status, delivery])).toEqual([
      [204, "1"],
      [204, "2"],
    ]);
  });

  describe("over a kept connection", () => {
    let calls = 0;

    /** Answers the first request of all; what becomes of the others is said by `further`, counted from 1. */
    const serveFirst = async (further: (socket: Socket, call: number) => void): Promise<string> => {
      calls = 0;
      const url = await serve((request, response) => {
        calls += 1;
        const call = calls - 1;
        request.resume().on("end", () => {
          if (call === 0) response.writeHead(204).end();
          else further(request.socket, call);
        });
      });
      await post({ url, headers: {}, body, timeoutMs: 5_000 });
      await pass(20);
      return url;
    };

    it("rejects when the fresh connection is reset as well", async () => {
      const url = await serveFirst((socket) => socket.resetAndDestroy());

      const sending = post({ url, headers: {}, body, timeoutMs: 5_000 });

      await expect(sending).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(calls).toBe(3);
    });

    it("does not send again once a reply has begun", async () => {
      const url = await serveFirst((socket) => socket.end("HTTP/1.1 20"));

      const sending = post({ url, headers: {}, body, timeoutMs: 5_000 });

      await expect(sending).rejects.toThrow();
      expect(calls).toBe(2);
    });

    it("has one time limit for both", async () => {
      const url = await serveFirst((socket, call) => {
        if (call === 1) setTimeout(() => socket.destroy(), 200);
      });
      const from = Date.now();

      const sending = post({ url, headers: {}, body, timeoutMs: 400 });

      await expect(sending).rejects.toThrow("no answer within 400 ms");
      expect(Date.now() - from).toBeLessThan(590);
      expect(calls).toBe(3);
    });
  });

  it("rejects when nobody listens or the connection breaks", async () => {
    const url = await serve((request) => request.socket.destroy());

    await expect(post({ url, headers: {}, body, timeoutMs: 5_000 })).rejects.toThrow();
    await expect(
      post({ url: "http://127.0.0.1:9/in", headers: {}, body, timeoutMs: 5_000 }),
    ).rejects.toThrow();
  });
});
