/** Run something at the first call and answer every later one with its result. A failure is not kept: the next call tries again. */
export const makeOnce = <T>(run: () => Promise<T>): (() => Promise<T>) => {
  let done: Promise<T> | null = null;
  return () => {
    done ??= run().catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
};
