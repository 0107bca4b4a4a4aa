import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type LotMove, moveLots } from "../../../../functions/adapters/aws/move-lots.ts";

const lotOf = (lot: number): Uint8Array => new Uint8Array([lot]);

/** A move of 20 lots that keeps what was written, with some of it replaced. */
const moving = (more: Partial<LotMove> = {}) => {
  const target = new Map<number, Uint8Array>();
  const changed: number[] = [];
  const most = { reading: 0, writing: 0 };
  const now = { reading: 0, writing: 0 };
  const counted = async <T>(what: keyof typeof now, work: () => T): Promise<T> => {
    now[what] += 1;
    most[what] = Math.max(most[what], now[what]);
    // The first ones take longest, so that nothing is in order by itself.
    await pause(Math.max(0, 5 - changed.length));
    now[what] -= 1;
    return work();
  };
  const move: LotMove = {
    lots: 20,
    written: new Set(),
    read: (lot) => counted("reading", () => lotOf(lot)),
    change: (lot, bytes) => {
      changed.push(lot);
      return () => bytes.map((byte) => byte + 100);
    },
    write: (lot, bytes) =>
      counted("writing", () => {
        target.set(lot, bytes);
        return true;
      }),
    isLate: () => false,
    ...more,
  };
  return { move, target, changed, most };
};

const inOrder = Array.from({ length: 20 }, (_, lot) => lot);

describe("moveLots", () => {
  it("changes every lot in order and writes each", async () => {
    const { move, target, changed } = moving();

    expect(await moveLots(move)).toBe("Moved");
    expect(changed).toEqual(inOrder);
    expect(inOrder.map((lot) => target.get(lot)?.[0])).toEqual(inOrder.map((lot) => lot + 100));
  });

  it("has a few lots in memory, however many there are", async () => {
    const { move, most } = moving({ lots: 200 });

    await moveLots(move);

    expect(most.reading).toBeLessThanOrEqual(3);
    expect(most.writing).toBeLessThanOrEqual(3);
  });

  it("reads and changes what was written before, but does not write it again", async () => {
    const { move, target, changed } = moving({ written: new Set([0, 3, 19]) });

    expect(await moveLots(move)).toBe("Moved");
    expect(changed).toEqual(inOrder);
    expect(inOrder.filter((lot) => !target.has(lot))).toEqual([0, 3, 19]);
  });

  it("gets on by one new lot in a call that is late from the start", async () => {
    const { move, target } = moving({ written: new Set([0, 1]), isLate: () => true });

    expect(await moveLots(move)).toBe("OutOfTime");
    expect([...target.keys()]).toEqual([2]);
  });

  it("ends as moved where only the last lot was left", async () => {
    const { move } = moving({ written: new Set(inOrder.slice(0, -1)), isLate: () => true });

    expect(await moveLots(move)).toBe("Moved");
  });

  it.each([
    ["SourceGone", { read: async (lot: number) => (lot === 7 ? null : lotOf(lot)) }],
    ["Wrong", { change: (lot: number) => (lot === 7 ? null : () => lotOf(lot)) }],
    ["TargetGone", { write: async (lot: number) => lot !== 7 }],
    ["TargetGone", { write: async (lot: number) => lot !== 19 }],
  ] as const)("ends with %s where a lot is so", async (end, more) => {
    expect(await moveLots(moving(more).move)).toBe(end);
  });

  it.each([0, 7, 19])("fails when lot %i cannot be read or written", async (broken) => {
    const fail = async (lot: number): Promise<Uint8Array> => {
      if (lot === broken) throw new Error("no network");
      return lotOf(lot);
    };
    const failToWrite = async (lot: number): Promise<boolean> => (await fail(lot)).length === 1;

    await expect(moveLots(moving({ read: fail }).move)).rejects.toThrow("no network");
    await expect(moveLots(moving({ write: failToWrite }).move)).rejects.toThrow("no network");
  });
});
