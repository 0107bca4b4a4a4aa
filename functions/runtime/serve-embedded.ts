import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Log } from "../ports/log.ts";
import type { TwinDials } from "../twins/dials.ts";
import type { Twin } from "../twins/twin.ts";
import { discoverIssuer } from "./discover-issuer.ts";
import { type EmbeddedHub, type EmbeddedOptions, makeEmbeddedHub } from "./embedded.ts";
import { makeTwins, twinConnections, twinPath } from "./twins.ts";

/** How a hub is served. Port 0 takes a free one. */
export interface ServeOptions
  extends Omit<EmbeddedOptions, "baseUrl" | "connections" | "tokenIssuer">,
    Partial<Pick<EmbeddedOptions, "connections">> {
  host: string;
  port: number;
  baseUrl?: string | undefined;
  /** Run every department's twin on the same port. */
  twins: { seed: number; dials?: TwinDials } | null;
  /** The OpenID Connect issuer whose tokens count. @default the demonstration issuer */
  oidc?: { issuer: string; audience: string } | undefined;
  log?: Log;
}

/** A hub that answers. */
export interface ServedHub extends EmbeddedHub {
  baseUrl: string;
  twins: ReadonlyMap<string, Twin>;
}

/** How this machine reaches itself: the public address may lead elsewhere, or nowhere from in here. */
const localAddress = (host: string, port: number): string => {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
};

const portTaken = (host: string, port: number, cause: Error): Error =>
  new Error(
    `端口 ${host}:${port} 已被占用,请设 LIANBAN_PORT 换一个 / ${host}:${port} is taken; set LIANBAN_PORT to another`,
    { cause },
  );

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portTaken(host, port, error) : error),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** End the server: no new connections, requests under way may finish, idle and long-polling ones are closed. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });

/**
 * Serve a hub over HTTP, with twins on the same port if wanted. Throws when the port is taken, the data folder is in
 * use by another hub, or the issuer of tokens cannot be reached.
 */
export const serveEmbedded = async (options: ServeOptions): Promise<ServedHub> => {
  const { host, port, twins: wanted, baseUrl: publicUrl, connections: given, oidc, ...rest } = options;
  const tokenIssuer = oidc === undefined ? undefined : { ...oidc, key: await discoverIssuer(oidc.issuer) };
  let listener: ReturnType<typeof getRequestListener> | null = null;
  const server = createServer((request, response) => {
    if (listener === null) response.writeHead(503, { "retry-after": "1" }).end();
    else void listener(request, response);
  });
  const bound = await listen(server, port, host);
  const localUrl = localAddress(host, bound);
  const baseUrl = publicUrl ?? localUrl;
  const connections = given ?? (wanted === null ? [] : twinConnections(localUrl));
  const hub = makeEmbeddedHub({
    ...rest,
    baseUrl,
    connections,
    ...(tokenIssuer === undefined ? {} : { tokenIssuer }),
  });
  // Made now, so that they can be handed over before a department's first message.
  for (const { department } of connections) await hub.hub.keys.webhookSecrets(department);
  const twins =
    wanted === null
      ? new Map<string, Twin>()
      : await makeTwins({ keys: hub.hub.keys, baseUrl, localUrl, dataDir: rest.dataDir, ...wanted });
  for (const [department, twin] of twins) hub.app.route(twinPath(department), twin.app as unknown as Hono);
  listener = getRequestListener(hub.app.fetch);
  for (const twin of twins.values()) await twin.start();
  hub.start();
  return {
    ...hub,
    baseUrl,
    twins,
    stop: async () => {
      for (const twin of twins.values()) await twin.stop();
      const closed = close(server);
      await hub.stop();
      await closed;
    },
  };
};
