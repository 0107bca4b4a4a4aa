import type { RelayEntry } from "../../ports/relay-source.ts";
import { errorText } from "../shared/error-text.ts";

type Handle = (entry: RelayEntry) => Promise<void>;

/**
 * What says that an entry took too long; what it set going may still go on. Its timer keeps the process alive: Lambda
 * takes a batch for done when nothing else is left to wait for.
 */
const tooLong = (deadlineMs: number): { promise: Promise<never>; clear: () => void } => {
  const { promise, reject } = Promise.withResolvers<never>();
  const error = new Error(`the effects were not carried out within ${deadlineMs} ms`);
  const timer = setTimeout(() => reject(error), deadlineMs);
  return { promise, clear: () => clearTimeout(timer) };
};

/** Hands entries to the one handler of this process, each for so long at most. */
export const makeRelayHandler = (deadlineMs: number) => {
  let handle: Handle | null = null;
  let isStopped = false;

  const carryOut = async (run: Handle, entry: RelayEntry): Promise<void> => {
    const limit = tooLong(deadlineMs);
    try {
      await Promise.race([run(entry), limit.promise]);
    } finally {
      limit.clear();
    }
  };

  return {
    run: (handler: Handle): void => {
      handle = handler;
    },
    stop: (): void => {
      isStopped = true;
    },
    /**
     * `null` once the effects of an entry are carried out, else what went wrong. Rejects when entries are not handed
     * out, before the first `run` and after `stop`: the entry was not tried then.
     */
    try: async (entry: RelayEntry): Promise<string | null> => {
      if (handle === null || isStopped) throw new Error("the relay does not run, so the entry was not tried");
      try {
        await carryOut(handle, entry);
        return null;
      } catch (error) {
        return errorText(error);
      }
    },
  };
};

/** The handler of one process. */
export type RelayHandler = ReturnType<typeof makeRelayHandler>;
