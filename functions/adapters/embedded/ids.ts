import type { Ids } from "../../ports/ids.ts";
import { randomId } from "../shared/random-id.ts";
import type { Database } from "./database.ts";

/** Numbers of a sequence taken from the file at once; what a crash leaves unused becomes a gap. */
const BLOCK = 64;

/** Random identifiers from the platform, sequences from the hub's SQLite file. */
export const makeSqliteIds = ({ sql, note }: Database): Ids => {
  const reserve = sql.prepare(
    `INSERT INTO sequences VALUES (?1, ?2 + 1) ON CONFLICT (name) DO UPDATE SET next = next + ?2 RETURNING next`,
  );
  const blocks = new Map<string, { next: number; end: number }>();
  const pending = new Map<string, Promise<void>>();

  const refill = (sequence: string): Promise<void> => {
    const running = pending.get(sequence);
    if (running !== undefined) return running;
    const filling = note(() => reserve.get(sequence, BLOCK)?.next as number)
      .then((end) => {
        blocks.set(sequence, { next: end - BLOCK, end });
      })
      .finally(() => pending.delete(sequence));
    pending.set(sequence, filling);
    return filling;
  };

  return {
    random: randomId,
    next: async (sequence) => {
      for (;;) {
        const block = blocks.get(sequence);
        if (block !== undefined && block.next < block.end) return block.next++;
        await refill(sequence);
      }
    },
  };
};
