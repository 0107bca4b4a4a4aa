import type { PlannedItem } from "../../schemas/events.ts";
import { type Message, message } from "../../schemas/message.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import { type Catalog, isInForce, type PreApproval } from "../catalog/catalog.ts";
import { type Route, routeItem } from "../catalog/route-item.ts";
import type { Condition, Fact, Form, Process, ProcessItem, Stage } from "../processes/process.ts";
import { valueAt } from "./scope.ts";
import { catalogOn, type World } from "./world.ts";

/** The items of a case, planned from the form on a day: whom each asks, or why it takes no part. */
export type Plan = { items: PlannedItem[] } | { closed: Extract<Route, { kind: "Closed" }> };

const always: Message = message("本流程的必办事项", "every case of this process has this item");

/** Whether a condition of a process holds, and the sentence that says why. */
const takesPart = (
  catalog: Catalog,
  process: Process,
  entry: ProcessItem,
  form: Form,
  on: IsoDate,
): { holds: boolean; why: Message } => {
  if (entry.when === undefined) return { holds: true, why: always };
  if (entry.when.kind === "facts") return concerned(entry.when, form);
  const { activity } = entry.when;
  const rule = catalog.preApprovals.find((row) => row.activity === activity && isInForce(row, on));
  const named = process.regulatedActivities(form).find((each) => each.activity === activity);
  return named === undefined || rule === undefined
    ? { holds: false, why: notConcerned(activity, rule, on) }
    : permitted(rule, named.hasPermit);
};

const isTrue = (fact: Fact, form: Form): boolean => {
  const value = valueAt(form, fact.path);
  if ("is" in fact) return (fact.is as readonly unknown[]).includes(value);
  if ("atLeast" in fact) return typeof value === "number" && value >= fact.atLeast;
  if ("someRow" in fact)
    return (
      Array.isArray(value) && value.some((row) => fact.someRow.every((each) => isTrue(each, row as Form)))
    );
  return Array.isArray(value) && value.some((each) => fact.includes.includes(each));
};

/** Whether the facts of a form call for an item, and the rule that says so. */
const concerned = (
  { name, anyOf, basis }: Extract<Condition, { kind: "facts" }>,
  form: Form,
): { holds: boolean; why: Message } =>
  anyOf.some((facts) => facts.every((fact) => isTrue(fact, form)))
    ? { holds: true, why: message(`${name.zh},依${basis}参加`, `${name.en} (${basis})`) }
    : { holds: false, why: message(`不属于：${name.zh}`, `does not apply: ${name.en}`) };

const notConcerned = (activity: string, rule: PreApproval | undefined, on: IsoDate): Message =>
  rule === undefined
    ? message(
        `${on} 前置审批目录不含“${activity}”`,
        `on ${on} the pre-approval list does not hold "${activity}"`,
      )
    : message(`经营范围不含${rule.name.zh}`, `the business scope does not include ${rule.name.en}`);

const permitted = (rule: PreApproval, hasPermit: boolean): { holds: boolean; why: Message } =>
  hasPermit
    ? {
        holds: false,
        why: message(`已持有${rule.name.zh}批准文件`, `a permit for ${rule.name.en} is already held`),
      }
    : {
        holds: true,
        why: message(
          `经营范围含${rule.name.zh},依${rule.basis}须前置审批`,
          `the business scope includes ${rule.name.en}, which needs approval first (${rule.basis})`,
        ),
      };

type Routed = Pick<PlannedItem, "takesPart" | "runs" | "department" | "limits">;

const routed = (route: Exclude<Route, { kind: "Closed" }>): Routed => {
  const { item } = route;
  const takes = { Ask: "asked", Notice: "notified", Waive: "waived" } as const;
  return {
    takesPart: takes[route.kind],
    runs: item.id,
    department: route.kind === "Waive" ? item.department : route.department.id,
    limits: item.limits,
  };
};

/**
 * Plan a case by the edition in force on the day: every item of the process, in order, with its route and the rule that
 * chose it.
 *
 * The same function answers the dry run and binds the filing, so what was shown is what happens.
 * @returns `closed` when an item that should take part is off the power list on that day.
 */
export const planCase = (world: World, process: Process, form: Form, on: IsoDate): Plan =>
  collected(
    entriesOf(process).map(({ stage, entry }) =>
      planItem(catalogOn(world, on), process, { stage, entry, form, on }),
    ),
  );

/**
 * Plan a case again for a corrected form by the edition it was filed under: the conditions are read anew, the rest
 * stands as on the day of filing.
 *
 * An item that takes part keeps its route, whatever became of the power list since; an item the process gained since
 * does not concern a case that was filed before (法不溯及既往), and one it lost stays in it.
 */
export const replanCase = (
  catalog: Catalog,
  process: Process,
  standing: readonly PlannedItem[],
  form: Form,
  on: IsoDate,
): Plan =>
  collected(
    standing.map((planned) => {
      const found = entriesOf(process).find(({ entry }) => entry.item === planned.item);
      if (found === undefined) return planned;
      const { holds } = takesPart(catalog, process, found.entry, form, on);
      const stands = holds === (planned.takesPart !== "not-applicable");
      return stands ? planned : planItem(catalog, process, { ...found, form, on });
    }),
  );

const entriesOf = (process: Process): { stage: Stage; entry: ProcessItem }[] =>
  process.stages.flatMap((stage) => stage.items.map((entry) => ({ stage, entry })));

type Closed = Extract<Plan, { closed: unknown }>;

const collected = (planned: readonly (PlannedItem | Closed)[]): Plan => {
  const items: PlannedItem[] = [];
  for (const each of planned) {
    if ("closed" in each) return each;
    items.push(each);
  }
  return { items };
};

interface Planning {
  stage: Stage;
  entry: ProcessItem;
  form: Form;
  on: IsoDate;
}

const planItem = (
  catalog: Catalog,
  process: Process,
  { stage, entry, form, on }: Planning,
): PlannedItem | Closed => {
  const { holds, why } = takesPart(catalog, process, entry, form, on);
  const base = { item: entry.item, stage: stage.id, why };
  if (!holds) return { ...base, ...unconcerned(catalog, entry.item) };
  const route = routeItem(catalog, entry.item, on);
  return route.kind === "Closed" ? { closed: route } : { ...base, ...routed(route) };
};

const unconcerned = (catalog: Catalog, itemId: string): Routed => {
  const row = catalog.items.get(itemId);
  const limits = row?.limits ?? { promised: null, statutory: null };
  return { takesPart: "not-applicable", runs: itemId, department: row?.department ?? "", limits };
};
