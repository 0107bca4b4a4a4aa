import { Stack, type StackProps } from "aws-cdk-lib";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { IsoDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { Catalog } from "../../functions/catalog/catalog.ts";
import type { Processes } from "../../functions/processes/process.ts";
import type { EntryName } from "../bundle.ts";
import { Alarms } from "../constructs/alarms.ts";
import { CaseEvents } from "../constructs/case-events.ts";
import { HubDashboard } from "../constructs/dashboard.ts";
import { DepartmentChannel } from "../constructs/department-channel.ts";
import { HubApi } from "../constructs/hub-api.ts";
import { HubFunction, type Platform } from "../constructs/hub-function.ts";
import { JointProcess } from "../constructs/joint-process.ts";
import { Relay } from "../constructs/relay.ts";
import { Watch } from "../constructs/watch.ts";
import { type DepartmentConnection, departmentsWithSystem } from "../departments.ts";
import { giveRights } from "../give-rights.ts";
import { outputNextSteps } from "../next-steps.ts";
import { type Resources, streamOf } from "../rights.ts";
import type { Settings } from "../settings.ts";
import { environmentOf } from "../variables.ts";
import { watchedOf } from "../watched.ts";
import type { StatefulStack } from "./stateful.ts";

/** What a {@link HubStack} is made of. */
export interface HubStackProps extends StackProps {
  settings: Settings;
  data: StatefulStack;
  connections: readonly DepartmentConnection[];
  /** The directory of a bundled function. */
  codeOf: (entry: EntryName) => string;
  catalog: Catalog;
  processes: Processes;
  /** The day for which processes are compiled, Asia/Shanghai. */
  on: IsoDate;
}

/** Everything that can be thrown away and made anew: functions, queues, state machines, the API and what watches them. */
export class HubStack extends Stack {
  /** The host of the API's own address: `abc.execute-api.us-east-1.amazonaws.com`. */
  readonly apiHost: string;
  private readonly props: HubStackProps;
  private readonly channels: ReadonlyMap<string, DepartmentChannel>;
  private readonly relay: Relay;
  private readonly http: HubApi;
  private readonly machines = new Map<string, StateMachine>();
  private readonly functions = new Map<HubFunction, Resources>();

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, props);
    this.props = props;
    const { settings, data, connections } = props;
    const shared = { settings, encryptionKey: data.dataKey };
    this.channels = new Map(
      departmentsWithSystem(connections).map((department) => [
        department,
        new DepartmentChannel(this, `Channel-${department}`, shared),
      ]),
    );
    this.relay = new Relay(this, "Relay", shared);
    this.http = new HubApi(this, "Http", shared);
    this.apiHost = `${this.http.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    this.makeProcesses();
    const relay = this.makeFunction("relay");
    this.relay.serveBy(relay, streamOf(data.table));
    const [api, pages, letters, webhooks] = [
      this.makeFunction("api"),
      this.makeFunction("public"),
      this.makeFunction("letters"),
      this.makeFunction("webhooks"),
    ];
    this.http.serveBy({ api, public: pages, letters, webhooks });
    for (const [department, channel] of this.channels)
      channel.serveBy(this.makeFunction("adapter", department));
    const machines = [...this.machines.values()].map(({ stateMachineArn }) => stateMachineArn);
    new Watch(this, "Watch", { settings, watch: this.makeFunction("watch"), machines });
    for (const [each, resources] of this.functions) giveRights(each, resources);
    const events =
      settings.publish === "on"
        ? new CaseEvents(this, "CaseEvents", { ...shared, streamArn: streamOf(data.table) })
        : null;
    const { url: dashboard } = this.makeDashboard(relay, events);
    const { baseUrl, domainTarget } = this.http;
    outputNextSteps(this, { settings, baseUrl, domainTarget, dashboard });
  }

  private makeProcesses(): void {
    const [ask, settle, issue] = [
      this.makeFunction("ask"),
      this.makeFunction("settle"),
      this.makeFunction("issue"),
    ];
    const { catalog, on } = this.props;
    for (const process of this.props.processes.values()) {
      const parts = { platform: this.platform(), process, catalog, on, ask, settle, issue };
      this.machines.set(process.id, new JointProcess(this, `Process-${process.id}`, parts).machine);
    }
  }

  private platform(): Platform {
    const { settings, data, codeOf } = this.props;
    return { settings, encryptionKey: data.dataKey, codeOf };
  }

  /** Make a function with what it is told. Its rights come when all that they are over is there. */
  private makeFunction(entry: EntryName, department?: string): HubFunction {
    const { settings, connections, data } = this.props;
    const resources = this.resources(department);
    const { baseUrl } = this.http;
    const { secretsPrefix } = data;
    const made = new HubFunction(this, department === undefined ? entry : `${entry}-${department}`, {
      platform: this.platform(),
      entry,
      environment: environmentOf(this, entry, { settings, connections, resources, baseUrl, secretsPrefix }),
      ...(department === undefined ? {} : { description: `delivers to ${department}` }),
    });
    this.functions.set(made, resources);
    return made;
  }

  private resources(department?: string): Resources {
    const { table, bucket, dataKey, licenceKey, macSecret, webhookSecrets } = this.props.data;
    const queues = new Map([...this.channels].map(([each, { queue }]) => [each, queue]));
    return {
      ...{ table, bucket, dataKey, licenceKey, macSecret, webhookSecrets, queues },
      relayQueue: this.relay.queue,
      relayDeadLetters: this.relay.deadLetters,
      machines: this.machines,
      ...(department === undefined ? {} : { department }),
    };
  }

  private makeDashboard(relay: HubFunction, events: CaseEvents | null): HubDashboard {
    const { settings, data, connections } = this.props;
    const parts = {
      settings,
      functions: [...this.functions.keys()],
      relay,
      api: this.http.api,
      table: data.table,
      // Nothing is ever on its way to a desk.
      departments: departmentsWithSystem(connections),
      machines: [...this.machines],
      deadLetters: [
        ...[...this.channels].map(([department, { deadLetters }]) => [department, deadLetters] as const),
        ["relay", this.relay.deadLetters] as const,
        ...(events === null ? [] : [["case-events", events.deadLetters] as const]),
      ],
    };
    const alarms =
      settings.alarms === "on"
        ? new Alarms(this, "Alarms", { settings, encryptionKey: data.dataKey, watched: watchedOf(parts) }).all
        : [];
    return new HubDashboard(this, "Board", { ...parts, alarms });
  }
}
