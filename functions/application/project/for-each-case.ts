const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Do something for each of some cases, one after the other. One that fails does not hold up the others; what failed is thrown at
 * the end, so that whoever called tries again.
 */
export const forEachCase = async <T>(
  cases: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<void> => {
  const errors: unknown[] = [];
  for (const one of cases)
    try {
      await act(one);
    } catch (error) {
      errors.push(error);
    }
  if (errors.length > 0)
    throw new AggregateError(
      errors,
      `${errors.length} of ${cases.length} cases failed: ${errors.map(textOf).join("; ")}`,
    );
};
