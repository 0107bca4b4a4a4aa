import type { CaseEvent, Due, EventOf, InheritedOutput, PlannedItem } from "../../schemas/events.ts";
import { message } from "../../schemas/message.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Process } from "../processes/process.ts";
import { caseLimits } from "./case-limits.ts";
import { dueOf, limitEndOrNull, receivedOn } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfAgent } from "./delegation.ts";
import { hasApproved } from "./end-early.ts";
import { supersededBy } from "./evolve-project.ts";
import { missingMaterials, refusalOfFindings, refusalOfMaterials, reserving } from "./file-case.ts";
import { shortenedCaseLimits, shortenedPlan } from "./green-channel.ts";
import { standingMaterials, takeOver, withInherited } from "./inherit.ts";
import { replanCase } from "./plan.ts";
import { type Grounds, unmetPreconditions } from "./preconditions.ts";
import type { Refusal } from "./refusals.ts";
import { changedPaths } from "./scope.ts";
import { type CaseState, type ItemState, isOpen } from "./state.ts";
import { catalogOf, processOf, type World } from "./world.ts";

/**
 * Hand in the next revision of form and materials (补正). Who is asked again follows from what changed.
 *
 * Refused: a closed or settled case, a revision that is not the one that stands (`RevisionConflict`), a form that
 * does not pass, or nothing changed at all.
 */
export const correctCase = (
  world: World,
  state: CaseState,
  command: CommandOf<"CorrectCase">,
  now: Now,
): Decision => {
  if (!isOpen(state) || state.status === "settled")
    return refuse({ kind: "CaseClosed", status: state.status });
  const unauthorised = refusalOfAgent(state, command.by, "correct", now);
  if (unauthorised !== null) return refuse(unauthorised);
  if (command.baseRevision !== state.revision)
    return refuse({ kind: "RevisionConflict", expected: command.baseRevision, current: state.revision });
  const process = processOf(world, state);
  const parsed = process.parseForm(command.form);
  if ("issues" in parsed) return refuse({ kind: "FormInvalid", issues: parsed.issues });
  const promised = state.tolerance === null || state.tolerance.kept ? [] : state.tolerance.codes;
  const { form } = parsed;
  const materials = withInherited(process, state, { form, materials: command.materials });
  const found = takeOver(process, command.pool, { form, materials: command.materials }, now.on).outputs;
  const refusal =
    refusalOfFindings(process, form, now) ??
    refusalOfProject(process, state, form) ??
    refusalOfGrounds(world, process, state, { form, materials }, found, now) ??
    refusalOfMaterials(
      process,
      form,
      materials,
      { codes: promised, isGreen: state.greenChannel !== null },
      now,
    );
  if (refusal !== null) return refuse(refusal);
  const changed = changedPaths(state, { form, materials });
  if (changed.length === 0) return refuse({ kind: "NothingChanged" });
  const standing = Object.values(state.items).map((item) => item.plan);
  const plan = replanCase(catalogOf(world, state), process, standing, form, now.on);
  if ("closed" in plan)
    return refuse({ kind: "ItemClosed", itemId: plan.closed.itemId, why: plan.closed.why });
  const on = receivedOn(world.calendar, now);
  const missing = missingMaterials(process, form, materials, now).map(({ code }) => code);
  const revised: CaseEvent = {
    type: "RevisionSubmitted",
    revision: state.revision + 1,
    form,
    materials,
    changed,
    title: process.titleOf(form),
    division: process.divisionOf(form),
    ...reserving(process, form),
    ...renamed(process, form, command),
    ...(found.length === 0 ? {} : { inherited: found }),
    ...limited(world, process, state, plan.items),
    on,
    due: duesAfterCorrection(world, state, on, now.at),
  };
  return {
    events: [
      ...noLongerNeeded(state, plan.items),
      revised,
      ...promiseKept(promised, missing, on),
      ...undone(world, state, plan.items, now),
    ],
  };
};

/**
 * What the project is called and the works the case is about from now on. Works that come in may have been charged in another
 * case since this one was filed.
 */
const renamed = (
  { projectOf, feeFacts }: Process,
  form: Form,
  { pool }: CommandOf<"CorrectCase">,
): Pick<EventOf<"RevisionSubmitted">, "project"> => {
  if (projectOf === undefined) return {};
  const { name, works } = projectOf(form);
  const charged = feeFacts === undefined ? undefined : pool?.charged;
  return {
    project: { name, works: [...works], ...(charged === undefined ? {} : { charged: [...charged] }) },
  };
};

