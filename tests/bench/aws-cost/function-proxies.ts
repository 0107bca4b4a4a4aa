import { type Call, callName, callUsage } from "./call-usage.ts";
import { isPartial, wholeRead } from "./dynamo-usage.ts";
import { type Answer, forward, type Incoming, type RelayServer, serveRelay } from "./relay-http.ts";

/** A call, and the function that made it. */
export interface CountedCall extends Call {
  /** The function as the stack names it: `api`, `adapter-tax`. */
  by: string;
}

/** Proxies between functions and the emulator, one for each function, so that every call is known by its caller. */
export interface FunctionProxies {
  /** The address a function is to take for AWS. */
  endpointOf: (name: string) => Promise<string>;
  /** The calls since the last time, in the order in which they were answered. */
  take: () => CountedCall[];
  /** Milliseconds since the last request or answer; 0 while one is under way. */
  quietFor: () => number;
  stop: () => Promise<void>;
}

const withBody = (incoming: Incoming, change: (body: Record<string, unknown>) => object): Incoming => ({
  ...incoming,
  body: Buffer.from(JSON.stringify(change(JSON.parse(incoming.body.toString()) as Record<string, unknown>))),
});

/** Have DynamoDB tell the units; the function reads past what it did not ask for. */
const askingForUnits = (incoming: Incoming): Incoming =>
  callName(incoming).startsWith("DynamoDB.")
    ? withBody(incoming, (body) => ({ ...body, ReturnConsumedCapacity: "INDEXES" }))
    : incoming;

const isPartialRead = (incoming: Incoming): boolean =>
  ["DynamoDB.Query", "DynamoDB.GetItem", "DynamoDB.Scan"].includes(callName(incoming)) &&
  isPartial(JSON.parse(incoming.body.toString()) as Record<string, unknown>);

/** The answer a read is billed by: where a filter or a projection leaves something out, it is asked for whole. */
const billedAnswer = (port: number, incoming: Incoming, answer: Answer): Promise<Answer> | Answer =>
  isPartialRead(incoming) ? forward(port, withBody(incoming, wholeRead)) : answer;

/** Make proxies to the emulator on a port of this machine. */
export const makeFunctionProxies = (port: number): FunctionProxies => {
  const servers = new Map<string, Promise<RelayServer>>();
  let calls: CountedCall[] = [];
  let underWay = 0;
  let last = Date.now();

  const pass = async (by: string, incoming: Incoming): Promise<Answer> => {
    underWay += 1;
    try {
      const answer = await forward(port, askingForUnits(incoming));
      calls.push({ by, ...callUsage(incoming, await billedAnswer(port, incoming, answer)) });
      return answer;
    } finally {
      underWay -= 1;
      last = Date.now();
    }
  };

  return {
    endpointOf: async (name) => {
      const server = servers.get(name) ?? serveRelay((incoming) => pass(name, incoming));
      servers.set(name, server);
      return `http://127.0.0.1:${(await server).port}`;
    },
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    quietFor: () => (underWay > 0 ? 0 : Date.now() - last),
    stop: async () => {
      for (const server of servers.values()) await (await server).stop();
    },
  };
};
