import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK } from "../../functions/application/csv.ts";
import { sendCsv } from "../../functions/http/csv-answer.ts";
import { addEdge } from "../../functions/http/edge.ts";
import type { HubEnv } from "../../functions/http/responses.ts";
import type { Log } from "../../functions/ports/log.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** An app with one table, and what it logged. */
const makeTable = (pieces: () => AsyncGenerator<string>, maxBytes?: number) => {
  const logged: string[] = [];
  const log: Log = {
    info: (code) => void logged.push(code),
    warn: (code) => void logged.push(code),
    error: (code, facts) => void logged.push(`${code} ${facts?.error}`),
  };
  const app = new Hono<HubEnv>();
  addEdge(app, log);
  app.get("/table.csv", (c) => sendCsv(c, log, { name: "table", pieces: pieces(), maxBytes }));
  return { request: () => app.request("/table.csv"), logged };
};

async function* twoPieces() {
  yield `${BYTE_ORDER_MARK}部门 / department\r\n`;
  yield "税务\r\n";
}

async function* failsAtOnce(): AsyncGenerator<string> {
  yield* [];
  throw new Error("the store is gone");
}

async function* failsLater(): AsyncGenerator<string> {
  yield "head\r\n";
  throw new Error("the store is gone");
}

describe("a table", () => {
  it.each([
    ["as it is read", undefined],
    ["whole, where it must fit", 100],
  ])("is sent %s, with its byte order mark", async (_, maxBytes) => {
    const response = await makeTable(twoPieces, maxBytes).request();

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="table.csv"');
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(decoder.decode(await response.arrayBuffer())).toBe("\uFEFF部门 / department\r\n税务\r\n");
  });

  it("is not there before it is asked for, and its source ends when nobody reads on", async () => {
    const events: string[] = [];
    async function* endless() {
      try {
        for (let n = 1; ; n += 1) {
          events.push(`read ${n}`);
          yield `${n}\r\n`;
        }
      } finally {
        events.push("ended");
      }
    }
    const reader = (await makeTable(endless).request()).body?.getReader();

    await reader?.read();
    await reader?.cancel();

    expect(events.length).toBeLessThan(6);
    expect(events.at(-1)).toBe("ended");
  });

  it("that does not fit is a problem that says what to do", async () => {
    const response = await makeTable(twoPieces, 20).request();
    const problem = (await response.json()) as { errors: { path: string; message: { en: string } }[] };

    expect(response.status).toBe(422);
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(problem.errors).toMatchObject([
      {
        path: "to",
        message: { en: "the table is larger than 20 bytes; shorten the period or ask for one department" },
      },
    ]);
  });

  it("that cannot be begun is a problem and no table", async () => {
    const { request, logged } = makeTable(failsAtOnce);
    const response = await request();

    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(logged).toEqual(["request-failed the store is gone"]);
  });

  it("that breaks off does not look whole, and the log says why", async () => {
    const { request, logged } = makeTable(failsLater);
    const response = await request();

    await expect(response.text()).rejects.toThrow("the store is gone");
    expect(logged).toEqual(["request-failed the store is gone"]);
  });
});
