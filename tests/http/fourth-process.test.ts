import { afterAll, describe, expect, it } from "vitest";
import type { World } from "../../functions/case/world.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { makeCatalog } from "../../functions/catalog/catalog.ts";
import { bengbuWorld } from "../../functions/runtime/bengbu-world.ts";
import { compile } from "../../functions/workflow/compile.ts";
import type { CaseView, DryRunResult } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { openingARestaurant, restaurantItems } from "../fixtures/restaurant/opening-a-restaurant.ts";
import { readAs } from "../support/acting.ts";
import { makeHarness, samplePdf } from "../support/hub-harness.ts";

/** The world of the centre with the rows and the one process that opening a restaurant adds. */
const world: World = (() => {
  const { items, departments, outputs, ...rest } = bengbuCatalog;
  const catalog = makeCatalog({
    ...rest,
    departments: [...departments.values()],
    items: [...items.values(), ...restaurantItems],
    outputs: [...outputs.values()],
  });
  return {
    ...bengbuWorld,
    catalog,
    editions: [catalog],
    processes: new Map([...bengbuWorld.processes, [openingARestaurant.id, openingARestaurant]]),
  };
})();

const form = {
  business: { name: "淮畔小馆", owner: "林小满" },
  premises: { division: "340303", address: "蚌埠市蚌山区东海大道1号", squareMetres: 420 },
  kitchen: { coldDishes: false, exhaust: true },
  signboard: true,
};

const departments = [...world.catalog.departments.keys()].map((department) => ({
  department,
  channel: "desk" as const,
  dialect: "json",
  url: "",
}));

const harness = await makeHarness({ world, connections: departments });
afterAll(() => harness.stop());

const dryRun = async (said: unknown = form): Promise<DryRunResult> =>
  readAs<DryRunResult>(
    await harness.post(null, "/v1/dry-runs", { processId: "restaurant-opening", form: said }),
  );

const upload = async (code: string): Promise<Material> => {
  const headers = { "content-type": "application/pdf" };
  const stored = await harness.as("zhang-san", "/v1/documents", { method: "POST", headers, body: samplePdf });
  const { documentId, sha256, bytes } = (await stored.json()) as Material;
  return { code, name: code, documentId, sha256, bytes, mediaType: "application/pdf" };
};

const file = async (said: unknown = form): Promise<CaseView> => {
  const needed = (await dryRun(said)).materials;
  const materials = await Promise.all(needed.map(({ code }) => upload(code)));
  const body = { processId: "restaurant-opening", form: said, materials };
  const filed = await harness.post("zhang-san", "/v1/cases", body, {
    "idempotency-key": crypto.randomUUID(),
  });
  expect(filed.status).toBe(201);
  return (await filed.json()) as CaseView;
};

const answer = async (
  { caseId, revision }: CaseView,
  itemId: string,
  type: string,
  data: Record<string, unknown> = {},
) => {
  const { department = "" } = restaurantItems.find(({ id }) => id === itemId) ?? {};
  const officer = { name: "程若谷" };
  return harness.answer({
    ...{ department, caseId, itemId, type: `lianban.item.${type}`, digest: "sha256" },
    data: { revision, officer, ...data },
  });
};

