import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Route, routeItem } from "../catalog/route-item.ts";
import type { Process, ProcessItem } from "../processes/process.ts";
import { problemsOfNeeds } from "./needs-problems.ts";

/**
 * Items a process may have in all. The end of a case tells every one of them, and asks those that approved to undo it, in one
 * append: some five items of a DynamoDB transaction for each, of the hundred there are. Measured in
 * tests/unit/application/append-size.test.ts.
 */
export const MAX_ITEMS_PER_PROCESS = 16;

/** The longest id of a stage or item: a state's name has at most 80 characters, some of them ours. @see https://states-language.net/spec.html#statename */
export const MAX_ID_CHARACTERS = 60;

/** What *settle* answers besides the id of a stage. */
const RESERVED_STAGE_IDS: readonly string[] = ["issue", "ended"];

const repeated = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

/** Every reason why a process may not run under a catalogue on a day; empty when it may. */
export const problemsOfProcess = (process: Process, catalog: Catalog, on: IsoDate): string[] => [
  ...problemsOfStages(process),
  ...problemsOfLeads(process, catalog),
  ...problemsOfItems(process, catalog, on),
  ...problemsOfParts(process, catalog),
  ...problemsOfNeeds(process),
  ...problemsOfVisits(process),
  ...problemsOfRectification(process),
  ...problemsOfPreconditions(process, catalog),
  ...problemsOfProofs(process, catalog, on),
];

const problemsOfStages = ({ id, stages }: Process): string[] => {
  const stageIds = stages.map((stage) => stage.id);
  const count = stages.reduce((sum, { items }) => sum + items.length, 0);
  return [
    ...(stages.length === 0 ? [`process "${id}" has no stage; name at least one`] : []),
    ...stages
      .filter(({ items }) => items.length === 0)
      .map((stage) => `stage "${stage.id}" has no items; name at least one`),
    ...(count > MAX_ITEMS_PER_PROCESS
      ? [`process "${id}" has ${count} items; ${MAX_ITEMS_PER_PROCESS} at most, so make two processes of it`]
      : []),
    ...repeated(stageIds).map(
      (stage) => `stage "${stage}" stands twice in process "${id}"; an id is given once`,
    ),
    ...stageIds
      .filter((stage) => RESERVED_STAGE_IDS.includes(stage))
      .map((stage) => `a stage may not be called "${stage}"; the hub answers that word itself`),
  ];
};

const problemsOfLeads = ({ lead, stages }: Process, catalog: Catalog): string[] =>
  [...new Set([lead, ...stages.map((stage) => stage.lead)])]
    .filter((department) => !catalog.departments.has(department))
    .map((department) => `the lead department "${department}" is not in the catalogue; add its row`);

const problemsOfItems = (process: Process, catalog: Catalog, on: IsoDate): string[] => {
  const entries = process.stages.flatMap((stage) => stage.items);
  const items = entries.map((entry) => entry.item);
  const named = [...process.stages.map((stage) => stage.id), ...items];
  return [
    ...repeated(items).map(
      (item) => `item "${item}" stands twice in process "${process.id}"; an item takes part once`,
    ),
    ...named
      .filter((id) => id.length > MAX_ID_CHARACTERS)
      .map((id) => `the id "${id}" is too long; ${MAX_ID_CHARACTERS} characters are allowed`),
    ...entries.flatMap((entry) => problemsOfItem(process, entry, catalog, on)),
  ];
};

const problemsOfItem = (process: Process, entry: ProcessItem, catalog: Catalog, on: IsoDate): string[] => {
  const { item, when } = entry;
  const route = routeItem(catalog, item, on);
  if (route.kind === "Closed")
    return [
      `item "${item}" of process "${process.id}" is ${route.why} on the power list on ${on}; nothing outside the list has power`,
    ];
  return [...problemsOfCondition(item, when, catalog), ...problemsOfSilence(entry, route)];
};

/** A condition that never holds, or rests on nothing, is a fault. */
const problemsOfCondition = (item: string, when: ProcessItem["when"], catalog: Catalog): string[] => {
  if (when === undefined) return [];
  if (when.kind === "regulated-activity")
    return catalog.preApprovals.some((row) => row.activity === when.activity)
      ? []
      : [`item "${item}" waits for "${when.activity}", which the pre-approval list never names`];
  return [
    ...(when.anyOf.length === 0 || when.anyOf.some((facts) => facts.length === 0)
      ? [
          `item "${item}" takes part on facts, yet names none; leave the condition out if it always takes part`,
        ]
      : []),
    ...(when.basis === "" ? [`item "${item}" takes part on facts without a basis; name the rule`] : []),
  ];
};

