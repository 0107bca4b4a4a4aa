/** Identities that must not be guessed, and sequences that must not repeat. */
export interface Ids {
  /** A random identifier of 26 Crockford base32 characters (130 bits). */
  random: () => string;
  /**
   * The next number of a named sequence, from 1. Never given twice, also across restarts; gaps are allowed
   * (numbers may be reserved in blocks).
   */
  next: (sequence: string) => Promise<number>;
}
