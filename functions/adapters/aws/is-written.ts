import { failureName } from "./failure-name.ts";

/** Whether a conditional write went through: `false` when its condition did not hold. Throws on anything else. */
export const isWritten = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (failureName(error) === "ConditionalCheckFailedException") return false;
    throw error;
  }
};
