import { LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { functionsTable } from "../../../infra/functions-table.ts";
import { settingsTable } from "../../../infra/settings-table.ts";
import { clientOptions } from "../../aws/stack.ts";
import { totalOf } from "./bill.ts";
import { readFunctionLog } from "./emulator-logs.ts";
import { monthlyPrices } from "./prices.ts";
import type { Rig } from "./rig.ts";
import { sumOf, times, type Usage } from "./usage.ts";

/** One thing that costs each month, used or not. */
export interface FixedLine {
  what: string;
  count: string;
  usd: number;
}

/** An average month, in minutes. */
const MONTH_MINUTES = 730 * 60;

/**
 * How an event source looks for messages: five pollers, each waiting up to 20 s.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const POLLS_A_MINUTE = 5 * 3;

const GB = 1_024 ** 3;

/** Looks of the watch that are averaged. */
const LOOKS = 3;

/** Names and dimensions of the metrics in lines of the embedded metric format. */
const metricsIn = (messages: readonly string[]): Set<string> =>
  new Set(
    messages.flatMap((line) => {
      if (!line.includes('"_aws"')) return [];
      const { _aws, ...values } = JSON.parse(line.slice(line.indexOf("{"))) as {
        _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
      } & Record<string, unknown>;
      return _aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
        Metrics.flatMap(({ Name }) =>
          Dimensions.map((names) =>
            [Name, ...names.map((name) => `${name}=${String(values[name])}`)].join("|"),
          ),
        ),
      );
    }),
  );

/** What one look of the watch costs while nothing happens, and how many metrics it writes. */
const measureWatch = async (rig: Rig): Promise<{ look: Usage; metrics: number }> => {
  await rig.functions.invoke("watch", {});
  await rig.rest();
  rig.proxies.take();
  const sinceMs = Date.now();
  for (let look = 0; look < LOOKS; look += 1) await rig.functions.invoke("watch", {});
  await rig.rest();
  const logGroup = rig.functions.all.find(({ name }) => name === "watch")?.logGroup ?? "";
  const { durationsMs, bytes, messages } = await readFunctionLog(
    rig.deployment.emulator.endpoint,
    logGroup,
    sinceMs,
  );
  const seconds = durationsMs.reduce((sum, each) => sum + each, 0) / 1_000;
  const looks = sumOf([
    ...rig.proxies.take().map(({ usage }) => usage),
    {
      lambdaRequests: LOOKS,
      lambdaGbSeconds: (seconds * functionsTable.watch.memoryMb) / 1_024,
      ...{ logGb: bytes / GB, schedules: LOOKS, traces: LOOKS },
    },
  ]);
  return { look: times(looks, 1 / LOOKS), metrics: metricsIn(messages).size };
};

const polledQueues = async (rig: Rig): Promise<number> => {
  const lambda = new LambdaClient(clientOptions(rig.deployment.emulator));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  return EventSourceMappings.filter(({ EventSourceArn }) => EventSourceArn?.includes(":sqs:")).length;
};

const watchMinutes = Number(settingsTable.watchMinutes.default);

/** What a deployment costs each month at rest, the dearest first, and what one look of its watch uses. */
export const measureFixed = async (rig: Rig): Promise<{ lines: FixedLine[]; look: Usage }> => {
  const count = async (type: string) => (await rig.deployment.stacks.resources(type)).length;
  const { look, metrics } = await measureWatch(rig);
  const [queues, looks] = [await polledQueues(rig), MONTH_MINUTES / watchMinutes];
  const things = async (what: string, type: string, price: { usd: number }): Promise<FixedLine> => {
    const there = await count(type);
    return { what, count: String(there), usd: there * price.usd };
  };
  const polls = queues * POLLS_A_MINUTE * MONTH_MINUTES;
  const lines: FixedLine[] = [
    await things("KMS keys", "AWS::KMS::Key", monthlyPrices.kmsKey),
    await things("secrets", "AWS::SecretsManager::Secret", monthlyPrices.secret),
    await things("alarms", "AWS::CloudWatch::Alarm", monthlyPrices.alarm),
    await things("dashboard", "AWS::CloudWatch::Dashboard", monthlyPrices.dashboard),
    { what: "metrics of the watch", count: String(metrics), usd: metrics * monthlyPrices.metric.usd },
    {
      what: "event sources that look into empty queues",
      count: `${queues} queues, ${(polls / 1e6).toFixed(2)} M requests`,
      usd: totalOf({ queueRequests: polls }),
    },
    {
      what: `the watch, every ${watchMinutes === 1 ? "minute" : `${watchMinutes} minutes`}`,
      count: `${looks} looks`,
      usd: totalOf(times(look, looks)),
    },
  ];
  return { lines: lines.toSorted((one, other) => other.usd - one.usd), look: times(look, looks) };
};
