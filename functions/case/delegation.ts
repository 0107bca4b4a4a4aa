import type { Delegation } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { CommandOf, Now } from "./commands.ts";
import type { Refusal } from "./refusals.ts";
import type { CaseState } from "./state.ts";

/** What a station may be allowed to do for an applicant. */
export type DelegatedAct = Delegation["scope"][number];

/**
 * How long a delegation may be given for, in years. A station writes it down for the applicant, so it must not outlast
 * what the applicant can have in mind: one joint case is through in months, and whoever wants the station to go on gives
 * a new mandate. No statute sets the figure; it is this centre's rule.
 * @see 民法典第一百六十五条
 */
const MAX_DELEGATION_YEARS = 1;

/** The last day a delegation given on a day may name: the same date later on, 28 February for a leap day. */
const latestUntil = (on: IsoDate): IsoDate => {
  const date = `${Number(on.slice(0, 4)) + MAX_DELEGATION_YEARS}${on.slice(4)}`;
  return date.endsWith("-02-29") ? date.replace(/29$/, "28") : date;
};

const refusalOf = (
  { until, scope, revoked }: Delegation & { revoked: boolean },
  act: DelegatedAct,
  { on }: Now,
): Refusal | null => {
  if (revoked || until < on) return { kind: "DelegationEnded", until, revoked };
  return scope.includes(act) ? null : { kind: "DelegationTooNarrow", act, scope };
};

/**
 * A station that files for somebody else needs that person's delegation (全程代理): in force, wide enough, and for a year
 * at most.
 *
 * The station itself brings it, with the signed mandate (授权委托书). Until an act of the applicant it stands, as on paper:
 * the applicant sees it in the case and may revoke it at any time.
 * @see 民法典第一百七十三条
 */
export const refusalOfFiling = (
  { channel, applicant, filedBy = applicant, delegation }: CommandOf<"FileCase">,
  now: Now,
): Refusal | null => {
  if (channel !== "station" || filedBy === applicant) return null;
  if (delegation === undefined || delegation.agent !== filedBy)
    return { kind: "DelegationMissing", agent: filedBy };
  const latest = latestUntil(now.on);
  if (delegation.until > latest) return { kind: "DelegationTooLong", until: delegation.until, latest };
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
