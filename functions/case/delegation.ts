import type { Delegation } from "../../schemas/events.ts";
import type { CommandOf, Now } from "./commands.ts";
import type { Refusal } from "./refusals.ts";
import type { CaseState } from "./state.ts";

/** What a station may be allowed to do for an applicant. */
export type DelegatedAct = Delegation["scope"][number];

const refusalOf = (
  { until, scope, revoked }: Delegation & { revoked: boolean },
  act: DelegatedAct,
  { on }: Now,
): Refusal | null => {
  if (revoked || until < on) return { kind: "DelegationEnded", until, revoked };
  return scope.includes(act) ? null : { kind: "DelegationTooNarrow", act, scope };
};

/** A station that files for somebody else needs that person's delegation, in force and wide enough (全程代理). */
export const refusalOfFiling = (
  { channel, applicant, filedBy = applicant, delegation }: CommandOf<"FileCase">,
  now: Now,
): Refusal | null => {
  if (channel !== "station" || filedBy === applicant) return null;
  if (delegation === undefined || delegation.agent !== filedBy)
    return { kind: "DelegationMissing", agent: filedBy };
  return refusalOf({ ...delegation, revoked: false }, "file", now);
};

/**
 * Whether an agent may do something for the applicant of a case now; `null` when it may, and for everybody who is not
 * the agent: whether they may at all is not decided here.
 */
export const refusalOfAgent = (
  { applicant, delegation }: CaseState,
  by: string | undefined,
  act: DelegatedAct,
  now: Now,
): Refusal | null =>
  by === undefined || by === applicant || delegation === null || delegation.agent !== by
    ? null
    : refusalOf(delegation, act, now);
