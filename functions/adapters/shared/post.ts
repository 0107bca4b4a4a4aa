import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** How many connections are kept open to one department. */
const SOCKETS = 32;

const agents = {
  "http:": new HttpAgent({ keepAlive: true, maxSockets: SOCKETS }),
  "https:": new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS }),
};

const text = (header: string | string[] | undefined): string | null =>
  header === undefined ? null : Array.isArray(header) ? (header[0] ?? null) : header;

/** What is kept of the head of a reply. */
interface ReplyHead {
  status: number;
  retryAfter: string | null;
  delivery: string | null;
}

const headOf = ({ statusCode = 0, headers }: IncomingMessage): ReplyHead => ({
  status: statusCode,
  retryAfter: text(headers["retry-after"]),
  delivery: text(headers["webhook-delivery"]),
});

/** What a request fails with on a kept connection that the other side has closed. */
const CLOSED_CODES: readonly unknown[] = ["ECONNRESET", "EPIPE"];

/**
 * A function that says of an error whether the request only met a kept connection the other side had closed: it broke
 * before any byte of a reply. A process that was frozen, as a function is between invocations, has not noticed.
 */
const makeIsStale = (outgoing: ClientRequest): ((error: NodeJS.ErrnoException) => boolean) => {
  let readBefore = 0;
  outgoing.once("socket", (socket) => {
    readBefore = socket.bytesRead;
  });
  return ({ code }) =>
    outgoing.reusedSocket && CLOSED_CODES.includes(code) && outgoing.socket?.bytesRead === readBefore;
};

/**
 * Post bytes over HTTP(S) with kept connections; the head of the reply is the answer. Redirects are not followed.
 * Rejects on network failure, and when the exchange as a whole takes longer than `timeoutMs`.
 *
 * What met a kept connection that was closed meanwhile is sent once more, over a fresh one. The first may have arrived
 * all the same: a receiver has to know a repetition by the id of its message.
 */
export const post = ({
  url,
  headers,
  body,
  timeoutMs,
}: {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  timeoutMs: number;
}): Promise<ReplyHead> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const isTls = target.protocol === "https:";
    const send = isTls ? httpsRequest : httpRequest;
    const agent = isTls ? agents["https:"] : agents["http:"];
    const options = { method: "POST", headers: { ...headers, "content-length": body.byteLength } };
    const take = (reply: IncomingMessage): void => {
      reply.on("error", reject).resume();
      resolve(headOf(reply));
    };
    const attempt = (through: HttpAgent | false): ClientRequest => {
      const outgoing = send(target, { ...options, agent: through }, take);
      const isStale = makeIsStale(outgoing);
      outgoing.on("error", (error) => {
        if (isStale(error)) current = attempt(false);
        else reject(error);
      });
      outgoing.once("close", () => {
        if (outgoing === current) clearTimeout(deadline);
      });
      return outgoing.end(body);
    };
    let current = attempt(agent);
    const tooLong = (): unknown => current.destroy(new Error(`no answer within ${timeoutMs} ms`));
    const deadline = setTimeout(tooLong, timeoutMs).unref();
  });

/** Close kept connections, so that a process can end. */
export const closeConnections = (): void => {
  agents["http:"].destroy();
  agents["https:"].destroy();
};
