import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { type AlarmRow, type AlarmScope, alarmsTable } from "../alarms-table.ts";
import { METRICS_NAMESPACE, metricsService } from "../metrics.ts";
import type { Settings } from "../settings.ts";

/** One thing that is watched: the metrics of it, and how it is called in an alarm's name. */
export interface Watched {
  /** `tax`, `api`; empty for the deployment as a whole. */
  name: string;
  namespace: string;
  dimensions: Readonly<Record<string, string>>;
  /** What a threshold in percent is of, in the metric's unit. */
  whole?: number;
}

/** What alarms there are to be, by what they watch. */
export type WatchedByScope = Readonly<Record<AlarmScope, readonly Watched[]>>;

/** What {@link Alarms} are made of. */
export interface AlarmsProps {
  settings: Settings;
  encryptionKey: IKey;
  watched: WatchedByScope;
}

/** The measurements of the watch on the deployment, or on one department. */
export const measured = (settings: Settings, department?: string): Watched => ({
  name: department ?? "",
  namespace: METRICS_NAMESPACE,
  dimensions: {
    service: metricsService(settings),
    ...(department === undefined ? {} : { department }),
  },
});

const { GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD } = ComparisonOperator;

/** Every alarm of the table, and the topic they go to. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: readonly Alarm[];
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, { settings, encryptionKey, watched }: AlarmsProps) {
    super(scope, id);
    this.settings = settings;
    this.topic = new Topic(this, "Topic", {
      displayName: `Lianban ${settings.name}`,
      masterKey: encryptionKey,
      enforceSSL: true,
    });
    this.letAlarmsPublish();
    if (settings.alarmEmail !== undefined)
      this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    this.all = alarmsTable.flatMap((row) => watched[row.per].map((each) => this.makeAlarm(row, each)));
    const action = new SnsAction(this.topic);
    for (const alarm of this.all) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }

  /** A topic with a policy of its own, here to enforce TLS, has lost the one by which alarms may publish. */
  private letAlarmsPublish(): void {
    const stack = Stack.of(this);
    const { COLON_RESOURCE_NAME: arnFormat } = ArnFormat;
    const alarms = { service: "cloudwatch", resource: "alarm", resourceName: "*", arnFormat };
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { ArnLike: { "aws:SourceArn": stack.formatArn(alarms) } },
      }),
    );
  }

  private makeAlarm(row: AlarmRow, watched: Watched): Alarm {
    const { slug, sounds, periods, whenMissing } = row;
    const suffix = watched.name === "" ? "" : `-${watched.name}`;
    return new Alarm(this, `${slug}${suffix}`, {
      alarmName: `lianban-${this.settings.name}-${slug}${suffix}`,
      alarmDescription: `${row.reason}. Runbook: docs/runbooks/${slug}.md`,
      metric: metricOf(row, watched),
      threshold: watched.whole === undefined ? row.threshold : thresholdOf(row, watched.whole),
      comparisonOperator: sounds === "above" ? GREATER_THAN_THRESHOLD : LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: whenMissing === "alarm" ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }
}

const thresholdOf = ({ unit, threshold }: AlarmRow, whole: number): number =>
  unit.startsWith("percent") ? (threshold / 100) * whole : threshold;

const metricOf = ({ metric, statistic, periodSeconds }: AlarmRow, watched: Watched): Metric =>
  new Metric({
    namespace: watched.namespace,
    metricName: metric,
    dimensionsMap: { ...watched.dimensions },
    statistic,
    period: Duration.seconds(periodSeconds),
  });