describe("a fourth joint process, as the recipe adds one", () => {
  it("compiles to a machine of its own from its file alone", () => {
    const compiled = compile(openingARestaurant, world.catalog, "2026-11-24");

    expect(compiled).toHaveProperty("definition");
    expect(JSON.stringify(compiled)).toContain("Ask signboard-permit");
  });

  it("does not compile under a power list without its items: nothing outside the list has power", () => {
    const compiled = compile(openingARestaurant, bengbuCatalog, "2026-11-24");

    expect("problems" in compiled ? compiled.problems.length : 0).toBeGreaterThanOrEqual(
      restaurantItems.length,
    );
  });

  it("shows in a dry run whom the form concerns, and by which rule", async () => {
    const small = { ...form, premises: { ...form.premises, squareMetres: 80 }, signboard: false };
    const takes = (result: DryRunResult) =>
      Object.fromEntries(result.items.map(({ item, takesPart }) => [item, takesPart]));

    expect(takes(await dryRun())).toEqual({
      "restaurant-registration": "asked",
      "food-business-permit": "asked",
      "fire-safety-inspection": "asked",
      "exhaust-filing": "asked",
      "signboard-permit": "asked",
    });
    const spared = await dryRun(small);
    expect(takes(spared)).toMatchObject({
      "fire-safety-inspection": "not-applicable",
      "signboard-permit": "not-applicable",
    });
    expect(spared.items.find(({ item }) => item === "fire-safety-inspection")?.why.zh).toContain("300平方米");
    expect(spared.materials.map(({ code }) => code)).not.toContain("signboard-drawing");
  });

  it("names the field and the remedy of a wrong form", async () => {
    const wrong = { ...form, premises: { ...form.premises, division: "110105" } };

    expect((await dryRun(wrong)).issues).toMatchObject([
      { path: "premises.division", message: { zh: expect.stringContaining("请改正") } },
    ]);
  });

  it("goes from one form through five departments and a correction to one permit that anybody can verify", async () => {
    const filed = await file();
    for (const item of ["restaurant-registration", "exhaust-filing", "signboard-permit"])
      expect((await answer(filed, item, "approved")).status).toBe(200);
    expect(
      (
        await answer(filed, "food-business-permit", "approved", {
          outputs: { permitNumber: "JY23403030000001" },
        })
      ).status,
    ).toBe(200);
    const wishes = [{ path: "materials.kitchen-layout", message: "疏散通道未标注" }];
    expect((await answer(filed, "fire-safety-inspection", "correction-required", { wishes })).status).toBe(
      200,
    );

    const noticed = await harness.read(filed.caseId);
    expect(noticed.notice?.wishes).toMatchObject([{ itemId: "fire-safety-inspection" }]);
    const kept = (noticed.materials ?? []).filter(({ code }) => code !== "kitchen-layout");
    const layout = { ...(await upload("kitchen-layout")), name: "厨房布局图（修改）" };
    const changed = { ...form, premises: { ...form.premises, address: "蚌埠市蚌山区东海大道1号一层" } };
    const corrected = await harness.as("zhang-san", `/v1/cases/${filed.caseId}/corrections`, {
      method: "POST",
      headers: { "content-type": "application/json", "if-match": '"1"' },
      body: JSON.stringify({ form: changed, materials: [...kept, layout] }),
    });
    expect(corrected.status).toBe(200);
    const second = (await corrected.json()) as CaseView;
    // The address stands in everybody's scope: whoever had approved looks again.
    expect(second.items.filter(({ round }) => round === 2)).toHaveLength(5);

    for (const item of [
      "restaurant-registration",
      "exhaust-filing",
      "signboard-permit",
      "fire-safety-inspection",
    ])
      expect((await answer(second, item, "approved")).status).toBe(200);
    expect(
      (
        await answer(second, "food-business-permit", "approved", {
          outputs: { permitNumber: "JY23403030000001" },
        })
      ).status,
    ).toBe(200);
    await harness.settle();
    await expect
      .poll(async () => (await harness.read(filed.caseId)).status, { timeout: 10_000 })
      .toBe("issued");

    const { licence } = await harness.read(filed.caseId);
    const shown = await harness.as(null, `/v1/licences/${licence?.licenceId}`);
    expect(await shown.json()).toMatchObject({
      record: {
        kind: "joint-opinion",
        holder: { name: "淮畔小馆" },
        proof: {
          joins: expect.arrayContaining([
            expect.objectContaining({ item: "fire-safety-inspection", round: 2 }),
          ]),
        },
      },
      status: { kind: "valid" },
    });
  });

  it("is refused by a department's own reasons after everybody was heard", async () => {
    const filed = await file({ ...form, business: { ...form.business, name: "淮畔二馆" } });
    const reason = { code: "exit", text: "安全出口不足", basis: "消防法第十五条" };
    expect((await answer(filed, "fire-safety-inspection", "rejected", { reason })).status).toBe(200);
    expect((await harness.read(filed.caseId)).status).toBe("reviewing");
    for (const item of ["restaurant-registration", "exhaust-filing", "signboard-permit"])
      await answer(filed, item, "approved");
    await answer(filed, "food-business-permit", "approved", {
      outputs: { permitNumber: "JY23403030000002" },
    });

    expect(await harness.read(filed.caseId)).toMatchObject({
      status: "refused",
      refusal: [{ itemId: "fire-safety-inspection", text: "安全出口不足" }],
    });
  });
});
