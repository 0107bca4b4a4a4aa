import type { CaseEvent } from "../../schemas/events.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfAgent } from "./delegation.ts";
import { type CaseState, isOpen } from "./state.ts";

/**
 * Whoever was asked first answers for a case until it is handed over with a record (首问负责). A case without an owner is
 * taken by somebody for themselves; to anybody else it is handed by its owner, or by who supervises. A closed case keeps
 * the owner it had.
 */
export const handOver = (
  state: CaseState,
  { to, reason, by, mayTakeOver }: CommandOf<"HandOver">,
  { on }: Now,
): Decision => {
  const { owner } = state;
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  if ((owner ?? to).id !== by && !mayTakeOver)
    return refuse({ kind: "NotTheOwner", owner: owner?.name ?? null });
  if (owner?.id === to.id) return { events: [] };
  return { events: [{ type: "OwnerHandedOver", from: owner, to, reason, on }] };
};

/** The applicant ends what a station may do; what it did before stands. */
export const revokeDelegation = (
  { delegation, applicant }: CaseState,
  { reason }: CommandOf<"RevokeDelegation">,
  { on }: Now,
): Decision => {
  if (delegation === null) return refuse({ kind: "DelegationMissing", agent: applicant });
  return { events: delegation.revoked ? [] : [{ type: "DelegationRevoked", reason, on }] };
};

/** The licence reaches its holder: the end of the third clock. @see 行政许可法第四十四条 */
export const deliverLicence = (
  state: CaseState,
  { how, recipient, by }: CommandOf<"DeliverLicence">,
  now: Now,
): Decision => {
  if (state.licence === null) return refuse({ kind: "NoLicence", status: state.status });
  const unauthorised = refusalOfAgent(state, by, "collect", now);
  if (unauthorised !== null) return refuse(unauthorised);
  if (state.deliveredOn !== null) return refuse({ kind: "DeliveredAlready", on: state.deliveredOn });
  return { events: [{ type: "LicenceDelivered", how, recipient, on: now.on }] };
};

/** On the express lane the licence is there for its holder the moment it is issued; at a window somebody hands it over. */
export const deliveredAtOnce = ({ channel }: CaseState, { on }: Now): CaseEvent[] =>
  channel === "express-lane" ? [{ type: "LicenceDelivered", how: "electronic", recipient: null, on }] : [];
