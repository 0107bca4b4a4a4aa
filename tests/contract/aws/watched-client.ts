import { S3Client } from "@aws-sdk/client-s3";

/** A call of S3 that is about to be made. */
export interface Sent {
  command: string;
  input: Record<string, unknown>;
}

/** A client that shows what it is about to send; what `onSend` changes in the input is sent so. */
export const watchedClient = (onSend: (sent: Sent) => void | Promise<void>): S3Client => {
  const s3 = new S3Client({});
  s3.middlewareStack.add(
    (next, { commandName: command = "" }) =>
      async (args) => {
        await onSend({ command, input: args.input as Record<string, unknown> });
        return next(args);
      },
    { step: "initialize" },
  );
  return s3;
};
