/** How long a lane is leased to one invocation, in milliseconds; the function must have ended by then: its timeout is at most this. */
export const LEASE_MS = 60_000;

/**
 * How long a pointer is hidden at most, in seconds. SQS counts its 12 hours from the receipt, of which an invocation
 * may have used up 15 minutes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export const LONGEST_HIDING_SECONDS = 12 * 3_600 - 900;

/**
 * After how many receipts a pointer is replaced by a fresh one. The function then sends to the queue that invokes it:
 * Lambda takes that for a loop after 16 rounds, so the function has to allow recursive loops.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const RENEW_AFTER_RECEIVES = 50;

/** At which age a pointer is replaced, in milliseconds: 10 days, since a queue forgets what is 14 days old however hidden. */
export const RENEW_AFTER_MS = 10 * 86_400_000;

/**
 * `maxReceiveCount` of a department's queue.
 *
 * A message whose every attempt fails is received 16 times: once for each of 10 attempts, and 6 times more because
 * pauses of 12 to 28.8 hours take two or three hidings of {@link LONGEST_HIDING_SECONDS}. A pointer that waits behind
 * others, or for a department that is down, may be received without end; so a fresh one takes its place after
 * {@link RENEW_AFTER_RECEIVES}. What is received this often has therefore ended 50 invocations in a row without an
 * answer: it is poison, and belongs into the dead letter queue. SQS takes 1,000 at most.
 */
export const MAX_RECEIVES = 2 * RENEW_AFTER_RECEIVES;
