import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { openStatuses } from "../../functions/case/state.ts";
import type { MeasureName } from "../../functions/ports/measurements.ts";
import { processes } from "../../functions/processes/processes.ts";
import { alarmsTable } from "../../infra/alarms-table.ts";
import { STATUSES } from "../../infra/constructs/dashboard.ts";
import { resourcesOf, synthesize } from "./synthesize.ts";

const { hub } = synthesize().templates;

interface Alarm {
  AlarmName: string;
  AlarmDescription: string;
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: unknown }[];
  Threshold: number;
  AlarmActions: unknown[];
  TreatMissingData: string;
}

const alarms = Object.values(resourcesOf(hub, "AWS::CloudWatch::Alarm")).map(
  ({ Properties }) => Properties as unknown as Alarm,
);

/** The measurements and the dimension of each beside the deployment. */
const MEASURES: Readonly<Record<MeasureName, readonly string[]>> = {
  CasesByStatus: ["service", "status"],
  CasesWaitingOnHub: ["service"],
  OverdueItems: ["service"],
  OldestPendingDeliverySeconds: ["department", "service"],
  PendingDeliveries: ["department", "service"],
  DeadDeliveries: ["department", "service"],
  ParkedEffects: ["service"],
  CalendarMissing: ["service"],
};

const nameOf = (slug: string): RegExp => new RegExp(`^lianban-dev-${slug}(-|$)`);

describe("alarmsTable", () => {
  it("names each alarm once", () => {
    const slugs = alarmsTable.map(({ slug }) => slug);

    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it.each(alarmsTable)(
    "$slug sounds somewhere, and its description says why and what to do",
    ({ slug, reason }) => {
      const found = alarms.filter(({ AlarmName }) => nameOf(slug).test(AlarmName));

      expect(found.length).toBeGreaterThan(0);
      for (const { AlarmDescription } of found)
        expect(AlarmDescription).toBe(`${reason}. Runbook: docs/runbooks/${slug}.md`);
    },
  );
});

describe("Alarms", () => {
  it("watch every function, every department, every queue of dead letters and every machine", () => {
    const counts = Object.fromEntries(
      alarmsTable.map(({ slug }) => [
        slug,
        alarms.filter(({ AlarmName }) => nameOf(slug).test(AlarmName)).length,
      ]),
    );

    expect(counts).toMatchObject({
      "function-errors": 12,
      "function-throttled": 12,
      "function-slow": 12,
      // Of departments with systems: nothing is on its way to a desk.
      "deliveries-late": 3,
      "deliveries-dead": 3,
      "dead-letters": 5,
      "state-machine-failed": processes.size,
      "state-machine-timed-out": processes.size,
      "table-reads-throttled": 5,
      "table-writes-throttled": 5,
      "watch-silent": 1,
      "api-errors": 1,
      "api-slow": 1,
      "stream-late": 1,
    });
  });

  it("watch measurements as the watch tells them, of this deployment", () => {
    const own = alarms.filter(({ Namespace }) => Namespace === "Lianban");

    expect(own.length).toBeGreaterThan(0);
    for (const { MetricName, Dimensions } of own) {
      expect(Dimensions.map(({ Name }) => Name).toSorted()).toEqual(MEASURES[MetricName as MeasureName]);
      expect(Dimensions).toContainEqual({ Name: "service", Value: "lianban-dev" });
    }
  });

  it("take a function for slow shortly before its timeout, in milliseconds", () => {
    const slow = alarms.find(({ AlarmName }) => AlarmName === "lianban-dev-function-slow-webhooks");

    expect(slow?.Threshold).toBe(13_800);
  });

  it("sound when the watch is silent, and for nothing else that is silent", () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === "breaching");

    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual(["lianban-dev-watch-silent"]);
  });

  it("go to the topic, and by mail to whoever is named", () => {
    const named = synthesize({ alarmEmail: "duty@example.cn" }).templates.hub;

    for (const { AlarmActions } of alarms)
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
    named.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "duty@example.cn" });
    hub.resourceCountIs("AWS::SNS::Subscription", 0);
  });

  it("may publish to the topic, which has a policy of its own", () => {
    hub.hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Condition: {
              ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" },
            },
          }),
        ]),
      },
    });
  });

  it("are left out where nobody would look", () => {
    const quiet = synthesize({ alarms: "off" }).templates.hub;

    quiet.resourceCountIs("AWS::CloudWatch::Alarm", 0);
    quiet.resourceCountIs("AWS::SNS::Topic", 0);
    quiet.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
  });
});

describe("HubDashboard", () => {
  const body = JSON.stringify(resourcesOf(hub, "AWS::CloudWatch::Dashboard"));

  it.each(Object.keys(MEASURES))("shows %s", (name) => {
    expect(body).toContain(name);
  });

  it("shows cases in every status of an open case", () => {
    expect(STATUSES).toEqual(openStatuses);
  });
});
