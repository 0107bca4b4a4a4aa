import { describe, expect, it } from "vitest";
import { pickPaths } from "../../../functions/case/scope.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import type { Form } from "../../../functions/processes/process.ts";
import type { Verdict } from "../../../functions/twins/review.ts";
import { reviewConstruction } from "../../../functions/twins/reviews.ts";
import type { DeliveryData } from "../../../schemas/deliveries.ts";
import { rawConstruction } from "../../fixtures/construction/forms.ts";

const scopeOf = (itemId: string): readonly string[] => bengbuCatalog.items.get(itemId)?.scope ?? [];

/** What a department says of a sample form, as far as its item's scope shows it. */
const verdictOn = (itemId: string, form: unknown, expects: string[] = []): Verdict =>
  reviewConstruction({
    delivery: { fields: pickPaths(form as Form, scopeOf(itemId)), expects } as unknown as DeliveryData,
    procedures: [],
    numbers: { take: (_, { first }, compose) => compose(first) },
    on: "2026-11-28",
  });

const withRemark = (sheet: string, remarks: string): unknown => {
  const form = structuredClone(rawConstruction("drawing-review-rectified")) as {
    drawings: { sheets: Record<string, Record<string, unknown>> };
  };
  form.drawings.sheets[sheet] = { ...form.drawings.sheets[sheet], remarks };
  return form;
};

describe("a stand-in of the construction line", () => {
  it("asks for the fire sheets to be mended where it reads that exits are too narrow", () => {
    expect(verdictOn("fire-design", rawConstruction("drawing-review"))).toMatchObject({
      kind: "correction-required",
      wishes: [{ path: "drawings.sheets.fire" }],
    });
    expect(verdictOn("fire-design", rawConstruction("drawing-review-rectified")).kind).toBe("approved");
  });

  it.each(["drawing-review", "planning-drawings", "shelter-design", "green-design"])(
    "says nothing of it for %s, whose scope does not show the fire sheets",
    (itemId) => {
      expect(verdictOn(itemId, rawConstruction("drawing-review")).kind).toBe("approved");
    },
  );

  it("objects to works beyond the planning permit, with its basis", () => {
    expect(verdictOn("planning-drawings", withRemark("architecture", "2号楼局部超高1.2米"))).toMatchObject({
      kind: "rejected",
      reason: { code: "beyond-permit", basis: "城乡规划法第四十条" },
    });
  });

  it("gives the numbers it owes, with year and a series of their own", () => {
    expect(
      verdictOn("fire-design", rawConstruction("drawing-review-rectified"), ["fireDesignNumber"]),
    ).toMatchObject({
      kind: "approved",
      outputs: { fireDesignNumber: "蚌消审字〔2026〕第0001号" },
    });
  });

  it("can make every output a construction process expects, in the form the catalogue takes", () => {
    for (const [name, { accepts, unique }] of bengbuCatalog.outputs) {
      const verdict = verdictOn("drawing-review", rawConstruction("drawing-review-rectified"), [name]);
      const value = verdict.kind === "approved" ? verdict.outputs[name] : undefined;
      if (value !== undefined) expect([name, unique, accepts(value)]).toEqual([name, true, true]);
    }
  });
});
