import { type AttributeValue, ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** The attributes of an item as they come with a refusal, in DynamoDB's own form: `{ state: { S: "pending" } }`. */
export type RefusingItem = Readonly<Record<string, AttributeValue>>;

/**
 * What refused a conditional write: the item as it is, empty when there is none; `null` when the write went through.
 * The write asks for it by `ReturnValuesOnConditionCheckFailure: "ALL_OLD"`. Throws on anything else.
 */
export const refusedBy = async (write: Promise<unknown>): Promise<RefusingItem | null> => {
  try {
    await write;
    return null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
    throw error;
  }
};
