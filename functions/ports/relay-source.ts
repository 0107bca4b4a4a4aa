/** A stretch of committed events of one case whose effects are still to be carried out; both ends inclusive. */
export interface RelayEntry {
  id: number;
  caseId: string;
  fromSeq: number;
  toSeq: number;
  attempts: number;
}

/** An entry that failed in all its tries and waits for a person. */
export interface ParkedEntry extends RelayEntry {
  error: string;
  parkedAt: string;
}

/**
 * Where the relay learns of committed events: at least once each, also after a crash.
 *
 * A failing entry is tried again with growing pauses and parked visibly in the end; it holds back later entries of its own
 * case until then, and nobody else's.
 */
export interface RelaySource {
  /** Begin handing entries to `handle`, those left over from before a restart first. */
  run: (handle: (entry: RelayEntry) => Promise<void>) => void;
  /** Resolves when nothing is pending except entries waiting for their next try. */
  idle: () => Promise<void>;
  parked: (limit: number) => Promise<ParkedEntry[]>;
  /** Try a parked entry again. `false` when there is none of that id. */
  retry: (id: number) => Promise<boolean>;
  stop: () => Promise<void>;
}
