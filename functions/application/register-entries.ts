import type { Due } from "../../schemas/events.ts";
import type { RegisterDataOf, RegisterEntry, RegisterName, Responsible } from "../../schemas/registers.ts";
import { caseAcceptedOn, caseDueOf, caseLimitsOf, casePausesOf } from "../case/case-clock.ts";
import { limitEndOrNull, limitsOf } from "../case/clock.ts";
import { pausesOf } from "../case/clock-acts.ts";
import { daysWorked } from "../case/days-worked.ts";
import { isBad } from "../case/ratings.ts";
import { leadOf } from "../case/rule-as-lead.ts";
import { type Breach, type CaseState, endingOf, type ItemState } from "../case/state.ts";
import { checkDueOn } from "../case/timers/duties.ts";
import { processOf, type World } from "../case/world.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { feeEntryOf } from "./fees/fee-entry.ts";

/** An entry without its case. */
type Row<K extends RegisterName> = Omit<RegisterEntry, "caseId" | "register" | "data"> & {
  register: K;
  data: RegisterDataOf<K>;
};

/** Whether something was done within its promise: by the end of the last day, or by the instant of one in hours. */
const isInTime = ({ promised, promisedAt }: Due, at: string): boolean =>
  promisedAt === undefined
    ? promised === null || shanghaiDate(at) <= promised
    : Date.parse(at) <= Date.parse(promisedAt);

/** The last decision about each item. One that is asked again keeps it until it is decided anew. */
const decisionsOf = (world: World, state: CaseState): Row<"decision">[] =>
  Object.values(state.items).flatMap(({ id, plan, decision }) => {
    if (decision === null) return [];
    const decidedOn = shanghaiDate(decision.at);
    const { acceptedOn, outcome, due, round, isOverdue } = decision;
    const { promised, statutory } = limitsOf(decision);
    return [
      {
        register: "decision",
        id,
        on: decidedOn,
        department: plan.department,
        isOpen: false,
        data: {
          kind: "decision",
          processId: state.processId,
          itemId: id,
          channel: state.channel,
          outcome,
          acceptedOn,
          decidedOn,
          promised,
          statutory,
          actualDays: daysWorked(world.calendar, acceptedOn, decidedOn, pausesOf(decision.acts)),
          onTheSpot: acceptedOn !== null && decidedOn <= acceptedOn,
          onTime: !isOverdue && isInTime(due, decision.at),
          rounds: round,
        },
      },
    ];
  });

const closureOf = (world: World, state: CaseState): Row<"closure">[] => {
  const outcome = endingOf(state);
  if (outcome === null || state.closedAt === null) return [];
  const closedOn = shanghaiDate(state.closedAt);
  const acceptedOn = caseAcceptedOn(state);
  const { promised, statutory } = caseLimitsOf(state);
  const due = caseDueOf(state, world.calendar);
  return [
    {
      register: "closure",
      id: "case",
      on: closedOn,
      department: processOf(world, state).lead,
      isOpen: false,
      data: {
        kind: "closure",
        processId: state.processId,
        channel: state.channel,
        outcome,
        receivedOn: state.receivedOn,
        acceptedOn,
        closedOn,
        promised,
        statutory,
        actualDays: daysWorked(world.calendar, acceptedOn, closedOn, casePausesOf(state)),
        onTime: isInTime(due, state.closedAt),
        notices: state.noticeCount,
      },
    },
  ];
};

const cardsOfBreach = ({ cards }: CaseState, { recordId }: Breach) =>
  Object.values(cards).filter((card) => card.recordId === recordId);

/** A record follows the cards that stand for it: revoked with one of them, and settled once all are ruled upon. */
const recordStatus = (state: CaseState, breach: Breach) => {
  const statuses = cardsOfBreach(state, breach).map(({ status }) => status);
  if (statuses.includes("revoked")) return "revoked" as const;
  if (statuses.includes("appealed")) return "appealed" as const;
  return statuses.length > 0 && statuses.every((status) => status === "upheld")
    ? ("upheld" as const)
    : ("open" as const);
};

