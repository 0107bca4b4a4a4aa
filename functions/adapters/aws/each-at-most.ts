/** Do one thing for each value, at most `limit` at once, and give the results in the order of the values. */
export const eachAtMost = async <T, R>(
  limit: number,
  values: readonly T[],
  act: (value: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const rest = values.entries();
  const work = async (): Promise<void> => {
    for (const [index, value] of rest) results[index] = await act(value);
  };
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, work));
  return results;
};
