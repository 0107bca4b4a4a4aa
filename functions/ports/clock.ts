/** The hub's clock. The simulator and tests bring their own. */
export interface Clock {
  /** The present instant, ISO 8601 UTC with milliseconds: `2026-11-24T06:00:00.000Z`. */
  now: () => string;
}
