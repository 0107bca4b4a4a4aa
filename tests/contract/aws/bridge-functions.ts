import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { zipOf } from "./zip.ts";

/** What a function does with its payload, in the process of the test. */
export type Handler = (payload: unknown) => Promise<unknown>;

/** Lambda functions that hand their payload to handlers of this process and return what those return, or fail as they do. */
export interface BridgeFunctions<Name extends string> {
  /** The ARN of each function. */
  arns: Readonly<Record<Name, string>>;
  /** How many calls are in hand. */
  inHand: () => number;
  dispose: () => Promise<void>;
}

const CODE = `
exports.handler = async (event) => {
  const response = await fetch(process.env.BRIDGE_URL, { method: "POST", body: JSON.stringify(event) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};
`;

const listen = async (
  handlers: Readonly<Record<string, Handler>>,
): Promise<{ server: Server; inHand: () => number }> => {
  let inHand = 0;
  const server = createServer((request, response) => {
    inHand += 1;
    const answer = async (): Promise<void> => {
      const result = await handlers[(request.url ?? "").slice(1)]?.(await json(request));
      response.end(JSON.stringify(result));
    };
    answer()
      .catch((error: unknown) => response.writeHead(500).end(String(error)))
      .finally(() => {
        inHand -= 1;
      });
  });
  // A connection that is closed for having idled may just have been taken for the next call, which then fails.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, inHand: () => inHand };
};

/** Make one function for each handler at the endpoint the environment names; that endpoint must reach this machine. */
export const makeBridgeFunctions = async <Name extends string>(
  handlers: Readonly<Record<Name, Handler>>,
): Promise<BridgeFunctions<Name>> => {
  const lambda = new LambdaClient({});
  const { server, inHand } = await listen(handlers);
  const { port } = server.address() as AddressInfo;
  const prefix = `lianban-bridge-${randomUUID()}`;
  const names = Object.keys(handlers) as Name[];
  const made = await Promise.all(
    names.map(async (name) => {
      const created = await lambda.send(
        new CreateFunctionCommand({
          FunctionName: `${prefix}-${name}`,
          Runtime: "nodejs22.x",
          Role: "arn:aws:iam::000000000000:role/bridge",
          Handler: "index.handler",
          Code: { ZipFile: zipOf({ "index.js": CODE }) },
          Timeout: 60,
          Environment: { Variables: { BRIDGE_URL: `http://127.0.0.1:${port}/${name}` } },
        }),
      );
      await waitUntilFunctionActiveV2(
        { client: lambda, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.2 },
        { FunctionName: `${prefix}-${name}` },
      );
      return [name, created.FunctionArn ?? ""] as const;
    }),
  );
  return {
    arns: Object.fromEntries(made) as Record<Name, string>,
    inHand,
    dispose: async () => {
      for (const name of names)
        await lambda.send(new DeleteFunctionCommand({ FunctionName: `${prefix}-${name}` }));
      lambda.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
};
