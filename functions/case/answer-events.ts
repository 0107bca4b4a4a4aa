import { type Answer, type AnswerType, type Procedure, specialProcedures } from "../../schemas/answers.ts";
import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { acceptance } from "./acceptance.ts";
import { addDays, dueOf } from "./clock.ts";
import type { Now } from "./commands.ts";
import { itemExtension } from "./extension.ts";
import { stopsStatutory } from "./rectification.ts";
import type { CaseState, ItemState } from "./state.ts";
import { catalogOf, processOf, type World } from "./world.ts";

/** Answers that a department gives about its own item while its case is under way. */
export type OwnAnswerType = Exclude<
  AnswerType,
  | "lianban.item.ruled"
  | "lianban.item.voided"
  | "lianban.item.checked"
  | "lianban.item.meeting-replied"
  | "lianban.item.meeting-attended"
>;
/** See {@link OwnAnswerType}. */
export type OwnAnswer = Extract<Answer, { type: OwnAnswerType }>;

type AnswerOf<T extends AnswerType> = Extract<Answer, { type: T }>["data"];
type Base = { itemId: string; answeredAt: string };

/** The eight procedures whose time the law does not count. */
const SPECIAL: ReadonlySet<Procedure> = new Set(specialProcedures);

/** True for one of the eight procedures of 行政许可法第四十五条. */
export const isSpecial = (procedure: Procedure): boolean => SPECIAL.has(procedure);

/**
 * The events an answer comes to, once nothing speaks against it.
 *
 * A decision, or a special procedure, without a word of acceptance before it accepts as well (即办). Instants of the
 * log are UTC, whatever offset a department writes.
 */
export const eventsOfAnswer = (
  world: World,
  state: CaseState,
  item: ItemState,
  answer: OwnAnswer,
  now: Now,
): CaseEvent[] => {
  const base = { itemId: item.id, answeredAt: new Date(answer.time).toISOString() };
  const accepting = acceptance(world, item, answer.data, base.answeredAt, now);
  switch (answer.type) {
    case "lianban.item.accepted":
      return accepting;
    case "lianban.item.approved":
      return [...accepting, approval(item, answer.data, base)];
    case "lianban.item.rejected":
      return [...accepting, rejection(answer.data, base)];
    case "lianban.item.correction-required": {
      const { revision, officer, wishes } = answer.data;
      const rests = stopsStatutory(processOf(world, state));
      return [{ type: "CorrectionWished", ...base, revision, officer, wishes, ...rests }];
    }
    case "lianban.item.suspended":
      return [...accepting, suspension(world, state, item, answer.data, base, now)];
    case "lianban.item.resumed":
      return [resumption(world, item, answer.data, base, now)];
    case "lianban.item.extended":
      return [itemExtension(world, item, answer.data, base.answeredAt, now)];
    case "lianban.item.forwarded": {
      const { revision, officer, to, opinion } = answer.data;
      return [...accepting, { type: "ItemForwarded", ...base, revision, officer, to, opinion, on: now.on }];
    }
  }
};

const approval = (
  { fingerprint }: ItemState,
  { revision, officer, opinion, outputs, documents }: AnswerOf<"lianban.item.approved">,
  base: Base,
): EventOf<"ItemApproved"> => {
  const said = { revision, officer, outputs, documents };
  const event = { type: "ItemApproved" as const, ...base, fingerprint, ...said };
  return opinion === undefined ? event : { ...event, opinion };
};

const rejection = (
  { revision, officer, reason: { code, text, basis } }: AnswerOf<"lianban.item.rejected">,
  base: Base,
): EventOf<"ItemRejected"> => {
  const reason = basis === undefined ? { code, text } : { code, text, basis };
  return { type: "ItemRejected", ...base, revision, officer, reason };
};

/** Another procedure than the eight stops the clock only where a rule of its item says so, and then names it. */
const suspension = (
  world: World,
  state: CaseState,
  item: ItemState,
  { procedure, reason, officer, plannedWorkingDays }: AnswerOf<"lianban.item.suspended">,
  base: Base,
  now: Now,
): EventOf<"ItemSuspended"> => {
  const row = catalogOf(world, state).items.get(item.plan.runs);
  const excluded = row?.excludedProcedures?.find((each) => each.procedure === procedure);
  const planned = plannedWorkingDays ?? null;
  return {
    type: "ItemSuspended",
    ...base,
    procedure,
    reason,
    plannedWorkingDays: planned,
    plannedEnd: planned === null ? null : addDays(world.calendar, now.on, planned),
    on: now.on,
    stopsClock: isSpecial(procedure) || excluded !== undefined,
    ...(excluded === undefined ? {} : { basis: excluded.basis }),
    officer,
  };
};

const resumption = (
  { calendar }: World,
  item: ItemState,
  { result, officer }: AnswerOf<"lianban.item.resumed">,
  base: Base,
  now: Now,
): EventOf<"ItemResumed"> => {
  const acts = [...item.acts, { act: "resumed" as const, ...now }];
  const due = dueOf({ ...item, acts }, calendar);
  return { type: "ItemResumed", ...base, result, on: now.on, due, officer };
};
