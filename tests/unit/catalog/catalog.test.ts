import { describe, expect, it } from "vitest";
import type { ItemStatus, Limits } from "../../../functions/catalog/catalog.ts";
import { routeItem } from "../../../functions/catalog/route-item.ts";
import { naturalDays, workingDays } from "../../../schemas/limit.ts";
import { bengbuWorldWith } from "../../support/test-world.ts";

const withLimits = (limits: Limits) => () => bengbuWorldWith({ "tax-registration": { limits } });

const into = (id: string): { status: ItemStatus } => ({ status: { kind: "merged", into: id } });

describe("makeCatalog", () => {
  it.each([
    ["a negative promise", { promised: workingDays(-1), statutory: workingDays(20) }, "a limit of -1"],
    ["half a day", { promised: workingDays(1.5), statutory: workingDays(20) }, "a limit of 1.5"],
    ["a negative limit of the law", { promised: null, statutory: workingDays(-20) }, "a limit of -20"],
    ["no number", { promised: workingDays(Number.NaN), statutory: null }, "a limit of NaN"],
    [
      "a promise beyond the law",
      { promised: workingDays(21), statutory: workingDays(20) },
      "promises 21 working-days, more than the law's 20",
    ],
  ])("refuses %s", (_, limits, text) => {
    expect(withLimits(limits)).toThrow(text);
  });

  it("takes whole limits from zero, and none at all", () => {
    expect(withLimits({ promised: workingDays(0), statutory: workingDays(0) })).not.toThrow();
    expect(withLimits({ promised: null, statutory: null })).not.toThrow();
  });

  it("does not compare limits in different units: 25 natural days may be less than 20 working days", () => {
    expect(withLimits({ promised: naturalDays(25), statutory: workingDays(20) })).not.toThrow();
  });

  it("refuses presumed consent without the local rule that allows it", () => {
    const silence = { kind: "deemed-consent", basis: "" } as const;

    expect(() => bengbuWorldWith({ "tax-registration": { silence } })).toThrow("name the local rule");
  });

  it("refuses presumed consent where safety is at stake, and takes the lead's decision there", () => {
    const changed = (kind: "deemed-consent" | "lead-decides") => () =>
      bengbuWorldWith({
        "tax-registration": { isSafetyCritical: true, silence: { kind, basis: "联合审批办法" } },
      });

    expect(changed("deemed-consent")).toThrow("guards safety");
    expect(changed("lead-decides")).not.toThrow();
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

  it.each(["delegated", "transformed"] as const)(
    "refuses an item %s to a department that is not there",
    (kind) => {
      expect(() => bengbuWorldWith({ "tax-registration": { status: { kind, to: "nobody" } } })).toThrow(
        `"tax-registration" is ${kind} to the unknown department "nobody"`,
      );
    },
  );

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
