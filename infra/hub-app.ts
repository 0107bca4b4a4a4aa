import { App, type AppProps, type Environment, Validations } from "aws-cdk-lib";
import { bengbuEditions } from "../functions/catalog/bengbu.ts";
import { shanghaiDate } from "../functions/catalog/calendar/shanghai.ts";
import type { Catalog } from "../functions/catalog/catalog.ts";
import { editionOn } from "../functions/catalog/editions.ts";
import type { Processes } from "../functions/processes/process.ts";
import { processes as everyProcess } from "../functions/processes/processes.ts";
import type { EntryName } from "./bundle.ts";
import { connectionsOf, departmentsWithSecrets } from "./departments.ts";
import { ExplainedChecks } from "./explained-checks.ts";
import { readSettings, type Settings, type Target } from "./settings.ts";
import { HubStack } from "./stacks/hub.ts";
import { ShieldStack } from "./stacks/shield.ts";
import { StatefulStack } from "./stacks/stateful.ts";

/** What a {@link makeHubApp} is made of. */
export interface HubAppOptions {
  /** The directory of a bundled function. */
  codeOf: (entry: EntryName) => string;
  /** Where the command line says the deployment goes. */
  target?: Target;
  /** @default the CDK's own: the context of cdk.json and the command line */
  app?: AppProps;
  /** @default the edition of the Bengbu catalogue in force on that day */
  catalog?: Catalog;
  /** @default every process */
  processes?: Processes;
  /** The day for which processes are compiled. @default today in Shanghai */
  on?: string;
}

const environmentOf = ({ account, region }: Settings): Environment =>
  account === undefined ? { region } : { account, region };

/**
 * The CDK app of one deployment: stack `lianban-<name>-data`, which lasts, and `lianban-<name>-hub`, which is replaced.
 * Synthesis fails on a finding of AWS Solutions that nobody has given a reason for.
 */
export const makeHubApp = (options: HubAppOptions) => {
  const {
    codeOf,
    target = {},
    processes = everyProcess,
    on = shanghaiDate(new Date().toISOString()),
  } = options;
  const { catalog = editionOn(bengbuEditions, on) } = options;
  const app = new App(options.app);
  const settings = readSettings(app.node.getAllContext(), target);
  const connections = connectionsOf(settings);
  const stack = (part: string) => ({
    stackName: `lianban-${settings.name}-${part}`,
    env: environmentOf(settings),
    tags: { project: "lianban", deployment: settings.name },
  });
  const data = new StatefulStack(app, `lianban-${settings.name}-data`, {
    ...stack("data"),
    settings,
    departments: departmentsWithSecrets(connections),
  });
  const hub = new HubStack(app, `lianban-${settings.name}-hub`, {
    ...stack("hub"),
    ...{ settings, data, connections, codeOf, catalog, processes, on },
  });
  const shield =
    settings.shield === "on"
      ? new ShieldStack(app, `lianban-${settings.name}-shield`, {
          settings,
          apiHost: hub.apiHost,
          stackName: stack("shield").stackName,
          tags: stack("shield").tags,
        })
      : null;
  const checks = new ExplainedChecks(settings);
  Validations.of(app).addPlugins(checks);
  return { app, settings, data, hub, shield, checks };
};
