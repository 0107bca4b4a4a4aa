/** How long nobody looks again after a look, in milliseconds, however often it is asked for. */
const AGAIN_MS = 5_000;

/** Values that are looked up elsewhere and remembered for a while. */
export interface Cached<T> {
  get: (key: string) => Promise<T>;
  /** Look again now, unless somebody looked within five seconds; then what is remembered. */
  again: (key: string) => Promise<T>;
  /** Remember what is known to be so. A look under way is then no longer believed. */
  set: (key: string, value: T) => void;
}

/** Remember what `look` finds for `cacheMs`. Who asks while a look is under way shares it; a failure is not remembered. */
export const makeCachedLook = <T>({
  look,
  now,
  cacheMs,
}: {
  look: (key: string) => Promise<T>;
  now: () => number;
  cacheMs: number;
}): Cached<T> => {
  const found = new Map<string, { value: T; at: number }>();
  const lookedAt = new Map<string, number>();
  const underWay = new Map<string, Promise<T>>();

  const lookNow = (key: string): Promise<T> => {
    const present = underWay.get(key);
    if (present !== undefined) return present;
    const at = now();
    lookedAt.set(key, at);
    const looking: Promise<T> = look(key)
      .then((value) => {
        if (underWay.get(key) === looking) found.set(key, { value, at });
        return value;
      })
      .finally(() => {
        if (underWay.get(key) === looking) underWay.delete(key);
      });
    underWay.set(key, looking);
    return looking;
  };

  const unlessWithin = async (milliseconds: number, since: number, key: string): Promise<T> => {
    const known = found.get(key);
    return known === undefined || now() - since >= milliseconds ? lookNow(key) : known.value;
  };

  return {
    get: (key) => unlessWithin(cacheMs, found.get(key)?.at ?? 0, key),
    again: (key) => unlessWithin(AGAIN_MS, lookedAt.get(key) ?? 0, key),
    set: (key, value) => {
      underWay.delete(key);
      found.set(key, { value, at: now() });
    },
  };
};
