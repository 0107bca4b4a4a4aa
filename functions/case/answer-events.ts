import { type Answer, type AnswerType, type Procedure, specialProcedures } from "../../schemas/answers.ts";
import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { acceptance } from "./acceptance.ts";
import { dueDates } from "./clock.ts";
import type { Now } from "./commands.ts";
import { closePauses } from "./pauses.ts";
import type { ItemState } from "./state.ts";
import type { World } from "./world.ts";

type AnswerOf<T extends AnswerType> = Extract<Answer, { type: T }>["data"];
type Base = { itemId: string; answeredAt: string };

/** The procedures that stop the law's clock, and only they. */
const STOPS_CLOCK: ReadonlySet<Procedure> = new Set(specialProcedures);

/**
 * The events an answer comes to, once nothing speaks against it.
 *
 * A decision, or a special procedure, without a word of acceptance before it accepts as well (即办). Instants of the
 * log are UTC, whatever offset a department writes.
 */
export const eventsOfAnswer = (world: World, item: ItemState, answer: Answer, now: Now): CaseEvent[] => {
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
      return [{ type: "CorrectionWished", ...base, revision, officer, wishes }];
    }
    case "lianban.item.suspended":
      return [...accepting, suspension(answer.data, base, now)];
    case "lianban.item.resumed":
      return [resumption(world, item, answer.data, base, now)];
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

const suspension = (
  { procedure, reason, officer, plannedWorkingDays }: AnswerOf<"lianban.item.suspended">,
  base: Base,
  now: Now,
): EventOf<"ItemSuspended"> => {
  const stopsClock = STOPS_CLOCK.has(procedure);
  return {
    type: "ItemSuspended",
    ...base,
    procedure,
    reason,
    plannedWorkingDays: plannedWorkingDays ?? null,
    on: now.on,
    stopsClock,
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
  const due = dueDates({ ...item, pauses: closePauses(item.pauses, now.on) }, calendar);
  return { type: "ItemResumed", ...base, result, on: now.on, due, officer };
};
