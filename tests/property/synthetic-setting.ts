import fc from "fast-check";
import type { CaseState } from "../../functions/case/state.ts";
import type { Item, SilenceRule } from "../../functions/catalog/catalog.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import type { RejectionPolicy } from "../../functions/processes/process.ts";
import type { Channel } from "../../schemas/events.ts";
import { type Limit, naturalDays, workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { material } from "../support/sample-filing.ts";
import { type Synthetic, syntheticFiling, syntheticWorld } from "../support/synthetic-process.ts";
import { calendarThrough2026, calendarThrough2027 } from "../support/year-2027.ts";
import type { Setting } from "./case-settings.ts";

const ids = ["a", "b", "c", "d", "e", "f"] as const;

const limit: fc.Arbitrary<Limit | null> = fc.oneof(
  { arbitrary: fc.constantFrom(null, ...[0, 1, 2, 5, 10, 40].map(workingDays)), weight: 4 },
  {
    arbitrary: fc.constantFrom<Limit>(
      ...[1, 10, 30].map(naturalDays),
      { value: 3, unit: "working-hour" },
      { value: 20, unit: "working-hour" },
      { value: 30, unit: "natural-hour" },
    ),
    weight: 1,
  },
);

const rareThing = fc.integer({ min: 0, max: 3 }).map((n) => n === 0);

/** One item: whose outputs it needs (of items before it), and how the power list and the form treat it. */
const itemShape = fc.record({
  stage: fc.nat({ max: 2 }),
  needs: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
  yields: fc.boolean(),
  isConditional: rareThing,
  status: fc.constantFrom("retained", "retained", "retained", "suspended", "transformed", "delegated"),
  limits: fc.tuple(limit, limit),
  silence: fc.constantFrom("none", "none", "deemed-consent", "lead-decides"),
  isSafetyCritical: rareThing,
  isCommitted: rareThing,
  stopsForVisits: rareThing,
});
type ItemShape = typeof itemShape extends fc.Arbitrary<infer T> ? T : never;

/** What the centre and the applicant bring to a case besides the items. */
const caseShape = fc.record({
  policy: fc.constantFrom<RejectionPolicy[]>("end-at-once", "await-all", "lead-decides", "lead-decides"),
  activities: fc.subarray([...ids]),
  promised: fc.constantFrom<(Limit | null | undefined)[]>(undefined, undefined, null, workingDays(8), {
    value: 40,
    unit: "working-hour",
  }),
  answerWithin: fc.constantFrom(null, null, workingDays(3), naturalDays(20)),
  channel: fc.constantFrom<Channel[]>("express-lane", "window", "station"),
  /** Materials that are promised and brought later: none, one for all forms, one for the forms with an activity. */
  promises: fc.subarray(["always", "with-a"]),
  isPromiser: fc.boolean(),
  knowsNextYear: fc.boolean(),
});
type CaseShape = typeof caseShape extends fc.Arbitrary<infer T> ? T : never;

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

/** The promise is never longer than the law, where the two can be compared. */
const limitsOf = ([one, other]: ItemShape["limits"]) =>
  one !== null && other?.unit === one.unit && other.value < one.value
    ? { promised: other, statutory: one }
    : { promised: one, statutory: other };

/** Presumed consent brings no outputs, and is never presumed of those that guard safety. */
const silenceOf = ({ silence, yields, isSafetyCritical }: ItemShape): SilenceRule => {
  if (silence === "none" || (silence === "deemed-consent" && (yields || isSafetyCritical)))
    return { kind: "none" };
  return { kind: silence, basis: "合成规则" };
};

const commitment = {
  conditions: [message("条件", "a condition")],
  checkWithin: workingDays(3),
  basis: "合成规则",
};

const rowOf = (shape: ItemShape): Partial<Item> => ({
  status: statusOf(shape.status),
  limits: limitsOf(shape.limits),
  silence: silenceOf(shape),
  isSafetyCritical: shape.isSafetyCritical,
  ...(shape.isCommitted ? { commitment } : {}),
  ...(shape.stopsForVisits
    ? { excludedProcedures: [{ procedure: "site-visit" as const, basis: "合成规则" }] }
    : {}),
});

const requiredBy = ({ promises }: CaseShape): NonNullable<Synthetic["required"]> => ({
  ...(promises.includes("always") ? { "promised-always": { isTolerable: true } } : {}),
  ...(promises.includes("with-a") ? { "promised-with-a": { isTolerable: true, when: "a" } } : {}),
});

const syntheticOf = (shapes: readonly ItemShape[], centre: CaseShape): Synthetic => {
  const byStage = syntheticOrder(shapes);
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
    rows: Object.fromEntries(byStage.map((shape) => [shape.id, rowOf(shape)])),
    policy: centre.policy,
    ...(centre.promised === undefined ? {} : { promised: centre.promised }),
    required: requiredBy(centre),
    calendar: centre.knowsNextYear ? calendarThrough2027 : calendarThrough2026,
    profile: { ...bengbuProfile, correctionAnswer: { limit: centre.answerWithin, basis: "合成规则" } },
  };
};