const accountabilityOf = ({ profile }: World, state: CaseState): Row<"accountability">[] =>
  Object.values(state.breaches)
    .filter(({ breach }) => profile.accountability.includes(breach))
    .map((each) => {
      const { recordId, breach, item, dueOn, on, responsible } = each;
      const status = recordStatus(state, each);
      return {
        register: "accountability",
        id: recordId,
        on,
        department: responsible.department,
        isOpen: status === "open" || status === "appealed",
        data: { kind: "accountability", recordId, breach, itemId: item, dueOn, on, responsible, status },
      };
    });

const nobody = (department: string): Responsible => ({ department, post: null, person: null });

/** Every warning that was ever given; also of an item that has begun afresh since. */
const warningsOf = (world: World, state: CaseState): Row<"card">[] => {
  const warning = (cardId: string, breach: Breach["breach"], item: ItemState | null): Row<"card">[] => {
    const on = state.warnedOn[cardId];
    return on === undefined ? [] : [warningOn(cardId, breach, item, on)];
  };
  const warningOn = (
    cardId: string,
    breach: Breach["breach"],
    item: ItemState | null,
    on: IsoDate,
  ): Row<"card"> => {
    const department = item?.plan.department ?? processOf(world, state).lead;
    const responsible =
      item === null
        ? nobody(department)
        : { department, post: item.officer?.post ?? null, person: item.officer?.name ?? null };
    return {
      register: "card",
      id: cardId,
      on,
      department,
      isOpen: false,
      data: {
        kind: "card",
        cardId,
        recordId: null,
        level: "warning",
        breach,
        itemId: item?.id ?? null,
        on,
        responsible,
        status: "issued",
      },
    };
  };
  return [
    ...Object.values(state.items).flatMap((item) =>
      (["promised", "statutory"] as const).flatMap((limit) =>
        warning(`${state.caseId}-${item.id}-${limit}-warning`, `item-${limit}`, item),
      ),
    ),
    ...(["promised", "statutory", "delivery"] as const).flatMap((limit) =>
      warning(
        `${state.caseId}-case-${limit}-warning`,
        limit === "delivery" ? "delivery" : `case-${limit}`,
        null,
      ),
    ),
  ];
};

const cardsOf = (world: World, state: CaseState): Row<"card">[] => [
  ...warningsOf(world, state),
  ...Object.values(state.cards).map(
    ({ cardId, recordId, level, breach, item, on, responsible, status }): Row<"card"> => ({
      register: "card",
      id: cardId,
      on,
      department: responsible.department,
      isOpen: status === "issued" || status === "appealed",
      data: { kind: "card", cardId, recordId, level, breach, itemId: item, on, responsible, status },
    }),
  ),
];

const ratingsOf = (world: World, state: CaseState): Row<"rating">[] =>
  state.ratings.map(({ occasion, item, level, on, taskDueOn, answeredOn }) => ({
    register: "rating",
    id: `${occasion}-${item ?? "case"}`,
    on,
    department:
      (item === null ? undefined : state.items[item]?.plan.department) ?? processOf(world, state).lead,
    isOpen: isBad(level) && answeredOn === null,
    data: { kind: "rating", occasion, itemId: item, level, on, taskDueOn, answeredOn },
  }));

interface Duty {
  /** Whose it is. @default that of the item, or the lead of the case */
  department?: string;
  duty: RegisterDataOf<"duty">["duty"];
  item: ItemState | null;
  since: IsoDate;
  dueOn: IsoDate | null;
  doneOn: IsoDate | null;
}

const dutiesOfItem = (world: World, state: CaseState, item: ItemState): Duty[] => {
  const closedOn = state.closedAt === null ? null : shanghaiDate(state.closedAt);
  const duties: Duty[] =
    item.voiding === null ? [] : [{ duty: "undo", item, since: item.voiding.askedOn, ...item.voiding }];
  if (item.ruling !== null)
    duties.push({
      department: leadOf(processOf(world, state), item.plan.stage),
      duty: "ruling",
      item,
      since: item.ruling.calledOn,
      dueOn: null,
      doneOn: item.ruling.endedOn ?? closedOn,
    });
  if (!item.plan.committed || state.status !== "issued" || state.closedAt === null) return duties;
  const since = shanghaiDate(state.closedAt);
  const check: Duty = {
    duty: "commitment-check",
    item,
    since,
    dueOn: checkDueOn(world, state, { ...item, check: null }),
    doneOn: item.check?.on ?? null,
  };
  return [...duties, check];
};

