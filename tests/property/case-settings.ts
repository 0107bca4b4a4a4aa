import fc from "fast-check";
import type { CommandOf } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import type { World } from "../../functions/case/world.ts";
import type { Material } from "../../schemas/materials.ts";
import { sampleForm, sampleNames, withValue } from "../fixtures/company-registration/forms.ts";
import { type BengbuItem, codesOf, outputsOf } from "../support/answers.ts";
import { material, materialsFor, sampleFiling } from "../support/sample-filing.ts";
import { type Synthetic, syntheticFiling, syntheticWorld } from "../support/synthetic-process.ts";
import { bengbuWorld } from "../support/test-world.ts";

/** A world with a filing in it, and what departments and applicants can do there. */
export interface Setting {
  /** What a failure prints of it. */
  [fc.toStringMethod]: () => string;
  world: World;
  filing: CommandOf<"FileCase">;
  /** The outputs an item owes; `n` chooses the numbers, all of one `n` agree with one another. */
  outputsFor: (state: CaseState, itemId: string, n: number) => Record<string, unknown>;
  /** The `n` whose numbers agree with those the case has. */
  numbersOf: (state: CaseState) => number;
  /** A corrected form and its materials; `choice` and `value` choose what changes and to what. */
  corrected: (
    state: CaseState,
    choice: number,
    value: number,
  ) => { form: unknown; materials: readonly Material[] };
}

const companyChanges: readonly ((form: unknown, value: number) => unknown)[] = [
  (form, value) => withValue(form, "domicile.address", `安徽省蚌埠市蚌山区工农路${value + 1}号`),
  (form, value) => withValue(form, "taxProfile.employees", value + 1),
  (form, value) => withValue(form, "qualityProfile.employees", value + 1),
  (form, value) => withValue(form, "contact.mobile", `1380000000${value}`),
  (form, value) => withValue(form, "financeOfficer.phone", `1380000001${value}`),
  (form, value) =>
    withValue(form, "business.regulatedActivities", value % 2 === 0 ? ["hazardous-chemicals"] : []),
];

/** Joint company registration: every sample, both modes. */
export const companySetting: fc.Arbitrary<Setting> = fc
  .record({ sample: fc.constantFrom(...sampleNames), mode: fc.constantFrom("one-code", "three-numbers") })
  .map(({ sample, mode }) => ({
    [fc.toStringMethod]: () => `${sample} in mode ${mode}`,
    world: bengbuWorld,
    filing: sampleFiling({ form: sampleForm(sample), mode }),
    outputsFor: (state, itemId, n) => outputsOf(itemId as BengbuItem, state.mode, n + 1, state.title),
    numbersOf: ({ outputs }) => {
      const present = outputs["organization-code"]?.organizationCode;
      return Math.max(
        0,
        [1, 2, 3].findIndex((n) => codesOf(n).organizationCode === present),
      );
    },
    corrected: (state, choice, value) => {
      const change = companyChanges[choice];
      const form = change === undefined ? state.form : change(state.form, value);
      const materials = materialsFor(form).map((each) => {
        const present = state.materials.find(({ code }) => code === each.code);
        const isReplaced = change === undefined && each.code === "domicile-proof";
        return isReplaced ? material(each.code, `content ${value}`) : (present ?? each);
      });
      return { form, materials };
    },
  }));

const ids = ["a", "b", "c", "d", "e", "f"] as const;
const limit = fc.constantFrom(null, 0, 1, 2, 5, 10);

/** One item: whose outputs it needs (of items before it), and how the power list and the form treat it. */
const itemShape = fc.record({
  stage: fc.nat({ max: 2 }),
  needs: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
  yields: fc.boolean(),
  isConditional: fc.boolean(),
  status: fc.constantFrom("retained", "retained", "retained", "suspended", "transformed", "delegated"),
  limits: fc.tuple(limit, limit),
});
type ItemShape = typeof itemShape extends fc.Arbitrary<infer T> ? T : never;

const statusOf = (status: ItemShape["status"]) => {
  switch (status) {
    case "suspended":
      return { kind: "suspended", until: null } as const;
    case "transformed":
    case "delegated":
      return { kind: status, to: "dept-other" } as const;
    default:
      return { kind: "retained" } as const;
  }
};

const limitsOf = ([one, other]: ItemShape["limits"]) =>
  one !== null && other !== null
    ? { promised: Math.min(one, other), statutory: Math.max(one, other) }
    : { promised: one, statutory: other };

const syntheticOf = (shapes: readonly ItemShape[], policy: "end-at-once" | "await-all"): Synthetic => {
  const byStage = shapes
    .map((shape, index) => ({ ...shape, id: ids[index] ?? "a" }))
    .sort((one, other) => one.stage - other.stage);
  const partOf = ({ needs, yields }: ItemShape, place: number) => {
    const sources = [...new Set(needs)].flatMap((index) => byStage.slice(0, place)[index] ?? []);
    const yielding = sources.filter((source) => source.yields);
    return {
      needs: Object.fromEntries(yielding.map(({ id }) => [id, [`${id}Number`]])),
      yields: yields ? [`${byStage[place]?.id}Number`] : [],
    };
  };
  const stages = [0, 1, 2].map((stage) => byStage.filter((each) => each.stage === stage).map(({ id }) => id));
  return {
    stages: stages.filter((items) => items.length > 0),
    parts: Object.fromEntries(byStage.map((shape, place) => [shape.id, partOf(shape, place)])),
    when: Object.fromEntries(byStage.flatMap(({ id, isConditional }) => (isConditional ? [[id, id]] : []))),
    rows: Object.fromEntries(
      byStage.map(({ id, status, limits }) => [id, { status: statusOf(status), limits: limitsOf(limits) }]),
    ),
    policy,
  };
};

const changedForm = (form: CaseState["form"], choice: number, value: number): Record<string, unknown> => {
  const id = ids[choice];
  if (id === undefined) return { ...form, shared: value };
  if (value % 3 > 0) return { ...form, fields: { ...(form.fields as object | undefined), [id]: value } };
  const activities = (form.activities as string[] | undefined) ?? [];
  const others = activities.filter((each) => each !== id);
  return { ...form, activities: others.length < activities.length ? others : [...others, id] };
};

/** A made-up process of up to six items in up to three stages, with needs, conditions and every kind of status. */
export const syntheticSetting: fc.Arbitrary<Setting> = fc
  .record({
    shapes: fc.array(itemShape, { minLength: 1, maxLength: ids.length }),
    policy: fc.constantFrom("end-at-once" as const, "await-all" as const),
    activities: fc.subarray([...ids]),
  })
  .map(({ shapes, policy, activities }) => {
    const synthetic = syntheticOf(shapes, policy);
    return {
      [fc.toStringMethod]: () => JSON.stringify({ ...synthetic, activities }),
      world: syntheticWorld(synthetic),
      filing: syntheticFiling({ activities, shared: 0, fields: {} }),
      outputsFor: (_, itemId, n) =>
        Object.fromEntries((synthetic.parts?.[itemId]?.yields ?? []).map((name) => [name, `${name}-${n}`])),
      numbersOf: () => 0,
      corrected: (state, choice, value) => {
        const isDocument = choice > ids.length;
        const materials = isDocument ? [material("material-a", `content ${value}`)] : state.materials;
        return { form: isDocument ? state.form : changedForm(state.form, choice, value), materials };
      },
    };
  });
