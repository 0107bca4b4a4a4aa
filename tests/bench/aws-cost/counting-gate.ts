import { generateKeyPairSync } from "node:crypto";
import { makeDemoIssuer } from "../../../functions/http/demo-issuer.ts";
import type { Upstream } from "../../aws/gate.ts";
import { type Answer, forward, type Incoming, serveRelay } from "./relay-http.ts";

/** Requests to the hub's API and what was sent back. */
export interface GateCounts {
  requests: number;
  /** Bodies and headers of the answers, in bytes. */
  bytes: number;
}

/** Stands between the departments' and people's requests and the API, and counts them. */
export interface CountingGate {
  port: number;
  /** What came since the last time. */
  take: () => GateCounts;
  /** Requests under way. */
  underWay: () => number;
  stop: () => Promise<void>;
}

/** A status line and the blank line after the headers, in bytes. */
const FRAME_BYTES = 20;

const bytesOf = ({ headers, body }: Answer): number =>
  Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length + 4,
    body.byteLength + FRAME_BYTES,
  );

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: Buffer.from(await response.arrayBuffer()),
});

/**
 * Count requests on their way to the API. Sign-in is answered here by an issuer of its own, as it is somebody else's in
 * production, and is not counted.
 */
export const startCountingGate = async (baseUrl: string, upstream: Upstream): Promise<CountingGate> => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const issuer = makeDemoIssuer(privateKey, `${baseUrl}/oidc`);
  let counts: GateCounts = { requests: 0, bytes: 0 };
  let underWay = 0;

  const signIn = async ({ method, path, headers, body }: Incoming): Promise<Answer> => {
    const type = headers["content-type"];
    const answer = await issuer.request(path, {
      method,
      ...(type === undefined ? {} : { headers: { "content-type": type } }),
      ...(method === "GET" ? {} : { body: body.toString() }),
    });
    return answerOf(answer);
  };

  const pass = async (incoming: Incoming): Promise<Answer> => {
    underWay += 1;
    try {
      const path = `${upstream.prefix}${incoming.path}`;
      const answer = await forward(upstream.port, { ...incoming, path });
      counts = { requests: counts.requests + 1, bytes: counts.bytes + bytesOf(answer) };
      return answer;
    } finally {
      underWay -= 1;
    }
  };

  const { port, stop } = await serveRelay((incoming) =>
    incoming.path.startsWith("/oidc/") ? signIn(incoming) : pass(incoming),
  );
  return {
    port,
    stop,
    underWay: () => underWay,
    take: () => {
      const taken = counts;
      counts = { requests: 0, bytes: 0 };
      return taken;
    },
  };
};
