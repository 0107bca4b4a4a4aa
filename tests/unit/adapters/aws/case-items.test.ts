import { describe, expect, it } from "vitest";
import {
  headChanges,
  newHeadItem,
  worklistItem,
  worklistRowOf,
} from "../../../../functions/adapters/aws/case-items.ts";
import { inboxKey } from "../../../../functions/adapters/aws/case-keys.ts";
import { claimKey } from "../../../../functions/adapters/aws/claims.ts";
import { shardOf } from "../../../../functions/adapters/aws/table.ts";
import { caseIdOf, headOf, instantOf, rowOf } from "../../../contract/samples.ts";

const A = caseIdOf(1);
const SHARD = shardOf(A);

describe("newHeadItem", () => {
  it("shows an open case by status and applicant, and nowhere it does not belong", () => {
    const item = newHeadItem(headOf(A), null);

    expect(item).toMatchObject({
      gsi1pk: `STATUS#reviewing#${SHARD}`,
      gsi1sk: `${instantOf(0)}|${A}`,
      gsi3pk: "APPLICANT#zhang-san",
      gsi3sk: `${instantOf(0)}|${A}`,
    });
    for (const absent of ["gsi2pk", "gsi2sk", "gsi4pk", "gsi4sk", "nextDueOn", "effectsFrom"])
      expect(item).not.toHaveProperty(absent);
  });

  it("takes less than a kilobyte with a key under KMS and a place in every index, so that it costs one unit", () => {
    const head = headOf(A, { wrappedKey: new Uint8Array(204), nextDueOn: "2026-12-01", waitingOn: "hub" });

    const sizes = Object.entries(newHeadItem(head, 12)).map(
      ([name, value]) =>
        name.length + (value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(String(value))),
    );

    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(1_024);
  });
});

describe("headChanges", () => {
  it("puts a due case that waits on the hub under its day and its last write", () => {
    const head = headOf(A, { nextDueOn: "2026-12-01", waitingOn: "hub", updatedAt: instantOf(9) });

    expect(headChanges(head, 12)).toMatchObject({
      gsi2pk: `DUE#${SHARD}`,
      gsi2sk: `2026-12-01|${A}`,
      gsi4pk: `HUB#${SHARD}`,
      gsi4sk: `${instantOf(9)}|${A}`,
      effectsFrom: 12,
    });
  });

  it("takes a closed case out of what the watch looks at", () => {
    const head = headOf(A, { status: "issued", waitingOn: null });

    expect(headChanges(head, null)).toMatchObject({
      gsi1pk: `STATUS#issued#${SHARD}`,
      gsi2pk: null,
      gsi2sk: null,
      gsi4pk: null,
      gsi4sk: null,
      waitingOn: null,
      effectsFrom: null,
    });
  });

  it("never touches the key of the case or what never changes of it", () => {
    const changes = headChanges(headOf(A), 1);

    for (const lasting of ["wrappedKey", "applicant", "processId", "division", "filedAt", "gsi1sk", "gsi3pk"])
      expect(changes).not.toHaveProperty(lasting);
  });
});

describe("worklistItem", () => {
  it("sorts by due date, and behind all days without one", () => {
    expect(worklistItem(rowOf(A))).toMatchObject({
      gsi1pk: `WORK#tax#${SHARD}`,
      gsi1sk: `2026-11-27|${A}|tax-registration`,
    });
    expect(worklistItem(rowOf(A, { dueOn: null }))).toMatchObject({
      gsi1sk: `9999-12-31|${A}|tax-registration`,
    });
  });

  it("sorts before all days in the green channel, and rows of before it stand where they stood", () => {
    const places = [
      { dueOn: null, greenChannel: true },
      { dueOn: "2026-11-30", greenChannel: true },
      { dueOn: "2026-11-27" },
    ].map((changes) => String(worklistItem(rowOf(A, changes)).gsi1sk));

    expect(places.toSorted()).toEqual([places[1], places[0], places[2]]);
    expect(places[2]).toBe(`2026-11-27|${A}|tax-registration`);
  });

  it("reads a row that knows no green channel as not of it", () => {
    const { greenChannel, ...before } = worklistItem(rowOf(A));

    expect(greenChannel).toBeUndefined();
    expect(worklistRowOf(before)).toEqual(rowOf(A));
    expect(worklistRowOf(worklistItem(rowOf(A, { greenChannel: true }))).greenChannel).toBe(true);
  });

  it("leaves the index when its department is done", () => {
    const item = worklistItem(rowOf(A, { status: "approved" }));

    expect(item).not.toHaveProperty("gsi1pk");
    expect(item).not.toHaveProperty("gsi1sk");
  });
});

describe("inboxKey", () => {
  it("gives each pair of scope and id a key of its own", () => {
    const pairs = [
      ["a", "b#c"],
      ["a#b", "c"],
      ["a%23b", "c"],
      ["a", "b"],
    ] as const;

    expect(new Set(pairs.map(([scope, id]) => inboxKey(scope, id).pk)).size).toBe(4);
  });

  it("keeps an id of any length within the 2,048 bytes of a key", () => {
    const long = `${"x".repeat(10_000)}1`;
    const other = `${"x".repeat(10_000)}2`;

    expect(Buffer.byteLength(inboxKey("webhook:tax", long).pk)).toBeLessThan(200);
    expect(inboxKey("webhook:tax", long)).not.toEqual(inboxKey("webhook:tax", other));
    expect(Buffer.byteLength(inboxKey("webhook:tax", "中".repeat(200)).pk)).toBeLessThan(2_048);
  });
});

describe("claimKey", () => {
  it.each([
    ["name:淮畔云帆", { pk: "CLAIM#name:淮畔云帆", sk: "CLAIM" }],
    [`document:D1:${A}`, { pk: "CLAIM#document:D1:", sk: A }],
    ["stamp:a:b:c", { pk: "CLAIM#stamp:a:b:", sk: "c" }],
    ["plain", { pk: "CLAIM#plain", sk: "CLAIM" }],
    ["name:", { pk: "CLAIM#name:", sk: "CLAIM" }],
  ])("puts %s in its place", (key, place) => {
    expect(claimKey(key)).toEqual(place);
  });

  it("gives no two keys one place, and none an empty one", () => {
    const keys = ["a:b:", "a:b:CLAIM", "a:b", "a:b::", "a:b:c", "a:", "a", "a:b:c:"];

    const places = keys.map(claimKey);

    expect(new Set(places.map(({ pk, sk }) => `${pk}\n${sk}`)).size).toBe(keys.length);
    expect(places.every(({ sk }) => sk.length > 0)).toBe(true);
  });
});