/** A case stays with its project: under another code it would be another case. */
const refusalOfProject = ({ projectOf }: Process, { project }: CaseState, form: Form): Refusal | null => {
  if (project === null || projectOf === undefined || projectOf(form).code === project.code) return null;
  const finding = {
    rule: "project-stays",
    severity: "refuse",
    path: "project.code",
    message: message(
      `项目代码不能更改，应为${project.code}；属于其他项目的请另行申报`,
      `the project code stays ${project.code}; file what belongs to another project on its own`,
    ),
    source: "发改投资〔2020〕1439号",
  } as const;
  return { kind: "FormRefused", findings: [finding] };
};

/**
 * A correction may not take back what met a pre-condition, nor bring in works for which it is not met. An output that was
 * revoked since is not the applicant's to mend.
 */
const refusalOfGrounds = (
  world: World,
  process: Process,
  state: CaseState,
  grounds: Omit<Grounds, "outputs">,
  found: readonly InheritedOutput[],
  { on }: Now,
): Refusal | null => {
  const outputs = state.inherited.map((each) => ({ ...each, expiresOn: null }));
  const from = supersededBy(state.inherited, found).map((each) => ({ ...each, expiresOn: null }));
  const standing = { form: state.form, materials: standingMaterials(state), outputs };
  const before = unmetPreconditions(world, process, standing, on).map(({ id }) => id);
  const unmet = unmetPreconditions(world, process, { ...grounds, outputs: from }, on).filter(
    ({ id }) => !before.includes(id),
  );
  return unmet.length === 0 ? null : { kind: "PreconditionsUnmet", unmet };
};

/** The plan of a corrected case with its limits; in the green channel what newly takes part is shortened as well. */
const limited = (
  world: World,
  process: Process,
  { items: before, greenChannel, limits, mode }: CaseState,
  items: readonly PlannedItem[],
): Pick<EventOf<"RevisionSubmitted">, "plan" | "limits"> => {
  if (greenChannel === null) return { plan: [...items], limits: caseLimits(world, process, items, mode) };
  const isAsBefore = (planned: PlannedItem): boolean => before[planned.item]?.plan === planned;
  if (items.every(isAsBefore)) return { plan: [...items], limits };
  const plan = items.map((each) => (isAsBefore(each) ? each : shortenedPlan(world, each)));
  return { plan, limits: shortenedCaseLimits(world, process, plan, mode) };
};

/**
 * A promise is kept by the revision that brings the last of the promised material (容缺后补), or after which the form
 * needs none of what is missing.
 */
const promiseKept = (promised: readonly string[], missing: readonly string[], on: IsoDate): CaseEvent[] =>
  promised.length > 0 && !promised.some((code) => missing.includes(code))
    ? [{ type: "PromiseKept", codes: [...promised], on }]
    : [];

/** Items whose clock stood still for the applicant run on from here. */
const duesAfterCorrection = (world: World, state: CaseState, on: IsoDate, at: string): Record<string, Due> =>
  Object.fromEntries(
    Object.values(state.items)
      .filter((item) => item.status === "correcting" && item.acceptedOn !== null)
      .map((item) => {
        const act = { act: "resubmitted" as const, on, at, revision: state.revision + 1 };
        return [item.id, dueOf({ ...item, acts: [...item.acts, act] }, world.calendar)];
      }),
  );

/** Departments that were asked, or have decided, but that the corrected form no longer concerns are told to stand down. */
const noLongerNeeded = (state: CaseState, plan: readonly PlannedItem[]): CaseEvent[] =>
  plan
    .filter((entry) => entry.takesPart === "not-applicable" && isOrWasAsked(state.items[entry.item]))
    .map((entry) => ({ type: "ItemStoodDown", itemId: entry.item, why: "not-needed" }));

/** What a department had approved of an item the corrected form no longer concerns must not stay in the world. */
const undone = (world: World, state: CaseState, plan: readonly PlannedItem[], now: Now): CaseEvent[] => {
  const dueOn = limitEndOrNull(world.calendar, now.on, world.profile.undo.limit);
  return plan
    .filter(
      ({ item, takesPart }) =>
        takesPart === "not-applicable" && state.items[item] !== undefined && hasApproved(state.items[item]),
    )
    .map(({ item }) => ({ type: "VoidAsked", itemId: item, on: now.on, dueOn }));
};

const isOrWasAsked = (item: ItemState | undefined): boolean =>
  item !== undefined && item.plan.takesPart === "asked" && item.status !== "waiting";
