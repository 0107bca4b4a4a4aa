import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** What the relay reads of a message of its retry queue, as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  body: string;
}

/** The longest an SQS message can be held back, in seconds. */
const MAX_DELAY_SECONDS = 900;

/**
 * The relay's retry queue. Its messages name a case whose lane is to be looked at, `{"caseId":"3403…"}`, and say nothing
 * of what is in it: that is in the table.
 */
export const makeRelayQueue = (sqs: SQSClient, queueUrl: string) => ({
  /**
   * Have a lane looked at in `inMs` milliseconds: not earlier, and up to a second later. After fifteen minutes at the
   * latest, since SQS holds nothing back longer; who looks too early sends the message on.
   */
  look: async (caseId: string, inMs: number): Promise<void> => {
    const seconds = Math.ceil(Math.max(0, inMs) / 1_000);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ caseId }),
        DelaySeconds: Math.min(seconds, MAX_DELAY_SECONDS),
      }),
    );
  },
});

/** The retry queue of one deployment. */
export type RelayQueue = ReturnType<typeof makeRelayQueue>;

/** The case a message names, or `null` when it is none of the relay's. */
export const caseIdOf = ({ body }: QueueRecord): string | null => {
  try {
    const { caseId } = JSON.parse(body) as { caseId?: unknown };
    return typeof caseId === "string" ? caseId : null;
  } catch {
    return null;
  }
};
