import { describe, expect, it } from "vitest";
import type { Item, ItemStatus } from "../../../functions/catalog/catalog.ts";
import { type Route, routeItem } from "../../../functions/catalog/route-item.ts";
import { syntheticCatalog } from "../../support/synthetic-process.ts";

const ON = "2026-11-24";

const retained: ItemStatus = { kind: "retained" };
const delegated: ItemStatus = { kind: "delegated", to: "dept-other" };
const transformed: ItemStatus = { kind: "transformed", to: "dept-other" };
const suspended: ItemStatus = { kind: "suspended", until: "2027-06-30" };
const cancelled: ItemStatus = { kind: "cancelled" };
const frozen: ItemStatus = { kind: "frozen" };
const merged: ItemStatus = { kind: "merged", into: "b" };

/** Where a route leads, in one line. */
const told = (route: Route): string => {
  switch (route.kind) {
    case "Ask":
    case "Notice":
      return `${route.kind} ${route.item.id} at ${route.department.id}`;
    case "Waive":
      return `Waive ${route.item.id} until ${route.until ?? "further notice"}`;
    case "Closed":
      return `Closed ${route.itemId}: ${route.why}`;
  }
};

const routed = (rows: Readonly<Record<string, Partial<Item>>>, itemId = "a"): string =>
  told(routeItem(syntheticCatalog({ stages: [["a", "b", "c"]], rows }), itemId, ON));

describe("routeItem: the status of an item in force decides", () => {
  it.each<[string, ItemStatus, string]>([
    ["retained: its department is asked", retained, "Ask a at dept-a"],
    ["delegated: the department it went to is asked", delegated, "Ask a at dept-other"],
    ["merged: the item it went into is asked", merged, "Ask b at dept-b"],
    ["transformed: the supervising department gets a notice", transformed, "Notice a at dept-other"],
    ["suspended to a day: waived until then", suspended, "Waive a until 2027-06-30"],
    ["suspended without an end: waived", { kind: "suspended", until: null }, "Waive a until further notice"],
    ["cancelled: closed", cancelled, "Closed a: cancelled"],
    ["frozen: closed", frozen, "Closed a: frozen"],
  ])("%s", (_, status, expected) => {
    expect(routed({ a: { status } })).toBe(expected);
  });
});

describe("routeItem: an item that is not in force is closed, whatever its status", () => {
  const notYet = { validFrom: "2026-11-25" };
  const noMore = { validTo: "2026-11-23" };

  it.each(
    [retained, delegated, merged, transformed, suspended, cancelled, frozen].flatMap((status) => [
      [status.kind, "before its first day", { status, ...notYet }] as const,
      [status.kind, "after its last day", { status, ...noMore }] as const,
    ]),
  )("%s, %s", (_kind, _when, row) => {
    expect(routed({ a: row })).toBe("Closed a: not-in-force");
  });

  it("is in force on its first and on its last day", () => {
    expect(routed({ a: { validFrom: ON } })).toBe("Ask a at dept-a");
    expect(routed({ a: { validTo: ON } })).toBe("Ask a at dept-a");
  });
});

describe("routeItem: a merge leads on to where the other item leads", () => {
  it.each<[string, Partial<Item>, string]>([
    ["retained", { status: retained }, "Ask b at dept-b"],
    ["delegated", { status: delegated }, "Ask b at dept-other"],
    ["transformed", { status: transformed }, "Notice b at dept-other"],
    ["suspended", { status: suspended }, "Waive b until 2027-06-30"],
    ["cancelled", { status: cancelled }, "Closed b: cancelled"],
    ["frozen", { status: frozen }, "Closed b: frozen"],
    ["not yet in force", { validFrom: "2026-11-25" }, "Closed b: not-in-force"],
    ["not in force any more", { validTo: "2026-11-23" }, "Closed b: not-in-force"],
    ["merged again", { status: { kind: "merged", into: "c" } }, "Ask c at dept-c"],
  ])("into an item that is %s", (_, row, expected) => {
    expect(routed({ a: { status: merged }, b: row })).toBe(expected);
  });

  it("at the end of a chain, by the status found there", () => {
    const rows = {
      a: { status: merged },
      b: { status: { kind: "merged", into: "c" } as const },
      c: { status: frozen },
    };

    expect(routed(rows)).toBe("Closed c: frozen");
  });
});

describe("routeItem: outside the list there is no power", () => {
  it("closes an item nobody listed", () => {
    expect(routed({}, "z")).toBe("Closed z: unknown");
  });
});
