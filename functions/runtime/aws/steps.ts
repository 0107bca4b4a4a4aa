import { makeStepFunctionsClient } from "../../adapters/aws/clients.ts";
import { completeTask } from "../../adapters/aws/complete-task.ts";
import { errorText } from "../../adapters/shared/error-text.ts";
import { makeWorkflowSteps } from "../../application/workflow-steps.ts";
import type { Keys } from "../../ports/keys.ts";
import { TRY_AGAIN } from "../../workflow/compile.ts";
import { makeDecide } from "./decide.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, licenceKeys } from "./keys.ts";

/**
 * A step that failed and may be tried again at any time, as every step may. The state machines retry errors of this name.
 * @see `RETRY` in functions/workflow/compile.ts
 */
class TryAgain extends Error {
  override name = TRY_AGAIN;
}

const retried =
  <Input, Output>(step: (input: Input) => Promise<Output>) =>
  async (input: Input): Promise<Output> => {
    try {
      return await step(input);
    } catch (cause) {
      throw new TryAgain(errorText(cause), { cause });
    }
  };

const makeSteps = (granted: Partial<Keys> = dataKeys()) => {
  const parts = makeFunctionHub(makeGround(granted));
  return makeWorkflowSteps(parts.hub, parts.memory, makeDecide(parts));
};

/**
 * The function behind every *ask*. An item that is through completes its own task, since a task with a callback token
 * ends by that token only, whatever its function returns.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const makeAskFunction = () => {
  const steps = makeSteps();
  const sfn = makeStepFunctionsClient();
  return retried(async (input: { caseId: string; itemId: string; token: string }): Promise<void> => {
    // `Gone` is as good: nobody waits for it any more.
    if ((await steps.ask(input)) === "through") await completeTask(sfn, input);
  });
};

/** The function behind every *settle*. */
export const makeSettleFunction = () => retried(makeSteps().settle);

/** The function behind every *issue*; the only one that may sign a licence for the first time. */
export const makeIssueFunction = () => retried(makeSteps({ ...dataKeys(), ...licenceKeys() }).issue);
