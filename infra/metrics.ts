import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Settings } from "./settings.ts";

/** The CloudWatch namespace of what the watch measures. */
export const METRICS_NAMESPACE = "Lianban";

/** What tells the measurements of one deployment from those of another: `lianban-dev`. */
export const metricsService = ({ name }: Pick<Settings, "name">): string => `lianban-${name}`;

/** A measurement of the watch, of one department or status where it is told by such. */
export const hubMetric = (
  settings: Pick<Settings, "name">,
  name: string,
  { statistic = "Maximum", periodSeconds = 300, ...dimensions }: HubMetricOptions = {},
): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { service: metricsService(settings), ...dimensions },
    statistic,
    period: Duration.seconds(periodSeconds),
  });

/** Which values of a measurement, and how they are put together. */
export interface HubMetricOptions {
  /** @default "Maximum" */
  statistic?: string;
  /** @default 300 */
  periodSeconds?: number;
  department?: string;
  status?: string;
}