/** A filing by a station for somebody else where the centre is reached through one; what is missing is promised. */
const filingOf = (
  shapes: readonly ItemShape[],
  centre: CaseShape,
  synthetic: Synthetic,
): Setting["filing"] => {
  const { activities, channel } = centre;
  const required = Object.entries(synthetic.required ?? {})
    .filter(([, { when }]) => when === undefined || activities.includes("a"))
    .map(([code]) => code);
  const committed = syntheticOrder(shapes).filter(
    ({ id, isCommitted, isConditional, status }) =>
      isCommitted &&
      (!isConditional || activities.includes(id)) &&
      (status === "retained" || status === "delegated"),
  );
  return {
    ...syntheticFiling({ activities, shared: 0, fields: {} }),
    channel,
    materials: centre.isPromiser ? [] : required.map((code) => material(code)),
    ...(centre.isPromiser && required.length > 0 ? { promise: { codes: required, signedBy: "张淮河" } } : {}),
    ...(committed.length > 0
      ? { commitments: committed.map(({ id }) => ({ item: id, signedBy: "张淮河" })) }
      : {}),
    ...(channel === "station"
      ? {
          filedBy: "station-1",
          delegation: {
            agent: "station-1",
            scope: ["file", "correct", "withdraw", "collect"],
            until: "2027-11-24",
            mandate: null,
          },
        }
      : {}),
  };
};

/** Items in the order of their stages, with their ids. */
const syntheticOrder = (shapes: readonly ItemShape[]) =>
  shapes
    .map((shape, index) => ({ ...shape, id: ids[index] ?? "a" }))
    .sort((one, other) => one.stage - other.stage);

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
  .record({ shapes: fc.array(itemShape, { minLength: 1, maxLength: ids.length }), centre: caseShape })
  .map(({ shapes, centre }) => {
    const synthetic = syntheticOf(shapes, centre);
    const { calendar: _, profile: __, ...told } = synthetic;
    return {
      [fc.toStringMethod]: () => JSON.stringify({ ...told, centre }),
      world: syntheticWorld(synthetic),
      filing: filingOf(shapes, centre, synthetic),
      outputsFor: (_, itemId, n) =>
        Object.fromEntries((synthetic.parts?.[itemId]?.yields ?? []).map((name) => [name, `${name}-${n}`])),
      numbersOf: () => 0,
      corrected: (state, choice, value) => {
        const isDocument = choice > ids.length;
        const form = isDocument ? state.form : changedForm(state.form, choice, value);
        const added = isDocument ? [material("material-a", `content ${value}`)] : [];
        const kept = state.materials.filter(({ code }) => added.every((each) => each.code !== code));
        return { form, materials: [...kept, ...added] };
      },
      promised: (state) => {
        const owed = Object.keys(synthetic.required ?? {}).map((code) => material(code));
        const kept = state.materials.filter(({ code }) => owed.every((each) => each.code !== code));
        return { form: state.form, materials: [...kept, ...owed] };
      },
    };
  });
