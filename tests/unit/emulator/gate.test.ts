import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Gate, startGate } from "../../aws/gate.ts";

let gate: Gate;
let api: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  gate = await startGate();
  api = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(api, "listening");
});

afterEach(async () => {
  await gate.stop();
  api.closeAllConnections();
  api.close();
});

const open = (): void =>
  gate.forwardTo({ port: (api.address() as AddressInfo).port, prefix: "/_aws/execute-api/abc/$default" });

describe("startGate", () => {
  it("answers 503 with Retry-After before it leads anywhere", async () => {
    const response = await fetch(`${gate.url}/health`);

    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  it("hands on method, path, headers and body, and hands back what comes", async () => {
    answer = (request, response) => {
      request.setEncoding("utf8");
      request.on("data", (body) => {
        const told = [request.method, request.url, request.headers["if-match"], body];
        response.writeHead(412, { "content-type": "application/problem+json" }).end(JSON.stringify(told));
      });
    };
    open();

    const response = await fetch(`${gate.url}/v1/cases?wait=2`, {
      ...{ method: "POST", headers: { "if-match": '"1"' }, body: "名称" },
    });

    expect([response.status, response.headers.get("content-type")]).toEqual([
      412,
      "application/problem+json",
    ]);
    expect(await response.json()).toEqual([
      "POST",
      "/_aws/execute-api/abc/$default/v1/cases?wait=2",
      '"1"',
      "名称",
    ]);
  });

  it("answers 502 when the API hangs up", async () => {
    answer = (request) => request.destroy();
    open();

    const response = await fetch(`${gate.url}/health`);

    expect(response.status).toBe(502);
  });

  it("hangs up on the API when the caller does, so that a long poll ends", async () => {
    const left = new Promise<void>((resolve) => {
      answer = (request) => request.once("close", resolve);
    });
    open();
    const leaving = new AbortController();

    const call = fetch(`${gate.url}/v1/cases/1?wait=20`, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 50);

    await expect(call).rejects.toThrow("aborted");
    await expect(left).resolves.toBeUndefined();
  });
});
