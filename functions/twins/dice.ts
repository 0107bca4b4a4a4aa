/** A source of numbers from 0 up to but not including 1; the same seed gives the same row of numbers. */
export type Dice = () => number;

/**
 * Make dice of a seed, a whole number below 2^32.
 *
 * Limits: good enough to play a department, not to keep a secret.
 * @see Mulberry32, Tommy Ettinger, 2017 (public domain)
 */
export const makeDice = (seed: number): Dice => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Throw for something that happens at a rate from 0 (never) to 1 (always). Uses one number. */
export const happens = (dice: Dice, rate: number): boolean => dice() < rate;

/** Throw for a whole number from `low` to `high`, both inclusive. Uses one number. */
export const between = (dice: Dice, [low, high]: readonly [number, number]): number =>
  low + Math.floor(dice() * (high - low + 1));
