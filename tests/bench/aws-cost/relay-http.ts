import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request or an answer, read whole. */
export interface Message {
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** A request as it came in. */
export interface Incoming extends Message {
  method: string;
  path: string;
}

/** An answer as it came back. */
export interface Answer extends Message {
  status: number;
}

/** Headers that belong to one connection, or change with the body. */
const OWN = new Set(["connection", "content-length", "transfer-encoding", "expect", "keep-alive"]);

const passedOn = (headers: IncomingMessage["headers"]): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter((pair): pair is [string, string | string[]] => {
      const [name, value] = pair;
      return !OWN.has(name) && value !== undefined;
    }),
  );

/** Send a request to a port of this machine, and read the answer whole. */
export const forward = (port: number, { method, path, headers, body }: Incoming): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      ...{ port, host: "127.0.0.1", method, path },
      headers: { ...passedOn(headers), "content-length": body.byteLength },
    });
    outgoing.once("error", reject);
    outgoing.once("response", (answer) => {
      buffer(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read }),
        reject,
      );
    });
    outgoing.end(body);
  });

/** A server of the loopback address. */
export interface RelayServer {
  port: number;
  stop: () => Promise<void>;
}

const answerWith = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...passedOn(headers), "content-length": body.byteLength });
  response.end(body);
};

/** Answer every request on a free port of the loopback address by what a function makes of it. */
export const serveRelay = async (handle: (incoming: Incoming) => Promise<Answer>): Promise<RelayServer> => {
  const server: Server = createServer((incoming, response) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    buffer(incoming)
      .then((body) => handle({ method, path, headers, body }))
      .catch((error: unknown) => ({ status: 502, headers: {}, body: Buffer.from(String(error)) }))
      .then((answer) => answerWith(response, answer))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
