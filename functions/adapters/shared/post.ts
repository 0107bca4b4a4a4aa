import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** How many connections are kept open to one department. */
const SOCKETS = 32;

const agents = {
  "http:": new HttpAgent({ keepAlive: true, maxSockets: SOCKETS }),
  "https:": new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS }),
};

const text = (header: string | string[] | undefined): string | null =>
  header === undefined ? null : Array.isArray(header) ? (header[0] ?? null) : header;

/**
 * Post bytes over HTTP(S) with kept connections; the head of the reply is the answer. Redirects are not followed.
 * Rejects on network failure, and when the exchange as a whole takes longer than `timeoutMs`.
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
}): Promise<{ status: number; retryAfter: string | null; delivery: string | null }> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const isTls = target.protocol === "https:";
    const send = isTls ? httpsRequest : httpRequest;
    const agent = isTls ? agents["https:"] : agents["http:"];
    const options = { method: "POST", agent, headers: { ...headers, "content-length": body.byteLength } };
    const outgoing = send(target, options, (reply) => {
      reply.on("error", reject).resume();
      resolve({
        status: reply.statusCode ?? 0,
        retryAfter: text(reply.headers["retry-after"]),
        delivery: text(reply.headers["webhook-delivery"]),
      });
    });
    const tooLong = (): unknown => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`));
    const deadline = setTimeout(tooLong, timeoutMs).unref();
    outgoing.on("error", reject).once("close", () => clearTimeout(deadline));
    outgoing.end(body);
  });

/** Close kept connections, so that a process can end. */
export const closeConnections = (): void => {
  agents["http:"].destroy();
  agents["https:"].destroy();
};
