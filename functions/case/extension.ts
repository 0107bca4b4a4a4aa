import type { AnswerData, Approver } from "../../schemas/answers.ts";
import type { EventOf } from "../../schemas/events.ts";
import type { Limit } from "../../schemas/limit.ts";
import type { DecisionLimit } from "../catalog/profile.ts";
import { caseAcceptedOn, caseDueOf, caseLimitsOf } from "./case-clock.ts";
import { dueNow, dueOf, limitsOf } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Refusal } from "./refusals.ts";
import { type CaseState, type ItemState, isOpen } from "./state.ts";
import type { World } from "./world.ts";

type Why = Extract<Refusal, { kind: "ExtensionRefused" }>["why"];

/** What an extension is measured by: whether the clock runs, its limit, whether it was extended, and its due date. */
interface Extendable {
  isAccepted: boolean;
  limit: Limit | null;
  wasExtended: boolean;
  dueOn: string | null;
}

/** Once, before the limit is over, by the right head, and only a limit that there is. */
const refusalOf = (
  { isAccepted, limit, wasExtended, dueOn }: Extendable,
  { extension }: DecisionLimit,
  { authority }: Approver,
  now: Now,
): Refusal | null => {
  const refused = (why: Why): Refusal => ({ kind: "ExtensionRefused", why, needed: extension.authority });
  if (authority !== extension.authority) return refused("wrong-authority");
  if (!isAccepted) return refused("not-accepted");
  if (limit === null) return refused("no-limit");
  if (limit.unit !== extension.by.unit) return refused("other-unit");
  if (wasExtended) return refused("once-only");
  return dueOn !== null && dueOn < now.on ? refused("too-late") : null;
};

/** Why a department may not extend the limit of its item now, or `null`. @see 行政许可法第四十二条第一款 */
export const refusalOfItemExtension = (
  { profile, calendar }: World,
  item: ItemState,
  { approver }: AnswerData<"lianban.item.extended">,
  now: Now,
): Refusal | null =>
  refusalOf(
    {
      isAccepted: item.acceptedOn !== null,
      limit: limitsOf(item).statutory,
      wasExtended: item.extension !== null,
      dueOn: dueNow(item, calendar).statutory,
    },
    profile.single,
    approver,
    now,
  );

/** The extension of an item's limit, with the due dates it leads to. */
export const itemExtension = (
  { profile, calendar }: World,
  item: ItemState,
  { approver, reason, officer }: AnswerData<"lianban.item.extended">,
  answeredAt: string,
  { on }: Now,
): EventOf<"ItemExtended"> => {
  const { by } = profile.single.extension;
  const due = dueOf({ ...item, extension: { by, on } }, calendar);
  return { type: "ItemExtended", itemId: item.id, by, approver, reason, on, due, officer, answeredAt };
};

/**
 * Extend the limit of joint handling: by fifteen working days, once, by the head of the same-level government.
 *
 * @see 行政许可法第四十二条第二款
 */
export const extendCase = (
  { profile, calendar }: World,
  state: CaseState,
  { approver, reason }: CommandOf<"ExtendCase">,
  now: Now,
): Decision => {
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  const rule = state.isJoint ? profile.joint : profile.single;
  const refusal = refusalOf(
    {
      isAccepted: caseAcceptedOn(state) !== null,
      limit: caseLimitsOf(state).statutory,
      wasExtended: state.extension !== null,
      dueOn: caseDueOf(state, calendar).statutory,
    },
    rule,
    approver,
    now,
  );
  if (refusal !== null) return refuse(refusal);
  const { by } = rule.extension;
  const due = caseDueOf({ ...state, extension: { by, on: now.on } }, calendar);
  return { events: [{ type: "CaseExtended", by, approver, reason, on: now.on, due }] };
};
