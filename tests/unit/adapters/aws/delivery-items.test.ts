import { describe, expect, it } from "vitest";
import {
  deliveryItemKey,
  deliveryKeyOf,
  itemAfter,
  laneItemKey,
  makePositions,
  newDeliveryItem,
  recordOf,
} from "../../../../functions/adapters/aws/delivery-items.ts";
import { deliveryOf } from "../../../contract/samples.ts";

const key = { caseId: "3403032026112401000018", department: "tax", id: "a#b-1" };

describe("deliveryItemKey", () => {
  it("is read back as the delivery it is the key of, whatever its id", () => {
    expect(deliveryKeyOf(deliveryItemKey(key))).toEqual(key);
  });

  it("sorts behind the lane's own item, in the same range", () => {
    const lane = laneItemKey(key);
    const delivery = deliveryItemKey(key);

    expect(delivery.pk).toBe(lane.pk);
    expect(delivery.sk.startsWith(lane.sk)).toBe(true);
    expect(lane.sk < delivery.sk).toBe(true);
  });
});

describe("makePositions", () => {
  it("counts up within a millisecond and over it, also when the clock goes back", () => {
    const instants = [
      1_764_000_000_000, 1_764_000_000_000, 1_764_000_000_001, 1_763_999_999_000, 1_764_000_000_002,
    ];
    const times = instants.values();
    const next = makePositions(() => times.next().value ?? 0);

    const positions = instants.map(() => next());

    expect(positions.toSorted()).toEqual(positions);
    expect(new Set(positions).size).toBe(5);
  });

  it("gives two processes different positions in the same millisecond", () => {
    const [one, other] = [makePositions(() => 7), makePositions(() => 7)];

    expect(Array.from({ length: 20 }, () => one() === other())).toEqual(Array(20).fill(false));
  });

  it("sorts instants of different length by time", () => {
    const [early, late] = [makePositions(() => 999), makePositions(() => 1_764_000_000_000)];

    expect(early() < late()).toBe(true);
  });
});

describe("itemAfter", () => {
  const fresh = {
    ...deliveryOf("m-1"),
    position: "1",
    state: "pending",
    attempts: 0,
    nextAttemptAt: 5,
  } as const;

  it("drops the error and the time of an attempt that is over", () => {
    const failed = itemAfter(fresh, { state: "pending", lastError: "HTTP 503", nextAttemptAt: 9 });
    const delivered = itemAfter(failed, { state: "delivered", lastError: null });

    expect(recordOf(failed)).toMatchObject({
      attempts: 1,
      lastError: "HTTP 503",
      nextAttemptAt: "1970-01-01T00:00:00.009Z",
    });
    expect(recordOf(delivered)).toMatchObject({
      state: "delivered",
      attempts: 2,
      lastError: null,
      nextAttemptAt: null,
    });
  });
});

describe("newDeliveryItem", () => {
  it("is in the index of its state, of its department and of its id, and in no other", () => {
    const item = newDeliveryItem(deliveryOf("m-1"), "position", 5);

    const places = Object.entries(item).filter(([name]) => name.startsWith("gsi"));
    expect(Object.fromEntries(places)).toEqual({
      gsi1pk: expect.stringMatching(/^MESSAGES#pending#[0-7]$/),
      gsi1sk: "position",
      gsi2pk: "MESSAGES#tax#pending",
      gsi2sk: "position",
      gsi3pk: "DELIVERY#m-1",
      gsi3sk: "DELIVERY",
    });
  });
});
