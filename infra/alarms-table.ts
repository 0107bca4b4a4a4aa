/** Of what there is an alarm each. */
export type AlarmScope =
  | "deployment"
  | "department"
  | "function"
  | "dead letters"
  | "machine"
  | "relay"
  | "api"
  | "table";

/** One kind of alarm. */
export interface AlarmRow {
  /** Names the alarm and its runbook `docs/runbooks/<slug>.md`. */
  slug: string;
  /** One alarm for each of these. */
  per: AlarmScope;
  /** A measurement of the watch (see `ports/measurements.ts`), or a metric of an AWS service. */
  metric: string;
  statistic: string;
  /** The alarm sounds when the metric is above this, or below it where `sounds` says so. */
  threshold: number;
  sounds: "above" | "below";
  /** What the metric and the threshold are counted in. */
  unit: string;
  periodSeconds: number;
  /** How many periods in a row must be so. */
  periods: number;
  /** Whether silence is an alarm as well. */
  whenMissing: "fine" | "alarm";
  /** What it means to people, and why these figures. */
  reason: string;
}

const MINUTE = 60;
const HOUR = 3_600;

/** Every alarm: the single source of alarms, their runbooks and the list in the docs. */
export const alarmsTable: readonly AlarmRow[] = [
  {
    slug: "watch-silent",
    per: "deployment",
    metric: "CasesWaitingOnHub",
    statistic: "SampleCount",
    threshold: 1,
    sounds: "below",
    unit: "looks",
    periodSeconds: 15 * MINUTE,
    periods: 1,
    whenMissing: "alarm",
    reason:
      "nobody keeps the time: warnings and overdue records are late, and the other alarms are blind. It tells at the end of each look, so a look that breaks counts as none",
  },
  {
    slug: "cases-waiting-on-hub",
    per: "deployment",
    metric: "CasesWaitingOnHub",
    statistic: "Minimum",
    threshold: 0,
    sounds: "above",
    unit: "cases",
    periodSeconds: 5 * MINUTE,
    periods: 3,
    whenMissing: "fine",
    reason: "cases stand still and nobody else is to blame; the watch drives them each minute, and in vain",
  },
  {
    slug: "items-overdue",
    per: "deployment",
    metric: "OverdueItems",
    statistic: "Maximum",
    threshold: 0,
    sounds: "above",
    unit: "items",
    periodSeconds: HOUR,
    periods: 1,
    whenMissing: "fine",
    reason:
      "a promise to an applicant is broken; an accountability record was made, and somebody must call the department",
  },
  {
    slug: "deliveries-late",
    per: "department",
    metric: "OldestPendingDeliverySeconds",
    statistic: "Minimum",
    threshold: HOUR,
    sounds: "above",
    unit: "seconds",
    periodSeconds: 5 * MINUTE,
    periods: 3,
    whenMissing: "fine",
    reason:
      "the department's system takes nothing in: its working hours run while it does not know. Attempts after an hour are hours apart",
  },
  {
    slug: "deliveries-dead",
    per: "department",
    metric: "DeadDeliveries",
    statistic: "Minimum",
    threshold: 0,
    sounds: "above",
    unit: "messages",
    periodSeconds: 5 * MINUTE,
    periods: 1,
    whenMissing: "fine",
    reason: "the hub has given up telling the department something; a person must send it again",
  },
  {
    slug: "dead-letters",
    per: "dead letters",
    metric: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    threshold: 0,
    sounds: "above",
    unit: "messages",
    periodSeconds: 5 * MINUTE,
    periods: 1,
    whenMissing: "fine",
    reason: "a function broke on the same message again and again, or records of the stream were never taken",
  },
  {
    slug: "effects-parked",
    per: "deployment",
    metric: "ParkedEffects",
    statistic: "Minimum",
    threshold: 0,
    sounds: "above",
    unit: "entries",
    periodSeconds: 5 * MINUTE,
    periods: 1,
    whenMissing: "fine",
    reason: "what follows from an event could not be carried out in all its tries; a person must look",
  },
  {
    slug: "calendar-missing",
    per: "deployment",
    metric: "CalendarMissing",
    statistic: "Maximum",
    threshold: 0,
    sounds: "above",
    unit: "calendars",
    periodSeconds: 24 * HOUR,
    periods: 1,
    whenMissing: "fine",
    reason: "the working days of next year are not entered, so limits that reach into it cannot be reckoned",
  },
  {
    slug: "state-machine-failed",
    per: "machine",
    metric: "ExecutionsFailed",
    statistic: "Sum",
    threshold: 2,
    sounds: "above",
    unit: "executions",
    periodSeconds: 15 * MINUTE,
    periods: 1,
    whenMissing: "fine",
    reason:
      "the watch starts a failed execution again, so one is no harm; several mean a fault that comes back",
  },
  {
    slug: "state-machine-timed-out",
    per: "machine",
    metric: "ExecutionsTimedOut",
    statistic: "Sum",
    threshold: 0,
    sounds: "above",
    unit: "executions",
    periodSeconds: HOUR,
    periods: 1,
    whenMissing: "fine",
    reason: "a case is open for 360 days; it is started again by itself, but somebody should ask why",
  },
  {
    slug: "stream-late",
    per: "relay",
    metric: "IteratorAge",
    statistic: "Maximum",
    threshold: 60_000,
    sounds: "above",
    unit: "milliseconds",
    periodSeconds: MINUTE,
    periods: 5,
    whenMissing: "fine",
    reason:
      "what follows from decisions is a minute behind and falls further; after 23 hours records are given up",
  },
  {
    slug: "function-errors",
    per: "function",
    metric: "Errors",
    statistic: "Sum",
    threshold: 4,
    sounds: "above",
    unit: "invocations",
    periodSeconds: 5 * MINUTE,
    periods: 1,
    whenMissing: "fine",
    reason:
      "refusals are answers, so an error is a fault of the hub or of a service; single ones are tried again by themselves",
  },
  {
    slug: "function-throttled",
    per: "function",
    metric: "Throttles",
    statistic: "Sum",
    threshold: 0,
    sounds: "above",
    unit: "invocations",
    periodSeconds: 5 * MINUTE,
    periods: 2,
    whenMissing: "fine",
    reason: "the account or the function has no invocations left: people are refused or must wait",
  },
  {
    slug: "function-slow",
    per: "function",
    metric: "Duration",
    statistic: "p99",
    threshold: 92,
    sounds: "above",
    unit: "percent of the function's timeout",
    periodSeconds: 5 * MINUTE,
    periods: 3,
    whenMissing: "fine",
    reason: "one in a hundred comes near its end, and what is cut off there is done twice or refused",
  },
  {
    slug: "api-errors",
    per: "api",
    metric: "5xx",
    statistic: "Sum",
    threshold: 4,
    sounds: "above",
    unit: "answers",
    periodSeconds: 5 * MINUTE,
    periods: 2,
    whenMissing: "fine",
    reason: "people and departments are told that the hub is at fault",
  },
  {
    slug: "api-slow",
    per: "api",
    metric: "Latency",
    statistic: "p99",
    threshold: 27_000,
    sounds: "above",
    unit: "milliseconds",
    periodSeconds: 5 * MINUTE,
    periods: 3,
    whenMissing: "fine",
    reason:
      "long polls hold 25 s as they should; above 27 s requests run into the 30 s after which the API gives up",
  },
  {
    slug: "table-reads-throttled",
    per: "table",
    metric: "ReadThrottleEvents",
    statistic: "Sum",
    threshold: 0,
    sounds: "above",
    unit: "requests",
    periodSeconds: 5 * MINUTE,
    periods: 2,
    whenMissing: "fine",
    reason: "one partition is read more than it bears, or `tableMaxReads` is too low",
  },
  {
    slug: "table-writes-throttled",
    per: "table",
    metric: "WriteThrottleEvents",
    statistic: "Sum",
    threshold: 0,
    sounds: "above",
    unit: "requests",
    periodSeconds: 5 * MINUTE,
    periods: 2,
    whenMissing: "fine",
    reason:
      "one partition is written more than it bears, or `tableMaxWrites` is too low: commands are tried again and slow",
  },
];
