import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import type { Deployment } from "../../aws/deployment.ts";
import { clientOptions } from "../../aws/stack.ts";

/** What of a definition tells the states inside others. */
interface Definition {
  States: Readonly<Record<string, { Branches?: readonly { States: object }[] }>>;
}

/**
 * How many transitions are billed for the states an execution entered: each is one, and so is each inside a branch of
 * a parallel state, which the emulator's history leaves out. Every branch here is one state.
 * @see https://aws.amazon.com/step-functions/pricing/
 */
export const transitionsOf = (entered: readonly string[], { States }: Definition): number => {
  const known = new Set(entered);
  const inBranches = (name: string): number =>
    (States[name]?.Branches ?? [])
      .flatMap((branch) => Object.keys(branch.States))
      .filter((state) => !known.has(state)).length;
  return entered.reduce((sum, name) => sum + 1 + inBranches(name), 0);
};

/** Count the transitions of a case's execution; `null` while it runs. */
export const makeTransitions = async ({
  stacks,
  emulator,
}: Pick<Deployment, "stacks" | "emulator">): Promise<(caseId: string) => Promise<number | null>> => {
  const sfn = new SFNClient(clientOptions(emulator));
  const [machine] = await stacks.resources("AWS::StepFunctions::StateMachine");
  const stateMachineArn = machine?.physicalId;
  const { definition = "{}" } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));

  return async (caseId) => {
    const executionArn = `${stateMachineArn?.replace(":stateMachine:", ":execution:")}:${caseId}`;
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === "RUNNING") return null;
    const entered: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await sfn.send(new GetExecutionHistoryCommand({ executionArn, nextToken }));
      for (const { stateEnteredEventDetails } of page.events ?? [])
        if (stateEnteredEventDetails?.name !== undefined) entered.push(stateEnteredEventDetails.name);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return transitionsOf(entered, JSON.parse(definition) as Definition);
  };
};
