const exact = (value: bigint): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond what is counted exactly`);
  return number;
};

const product = (factors: readonly number[]): bigint =>
  factors.reduce((result, factor) => result * BigInt(factor), 1n);

/**
 * The product of whole numbers, not negative, divided and rounded half up: 0.5 becomes 1. Exact at any size.
 *
 * Throws a RangeError on a result beyond 2^53, and on a factor that is no whole number.
 */
export const dividedHalfUp = (factors: readonly number[], divisor: number): number =>
  exact((2n * product(factors) + BigInt(divisor)) / (2n * BigInt(divisor)));

/** The product of whole numbers, not negative, divided and rounded up. See {@link dividedHalfUp}. */
export const dividedUp = (factors: readonly number[], divisor: number): number =>
  exact((product(factors) + BigInt(divisor) - 1n) / BigInt(divisor));

/** The sum of whole numbers. Throws a RangeError beyond 2^53. */
export const sumOf = (values: readonly number[]): number =>
  exact(values.reduce((sum, value) => sum + BigInt(value), 0n));
