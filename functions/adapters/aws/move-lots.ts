/** How many lots are read ahead, and how many are being written, at once: some 50 MB in memory. */
const AHEAD = 2;
const WRITING = 3;

/** Bytes that go from one object into another, lot by lot. */
export interface LotMove {
  /** How many lots there are. */
  lots: number;
  /** Lots, counted from 0, that were written by an earlier try. */
  written: ReadonlySet<number>;
  /** Read a lot; `null` when it is not there. */
  read: (lot: number) => Promise<Uint8Array | null>;
  /** What becomes of a lot, asked for in order; `null` when it is not what it should be. */
  change: (lot: number, bytes: Uint8Array) => (() => Uint8Array) | null;
  /** Write a lot; `false` when what it was written to is gone. */
  write: (lot: number, bytes: Uint8Array) => Promise<boolean>;
  /** Whether the time is up. */
  isLate: () => boolean;
}

/**
 * What moving came to. `OutOfTime` leaves what was written where it is, for the next try; `SourceGone`, `TargetGone` and
 * `Wrong` end it.
 */
export type LotsMoved = "Moved" | "OutOfTime" | "SourceGone" | "TargetGone" | "Wrong";

/** Reads lots in order, a few ahead of the one that is asked for. */
const makeReadAhead = ({ lots, read }: LotMove) => {
  const ahead: Promise<Uint8Array | null>[] = [];
  let next = 0;
  return (): Promise<Uint8Array | null> => {
    for (; ahead.length <= AHEAD && next < lots; next += 1) {
      const reading = read(next);
      // It is looked at in its turn, or never when another lot ends the move first.
      reading.catch(() => undefined);
      ahead.push(reading);
    }
    return ahead.shift() ?? Promise.resolve(null);
  };
};

/** Writes lots, a few at once. */
const makeWriters = ({ write }: LotMove) => {
  const writing = new Set<Promise<void>>();
  let added = 0;
  let isGone = false;
  return {
    /** How many lots were given to be written. */
    added: (): number => added,
    /** Whether what they were written to was gone. */
    isGone: (): boolean => isGone,
    add: async (lot: number, bytes: Uint8Array): Promise<void> => {
      added += 1;
      const one = write(lot, bytes).then((isWritten) => {
        isGone ||= !isWritten;
        writing.delete(one);
      });
      // One that fails stays, and is looked at below or at the end.
      one.catch(() => undefined);
      writing.add(one);
      if (writing.size >= WRITING) await Promise.race(writing);
    },
    finish: async (): Promise<void> => {
      await Promise.all(writing);
    },
  };
};

type Writers = ReturnType<typeof makeWriters>;

const moveInOrder = async (move: LotMove, writers: Writers): Promise<LotsMoved> => {
  const read = makeReadAhead(move);
  for (let lot = 0; lot < move.lots; lot += 1) {
    // Every try gets on by a lot at least, however late it is.
    if (writers.added() > 0 && move.isLate()) return "OutOfTime";
    const bytes = await read();
    if (bytes === null) return "SourceGone";
    const changed = move.change(lot, bytes);
    if (changed === null) return "Wrong";
    if (!move.written.has(lot)) await writers.add(lot, changed());
    if (writers.isGone()) return "TargetGone";
  }
  return "Moved";
};

/**
 * Move lots: every one is read and changed in order, so that all of the bytes can be hashed on their way, and written
 * unless an earlier try did. A try that runs out of time is taken up by the next one, which then writes less.
 */
export const moveLots = async (move: LotMove): Promise<LotsMoved> => {
  const writers = makeWriters(move);
  const moved = await moveInOrder(move, writers);
  await writers.finish();
  return writers.isGone() ? "TargetGone" : moved;
};
