import type { Server } from "node:net";

/** Listen on a free loopback port, tell it to the parent process, and end when the parent is gone. */
export function listenAndTell(server: Server): void {
  process.once("disconnect", () => process.exit(0));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) process.send?.(address.port);
  });
}
