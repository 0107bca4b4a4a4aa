/** Pauses before the second, third … try of an entry, in milliseconds; after the last the entry is parked. */
export const RELAY_PAUSES_MS: readonly number[] = [100, 500, 2_000, 10_000, 60_000, 300_000, 1_800_000];
