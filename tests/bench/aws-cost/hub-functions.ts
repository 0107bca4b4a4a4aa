import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import type { Deployment } from "../../aws/deployment.ts";
import { clientOptions } from "../../aws/stack.ts";
import type { FunctionProxies } from "./function-proxies.ts";

/** One deployed function of the hub. */
export interface HubFunction {
  /** As the stack names it: `api`, `adapter-tax`. */
  name: string;
  /** What Lambda knows it by. */
  functionName: string;
  memoryMb: number;
  logGroup: string;
}

/** The deployed functions, whose calls go through the proxies. */
export interface HubFunctions {
  all: readonly HubFunction[];
  /** Throw all processes away, so that nothing is remembered. */
  renew: () => Promise<void>;
  /** Invoke one, and wait for its end. */
  invoke: (name: string, event: object) => Promise<void>;
}

/** `webhooksFunction3D7C7A2B` and `adaptertaxFunction6E1F…` are the functions of `webhooks` and `adapter-tax`. */
const nameOf = (logicalId: string): string | null => {
  const [, name] = /^(.+?)Function[0-9A-F]{8}$/.exec(logicalId) ?? [];
  return name === undefined ? null : name.replace(/^adapter(?=.)/, "adapter-");
};

/** Find the functions of a deployed hub and lead their calls through the proxies. */
export const rewireFunctions = async (
  { stacks, emulator }: Deployment,
  proxies: FunctionProxies,
): Promise<HubFunctions> => {
  const lambda = new LambdaClient(clientOptions(emulator));
  const environments = new Map<string, Record<string, string>>();
  const all: HubFunction[] = [];
  for (const { logicalId, physicalId } of await stacks.resources("AWS::Lambda::Function")) {
    const name = nameOf(logicalId);
    if (name === null) continue;
    const { Environment, MemorySize, LoggingConfig } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: physicalId }),
    );
    const endpoint = await proxies.endpointOf(name);
    // Queues are reached by their own addresses, so these lead through the proxy as well.
    const variables = Object.entries(Environment?.Variables ?? {}).map(([variable, value]) => [
      variable,
      /QUEUE/.test(variable) ? value.replaceAll(/http:\/\/[^/"]+/g, endpoint) : value,
    ]);
    environments.set(physicalId, { ...Object.fromEntries(variables), AWS_ENDPOINT_URL: endpoint });
    all.push({
      ...{ name, functionName: physicalId, memoryMb: MemorySize ?? 0 },
      logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${physicalId}`,
    });
  }

  let round = 0;
  const renew = async (): Promise<void> => {
    round += 1;
    for (const [FunctionName, variables] of environments)
      await lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Environment: { Variables: { ...variables, LIANBAN_BENCH_ROUND: String(round) } },
        }),
      );
  };
  await renew();
  return {
    all,
    renew,
    invoke: async (name, event) => {
      const found = all.find((each) => each.name === name);
      if (found === undefined) throw new Error(`no function "${name}" is deployed`);
      const { FunctionError } = await lambda.send(
        new InvokeCommand({ FunctionName: found.functionName, Payload: Buffer.from(JSON.stringify(event)) }),
      );
      if (FunctionError !== undefined) throw new Error(`${name}: ${FunctionError}`);
    },
  };
};
