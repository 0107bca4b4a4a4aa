import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import type { HubFunction } from "./hub-function.ts";

/** What wakes the watch. */
export interface WatchProps {
  settings: Settings;
  watch: HubFunction;
  /** ARNs of the state machines. */
  machines: readonly string[];
}

/** How executions end without having come to the end of their machine. */
const BROKEN = ["FAILED", "TIMED_OUT", "ABORTED"];

/** Wakes the watch by the clock, and when an execution ends otherwise than by its last state. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, { settings, watch, machines }: WatchProps) {
    super(scope, id);
    new Schedule(this, "Schedule", {
      description: `Lianban ${settings.name}: the watch`,
      schedule: ScheduleExpression.rate(Duration.minutes(settings.watchMinutes)),
      // The next look is due before a failed one would be tried again.
      target: new LambdaInvoke(watch.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    });
    new Schedule(this, "Daily", {
      description: `Lianban ${settings.name}: carry out once more what the relay may have missed`,
      schedule: ScheduleExpression.rate(Duration.days(1)),
      target: new LambdaInvoke(watch.function, {
        input: ScheduleTargetInput.fromObject({ reapply: true }),
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
      }),
    });
    new Rule(this, "BrokenExecutions", {
      description: `Lianban ${settings.name}: executions that ended before their case`,
      eventPattern: {
        source: ["aws.states"],
        detailType: ["Step Functions Execution Status Change"],
        detail: { status: BROKEN, stateMachineArn: [...machines] },
      },
      targets: [new LambdaFunction(watch.function, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
  }
}
