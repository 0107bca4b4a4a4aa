import type { WorkflowSteps } from "../../../functions/ports/workflow.ts";
import { makeBridgeFunctions } from "./bridge-functions.ts";

/** The functions that state machines call, with the steps that run in them for now. */
export interface MachineFunctions {
  arns: Readonly<Record<keyof WorkflowSteps, string>>;
  /** How many calls are in hand. */
  inHand: () => number;
  /** From now on these steps run; where there are none, a call fails. */
  serve: (steps: WorkflowSteps | null) => void;
  dispose: () => Promise<void>;
}

/**
 * Make the functions at the endpoint the environment names. To start one costs more than all it does in a test, so
 * several tests may share them, one after another.
 */
export const makeMachineFunctions = async (): Promise<MachineFunctions> => {
  let present: WorkflowSteps | null = null;
  const steps = (): WorkflowSteps => {
    if (present === null) throw new Error("no machine is deployed");
    return present;
  };
  const { arns, inHand, dispose } = await makeBridgeFunctions({
    ask: async (payload) => steps().ask(payload as Parameters<WorkflowSteps["ask"]>[0]),
    settle: async (payload) => steps().settle(payload as Parameters<WorkflowSteps["settle"]>[0]),
    issue: async (payload) => steps().issue(payload as Parameters<WorkflowSteps["issue"]>[0]),
  });
  return {
    arns,
    inHand,
    dispose,
    serve: (next) => {
      present = next;
    },
  };
};
