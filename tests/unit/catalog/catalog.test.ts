import { describe, expect, it } from "vitest";
import type { ItemStatus, Limits } from "../../../functions/catalog/catalog.ts";
import { routeItem } from "../../../functions/catalog/route-item.ts";
import { bengbuWorldWith } from "../../support/test-world.ts";

const withLimits = (limits: Limits) => () => bengbuWorldWith({ "tax-registration": { limits } });

const into = (id: string): { status: ItemStatus } => ({ status: { kind: "merged", into: id } });

describe("makeCatalog", () => {
  it.each([
    ["a negative promise", { promised: -1, statutory: 20 }, "a limit of -1"],
    ["half a day", { promised: 1.5, statutory: 20 }, "a limit of 1.5"],
    ["a negative limit of the law", { promised: null, statutory: -20 }, "a limit of -20"],
    ["no number", { promised: Number.NaN, statutory: null }, "a limit of NaN"],
    ["a promise beyond the law", { promised: 21, statutory: 20 }, "more than the law's 20"],
  ])("refuses %s", (_, limits, text) => {
    expect(withLimits(limits)).toThrow(text);
  });

  it("takes whole limits from zero, and none at all", () => {
    expect(withLimits({ promised: 0, statutory: 0 })).not.toThrow();
    expect(withLimits({ promised: null, statutory: null })).not.toThrow();
  });

  it("refuses an item merged into itself", () => {
    expect(() => bengbuWorldWith({ "tax-registration": into("tax-registration") })).toThrow(
      "items are merged in a circle: tax-registration → tax-registration",
    );
  });

  it("refuses merges that go in a circle, and names it", () => {
    const circle = {
      "enterprise-registration": into("organization-code"),
      "organization-code": into("tax-registration"),
      "tax-registration": into("organization-code"),
    };

    expect(() => bengbuWorldWith(circle)).toThrow(/organization-code → tax-registration → organization-code/);
  });

  it("refuses a merge into an item that is not there", () => {
    expect(() => bengbuWorldWith({ "tax-registration": into("nothing") })).toThrow('unknown item "nothing"');
  });

  it("takes a chain of merges, which leads to its end", () => {
    const { catalog } = bengbuWorldWith({
      "tax-registration": into("organization-code"),
      "organization-code": into("enterprise-registration"),
    });

    expect(routeItem(catalog, "tax-registration", "2026-11-24")).toMatchObject({
      kind: "Ask",
      item: { id: "enterprise-registration" },
    });
  });
});