/** A meeting about what is in dispute opens no stage, and what counts for who does not come needs its rule. */
const problemsOfVisits = ({ stages }: Process): string[] =>
  stages.flatMap(({ id, visit }) => {
    if (visit === undefined) return [];
    return [
      ...(visit.kind === "dispute-meeting"
        ? [`stage "${id}" begins with a meeting about disputes; a stage begins with a visit, or with none`]
        : []),
      ...(visit.absence.basis === "" || visit.basis === ""
        ? [`the visit of stage "${id}" has no basis; name the local rule`]
        : []),
    ];
  });

const problemsOfRectification = ({ id, rectification }: Process): string[] => {
  if (rectification === undefined) return [];
  const { maxRounds, basis } = rectification;
  return [
    ...(Number.isInteger(maxRounds) && maxRounds > 0
      ? []
      : [`process "${id}" allows ${maxRounds} corrections; a whole number from 1, or no rule at all`]),
    ...(basis === "" ? [`the corrections of process "${id}" have no basis; name the rule`] : []),
  ];
};

/** What a case takes over, or must bring, has to be something the catalogue knows; and a condition needs its basis. */
const problemsOfPreconditions = (
  { id, preconditions = [], inherits, stages }: Process,
  { outputs }: Catalog,
): string[] => {
  const inheritable = new Set(inherits?.outputs.map(({ item, name }) => `${item}.${name}`));
  const read = stages.flatMap(({ items }) =>
    items.flatMap(({ item, parts = {} }) =>
      Object.values(parts).flatMap(({ inherits: from = {} }) =>
        Object.entries(from).flatMap(([source, names]) => names.map((name) => ({ item, source, name }))),
      ),
    ),
  );
  const named = [
    ...(inherits?.outputs ?? []),
    ...preconditions.flatMap(({ by }) => by.filter((proof) => proof.kind === "output")),
  ];
  return [
    ...preconditions
      .filter(({ basis }) => basis === "")
      .map((each) => `pre-condition "${each.id}" of process "${id}" has no basis; name the rule`),
    ...named
      .filter(({ name }) => !outputs.has(name))
      .map(({ item, name }) => `output "${name}" of item "${item}" is not defined in the catalogue`),
    ...read
      .filter(({ source, name }) => !inheritable.has(`${source}.${name}`))
      .map(
        ({ item, source, name }) =>
          `item "${item}" reads "${name}" of "${source}", which process "${id}" does not take over`,
      ),
  ];
};

/**
 * An output that meets a pre-condition may be revoked while the case is under way. Somebody then has to decide anew without it:
 * in each mode an item reads it that always takes part and is asked.
 */
const problemsOfProofs = (
  { id, preconditions = [], modes, stages }: Process,
  catalog: Catalog,
  on: IsoDate,
): string[] => {
  const isRead = (mode: string, source: string, name: string): boolean =>
    stages.some(({ items }) =>
      items.some(
        ({ item, when, parts = {} }) =>
          when === undefined &&
          parts[mode]?.inherits?.[source]?.includes(name) &&
          routeItem(catalog, item, on).kind === "Ask",
      ),
    );
  return preconditions.flatMap((precondition) =>
    precondition.by.flatMap((proof) => {
      if (proof.kind !== "output") return [];
      const { item, name } = proof;
      return modes
        .filter((mode) => !isRead(mode, item, name))
        .map(
          (mode) =>
            `output "${name}" of "${item}" meets pre-condition "${precondition.id}" of process "${id}", yet nobody who is always asked in mode "${mode}" reads it; let an item read it, so that it is asked again when it is revoked`,
        );
    }),
  );
};

/** Presumed consent brings no outputs: an item that owes some would be approved without them, and others wait for them. */
const problemsOfSilence = (
  { item, parts = {} }: ProcessItem,
  route: Exclude<Route, { kind: "Closed" }>,
): string[] => {
  if (route.kind !== "Ask" || route.item.silence?.kind !== "deemed-consent") return [];
  return Object.entries(parts)
    .filter(([, { yields = [] }]) => yields.length > 0)
    .map(
      ([mode, { yields = [] }]) =>
        `item "${item}" owes ${yields.map((name) => `"${name}"`).join(", ")} in mode "${mode}", which presumed consent would not bring; let silence have another rule`,
    );
};

const problemsOfParts = (process: Process, catalog: Catalog): string[] =>
  process.stages.flatMap((stage) =>
    stage.items.flatMap(({ item, parts = {} }) =>
      Object.entries(parts).flatMap(([mode, { needs = {}, yields = [] }]) => [
        ...(process.modes.includes(mode) ? [] : [`item "${item}" has a part in the unknown mode "${mode}"`]),
        ...[...yields, ...Object.values(needs).flat()]
          .filter((name) => !catalog.outputs.has(name))
          .map((name) => `output "${name}" of item "${item}" is not defined in the catalogue`),
      ]),
    ),
  );
