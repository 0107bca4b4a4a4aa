/** What a twin has counted since it was made. `posted` counts attempts, `faults` tasks of its own that failed. */
export interface TwinMetrics {
  received: number;
  repeated: number;
  unsigned: number;
  unreadable: number;
  outages: number;
  posted: number;
  acknowledged: number;
  refused: number;
  taken: number;
  retries: number;
  duplicates: number;
  faults: number;
  lastFault: string;
}

/** Make counters that stand at nought. */
export const makeMetrics = (): TwinMetrics => ({
  received: 0,
  repeated: 0,
  unsigned: 0,
  unreadable: 0,
  outages: 0,
  posted: 0,
  acknowledged: 0,
  refused: 0,
  taken: 0,
  retries: 0,
  duplicates: 0,
  faults: 0,
  lastFault: "",
});
