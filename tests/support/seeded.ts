/** A generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A copy in an order that the seed chooses (Fisher-Yates). */
export const shuffled = <T>(values: readonly T[], seed: number): T[] => {
  const random = seeded(seed);
  const copy = [...values];
  for (let left = copy.length; left > 1; left -= 1) {
    const [taken] = copy.splice(Math.floor(random() * left), 1);
    if (taken !== undefined) copy.push(taken);
  }
  return copy;
};
