import { required, textMap } from "./environment.ts";

/**
 * The address of a department's queue, as the stack made it; `null` for one without. A function that wakes many departments
 * is told their queues' names, which lie where the relay's own queue does: four kilobytes hold everything it is told.
 */
export const makeQueueUrlOf = (): ((department: string) => string | null) => {
  const queues = textMap("LIANBAN_QUEUES");
  const urlOf = (queue: string): string =>
    queue.includes("/") ? queue : required("LIANBAN_RELAY_QUEUE_URL").replace(/[^/]+$/, queue);
  return (department) => {
    const queue = queues.get(department);
    return queue === undefined ? null : urlOf(queue);
  };
};
