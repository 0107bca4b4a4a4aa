import { textMap } from "./environment.ts";

/** The address of a department's queue, as the stack made it; `null` for one without. */
export const makeQueueUrlOf = (): ((department: string) => string | null) => {
  const queues = textMap("LIANBAN_QUEUES");
  return (department) => queues.get(department) ?? null;
};
