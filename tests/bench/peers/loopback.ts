import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Find a port of the loopback interface that is free now; the caller binds it at once. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return promise;
}

/** Resolve with the port that a forked service sends when it listens. */
export function portOf(service: ChildProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  service.once("message", (port) => resolve(Number(port)));
  return promise;
}

/** Try a check every 100 ms until it holds. Failures: rejects after `limitMs`. */
export async function until(what: string, check: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!(await check().catch(() => false))) {
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(100);
  }
}
