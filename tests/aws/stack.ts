import {
  CloudFormationClient,
  ListStackResourcesCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { type Emulator, emulatedAccount } from "./emulator.ts";

/** A resource of a deployed stack. */
export interface StackResource {
  stack: string;
  type: string;
  logicalId: string;
  physicalId: string;
}

/** What lies in the emulator's CloudFormation. */
export interface Stacks {
  /** Names of the stacks that stand, without the CDK's own. */
  names: () => Promise<string[]>;
  resources: (type: string) => Promise<StackResource[]>;
}

/** The stack that `cdk bootstrap` makes; it belongs to the account, not to the hub. */
const BOOTSTRAP = "CDKToolkit";

/** Credentials of an emulator's clients. */
export const clientOptions = ({ endpoint }: Emulator) => ({
  endpoint,
  region: emulatedAccount.region,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

/** Look at the stacks of an emulator. */
export const makeStacks = (emulator: Emulator): Stacks => {
  const client = new CloudFormationClient(clientOptions(emulator));

  const names = async (): Promise<string[]> => {
    const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
    return StackSummaries.flatMap(({ StackName = "", StackStatus }) =>
      StackName === BOOTSTRAP || StackStatus === "DELETE_COMPLETE" ? [] : [StackName],
    );
  };

  const resourcesOf = async (stack: string): Promise<StackResource[]> => {
    const found: StackResource[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListStackResourcesCommand({ StackName: stack, NextToken }));
      for (const {
        ResourceType = "",
        LogicalResourceId = "",
        PhysicalResourceId = "",
      } of page.StackResourceSummaries ?? [])
        found.push({
          stack,
          type: ResourceType,
          logicalId: LogicalResourceId,
          physicalId: PhysicalResourceId,
        });
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  };

  return {
    names,
    resources: async (type) => {
      const all = await Promise.all((await names()).map(resourcesOf));
      return all.flat().filter((each) => each.type === type);
    },
  };
};
