import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** Where requests go: a port of this machine, and what its server wants before every path. */
export interface Upstream {
  port: number;
  prefix: string;
}

/** A stable address in front of an API whose own is known only once it is deployed. */
export interface Gate {
  url: string;
  /** From now on requests go there; before the first call they are answered 503. */
  forwardTo: (upstream: Upstream) => void;
  stop: () => Promise<void>;
}

const refuse = (response: ServerResponse, status: 502 | 503, title: string): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "application/problem+json", "retry-after": "1" });
  response.end(JSON.stringify({ type: "about:blank", title, status }));
};

const pass = (
  incoming: IncomingMessage,
  response: ServerResponse,
  { port, prefix }: Upstream,
): ClientRequest => {
  const { method, url = "/", headers } = incoming;
  const outgoing = request({ port, method, path: `${prefix}${url}`, host: "127.0.0.1", headers });
  outgoing.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.once("error", () => response.destroy()).pipe(response);
  });
  outgoing.once("error", (error) => refuse(response, 502, error.message));
  // Who hangs up in a long poll frees what waits behind.
  response.once("close", () => outgoing.destroy());
  return incoming.pipe(outgoing);
};

/** Listen on a free port of the loopback address. */
export const startGate = async (): Promise<Gate> => {
  let upstream: Upstream | null = null;
  const server = createServer((incoming, response) => {
    if (upstream === null) refuse(response, 503, "nothing is deployed yet");
    else pass(incoming, response, upstream);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    forwardTo: (next) => {
      upstream = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
