import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { failureName } from "./failure-name.ts";

/** Errors that say that nobody waits on a token any more: its task has timed out or was closed, or it never was one. */
const GONE: ReadonlySet<string> = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

/**
 * Complete the task that waits on a callback token; `Gone` when no task does. Throws when the service cannot be
 * reached or throttles; a repeated call then changes nothing.
 *
 * *Resume* completes tasks by it, and so does the function that asks when its item is through: what such a function
 * returns is not looked at.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export const completeTask = async (
  sfn: Pick<SFNClient, "send">,
  { token, itemId }: { token: string; itemId: string },
): Promise<"Completed" | "Gone"> => {
  try {
    await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ itemId }) }));
    return "Completed";
  } catch (error) {
    if (GONE.has(failureName(error))) return "Gone";
    throw error;
  }
};
