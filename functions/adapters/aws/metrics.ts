import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { TellMeasurements } from "../../ports/measurements.ts";

/**
 * Tell measurements to CloudWatch in the embedded metric format: lines of the function's log, no call. Namespace and
 * service come from `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_SERVICE_NAME`; the service tells deployments apart.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const makeEmfMeasurements = (): TellMeasurements => {
  const metrics = new Metrics();
  return (measurements) => {
    for (const { name, value, unit, dimension } of measurements) {
      const single = metrics.singleMetric();
      if (dimension !== undefined) single.addDimension(dimension.name, dimension.value);
      single.addMetric(name, unit === "Seconds" ? MetricUnit.Seconds : MetricUnit.Count, value);
    }
  };
};
