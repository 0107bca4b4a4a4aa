import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  RuntimeFamily,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { EntryName } from "../bundle.ts";
import { checkEnvironmentSize } from "../environment-size.ts";
import { functionsTable } from "../functions-table.ts";
import { METRICS_NAMESPACE, metricsService } from "../metrics.ts";
import type { Settings } from "../settings.ts";

/** What every function of one deployment shares. */
export interface Platform {
  settings: Settings;
  /** The directory of a bundled function: `index.mjs` in it exports `handler`. */
  codeOf: (entry: EntryName) => string;
  /** Encrypts logs at rest. */
  encryptionKey: IKey;
}

/** One function of the hub. */
export interface HubFunctionProps {
  platform: Platform;
  entry: EntryName;
  /** Told to the function; no secret. */
  environment: Readonly<Record<string, string>>;
  /** What it is for. @default what its row says */
  description?: string;
}

const logRole = (scope: Construct, logGroup: LogGroup): Role => {
  const role = new Role(scope, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    }),
  );
  return role;
};

/**
 * The one way to make a function: its size from the settings, a role that may write its own log and no more, and a log
 * that is encrypted and ends. Rights are given to it one by one.
 */
export class HubFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly entry: EntryName;

  constructor(scope: Construct, id: string, { platform, entry, environment, description }: HubFunctionProps) {
    super(scope, id);
    const { settings, codeOf, encryptionKey } = platform;
    const { memoryMb, timeoutSeconds, reservedConcurrency } = settings.functions[entry];
    this.entry = entry;
    const logGroup = new LogGroup(this, "Log", {
      encryptionKey,
      retention: settings.logDays,
      removalPolicy: settings.retain === "on" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = logRole(this, logGroup);
    const variables = {
      ...environment,
      POWERTOOLS_SERVICE_NAME: metricsService(settings),
      POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      NODE_OPTIONS: "--enable-source-maps",
    };
    checkEnvironmentSize(this, id, variables);
    this.function = new LambdaFunction(this, "Function", {
      description: `Lianban ${settings.name}: ${description ?? functionsTable[entry].does}`,
      runtime: new Runtime(settings.runtime, RuntimeFamily.NODEJS),
      architecture: settings.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      code: Code.fromAsset(codeOf(entry)),
      handler: "index.handler",
      role: this.role,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      ...(reservedConcurrency === 0 ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      environment: variables,
      logGroup,
      recursiveLoop: functionsTable[entry].wakesItself ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
      tracing: settings.tracing === "on" ? Tracing.ACTIVE : Tracing.DISABLED,
    });
  }
}
