import { Aws, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { IsoDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { Catalog } from "../../functions/catalog/catalog.ts";
import type { Process } from "../../functions/processes/process.ts";
import { compile, type StateMachineDefinition } from "../../functions/workflow/compile.ts";
import type { HubFunction, Platform } from "./hub-function.ts";
import { VENDED_LOGS } from "./vended-logs.ts";

/** One joint process and what its steps run on. */
export interface JointProcessProps {
  platform: Platform;
  process: Process;
  catalog: Catalog;
  /** The day on which the process must be allowed. */
  on: IsoDate;
  ask: HubFunction;
  settle: HubFunction;
  issue: HubFunction;
}

const definitionOf = ({ process, catalog, on }: JointProcessProps): StateMachineDefinition => {
  const compiled = compile(process, catalog, on);
  if ("definition" in compiled) return compiled.definition;
  throw new Error(`process "${process.id}" does not compile:\n${compiled.problems.join("\n")}`);
};

/** The state machine of a joint process, from the very object the embedded hub runs. */
export class JointProcess extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: JointProcessProps) {
    super(scope, id);
    const { settings, encryptionKey } = props.platform;
    const substitutions = {
      AskFunctionArn: props.ask.function.functionArn,
      SettleFunctionArn: props.settle.function.functionArn,
      IssueFunctionArn: props.issue.function.functionArn,
    };
    const logs = new LogGroup(this, "Log", {
      logGroupName: `${VENDED_LOGS}/lianban-${settings.name}/process/${props.process.id}`,
      encryptionKey,
      retention: settings.logDays,
      // It bears a name of its own, which a log that stayed would keep from the next; the case is the record.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, "Machine", {
      comment: `Lianban ${settings.name}: ${props.process.id}`,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(JSON.stringify(definitionOf(props))),
      definitionSubstitutions: { Partition: Aws.PARTITION, ...substitutions },
      // The case is the record; of a machine only what went wrong is of interest, and never what passed through it.
      logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
      tracingEnabled: settings.tracing === "on",
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: Object.values(substitutions) }),
    );
  }
}
