import { Aws } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  SingleValueWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { hubMetric } from "../metrics.ts";
import type { Settings } from "../settings.ts";
import type { HubFunction } from "./hub-function.ts";

/** What the dashboard shows. */
export interface DashboardProps {
  settings: Settings;
  departments: readonly string[];
  functions: readonly HubFunction[];
  deadLetters: readonly (readonly [name: string, queue: Queue])[];
  machines: readonly (readonly [process: string, machine: StateMachine])[];
  api: HttpApi;
  relay: HubFunction;
  alarms: readonly Alarm[];
}

/** The statuses of an open case, in the order of its life; closed ones only grow. */
export const STATUSES: readonly string[] = ["reviewing", "awaiting-applicant", "settled"];

const graph = (title: string, left: readonly IMetric[], width = 8): GraphWidget =>
  new GraphWidget({ title, left: [...left], width, height: 6, leftYAxis: { min: 0 } });

/** One page: how the cases stand, how the departments keep up, how the machinery runs. */
export class HubDashboard extends Construct {
  /** Its address in the console. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const name = `lianban-${props.settings.name}`;
    new Dashboard(this, "Dashboard", {
      dashboardName: name,
      widgets: [
        [new TextWidget({ markdown: `# Lianban 联办 · ${props.settings.name}`, width: 24, height: 1 })],
        ...(props.alarms.length === 0
          ? []
          : [
              [
                new AlarmStatusWidget({
                  title: "警报 / alarms",
                  alarms: [...props.alarms],
                  width: 24,
                  height: 4,
                }),
              ],
            ]),
        casesRow(props),
        departmentsRow(props),
        machineryRow(props),
        functionsRow(props),
      ],
    });
    const console = props.settings.partition === "aws-cn" ? "console.amazonaws.cn" : "console.aws.amazon.com";
    this.url = `https://${console}/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${name}`;
  }
}

const casesRow = ({ settings }: DashboardProps): IWidget[] => [
  graph(
    "办件 / cases by status",
    STATUSES.map((status) => hubMetric(settings, "CasesByStatus", { status }).with({ label: status })),
  ),
  graph("超期 / overdue items", [hubMetric(settings, "OverdueItems")]),
  new SingleValueWidget({
    title: "待人工处理 / waiting for a person",
    metrics: [
      hubMetric(settings, "CasesWaitingOnHub"),
      hubMetric(settings, "ParkedEffects"),
      hubMetric(settings, "CalendarMissing"),
    ],
    width: 8,
    height: 6,
  }),
];

const departmentsRow = ({ settings, departments, deadLetters }: DashboardProps): IWidget[] => [
  graph(
    "部门滞后 / oldest undelivered message, seconds",
    departments.map((department) =>
      hubMetric(settings, "OldestPendingDeliverySeconds", { department }).with({ label: department }),
    ),
  ),
  graph(
    "未送达与放弃 / undelivered and given up",
    departments.flatMap((department) => [
      hubMetric(settings, "PendingDeliveries", { department }).with({ label: `${department} pending` }),
      hubMetric(settings, "DeadDeliveries", { department }).with({ label: `${department} dead` }),
    ]),
  ),
  graph(
    "死信 / dead letters",
    deadLetters.map(([name, queue]) =>
      queue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", label: name }),
    ),
  ),
];

const machineryRow = ({ api, relay, machines }: DashboardProps): IWidget[] => [
  graph("请求 / API requests and faults", [
    api.metricCount(),
    api.metricClientError(),
    api.metricServerError(),
  ]),
  graph("延迟 / API latency, ms", [
    api.metricLatency({ statistic: "p50" }),
    api.metricLatency({ statistic: "p99" }),
  ]),
  graph("流程与中继 / failed executions, relay lag in ms", [
    ...machines.map(([process, machine]) => machine.metricFailed({ label: `${process} failed` })),
    relay.function.metric("IteratorAge", { statistic: "Maximum", label: "relay lag" }),
  ]),
];

const functionsRow = ({ functions }: DashboardProps): IWidget[] => [
  graph(
    "错误 / errors",
    functions.map((each) => each.function.metricErrors({ label: each.node.id })),
  ),
  graph(
    "限流 / throttles",
    functions.map((each) => each.function.metricThrottles({ label: each.node.id })),
  ),
  graph(
    "耗时 p99 / duration p99, ms",
    functions.map((each) => each.function.metricDuration({ statistic: "p99", label: each.node.id })),
  ),
];