const dutiesOfCase = ({ calendar, profile }: World, state: CaseState): Duty[] => {
  const closedOn = state.closedAt === null ? null : shanghaiDate(state.closedAt);
  const { tolerance, withdrawalRequest, status, deliveredOn } = state;
  const duties: Duty[] = [];
  if (tolerance !== null)
    duties.push({
      duty: "promised-material",
      item: null,
      since: shanghaiDate(state.filedAt),
      dueOn: tolerance.dueOn,
      doneOn: tolerance.kept ? (state.keptOn ?? closedOn) : closedOn,
    });
  if (withdrawalRequest !== null)
    duties.push({
      duty: "withdrawal-ruling",
      item: null,
      since: withdrawalRequest.on,
      dueOn: withdrawalRequest.rulingBy,
      doneOn: withdrawalRequest.status === "submitted" ? null : (withdrawalRequest.ruledOn ?? closedOn),
    });
  if (status === "issued" && closedOn !== null)
    duties.push({
      duty: "delivery",
      item: null,
      since: closedOn,
      dueOn: limitEndOrNull(calendar, closedOn, profile.delivery.limit),
      doneOn: deliveredOn,
    });
  return duties;
};

const dutiesOf = (world: World, state: CaseState): Row<"duty">[] => {
  const { lead } = processOf(world, state);
  const all = [
    ...Object.values(state.items).flatMap((item) => dutiesOfItem(world, state, item)),
    ...dutiesOfCase(world, state),
  ];
  return all.map(({ department, duty, item, since, dueOn, doneOn }) => ({
    register: "duty",
    id: `${duty}-${item?.id ?? "case"}`,
    on: since,
    department: department ?? item?.plan.department ?? lead,
    isOpen: doneOn === null,
    data: { kind: "duty", duty, itemId: item?.id ?? null, since, dueOn, doneOn },
  }));
};

/** One entry for a case with a sheet, on the day the sheet that stands was issued. */
const feesOf = (world: World, state: CaseState): Row<"fees">[] => {
  const entry = feeEntryOf(state);
  if (entry === null) return [];
  const { on, data } = entry;
  const isOpen = data.outcome === "open" && data.outstandingFen > 0;
  return [{ register: "fees", id: "sheet", on, department: processOf(world, state).lead, isOpen, data }];
};

/** Everything the registers of supervision hold of a case: a function of the case alone, so they recompute from the log. */
export const registersOf = (world: World, state: CaseState): RegisterEntry[] =>
  [
    ...decisionsOf(world, state),
    ...closureOf(world, state),
    ...accountabilityOf(world, state),
    ...cardsOf(world, state),
    ...ratingsOf(world, state),
    ...dutiesOf(world, state),
    ...feesOf(world, state),
  ].map((row) => ({ caseId: state.caseId, ...row }));

/** Entries by name, as text; those of a state are asked for twice, by the append that makes it and by the next one. */
const remembered = new WeakMap<CaseState, ReadonlyMap<string, { entry: RegisterEntry; text: string }>>();

const named = (world: World, state: CaseState) => {
  const known = remembered.get(state);
  if (known !== undefined) return known;
  const entries = new Map(
    registersOf(world, state).map((entry) => [
      `${entry.register} ${entry.id}`,
      { entry, text: JSON.stringify(entry) },
    ]),
  );
  remembered.set(state, entries);
  return entries;
};

/** The entries an append changes: those that are new, and those that read otherwise than before. */
export const registerChanges = (
  world: World,
  before: CaseState | null,
  after: CaseState,
): RegisterEntry[] => {
  const standing = before === null ? null : named(world, before);
  return [...named(world, after)]
    .filter(([name, { text }]) => standing?.get(name)?.text !== text)
    .map(([, { entry }]) => entry);
};
