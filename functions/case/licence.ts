import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { meetingsCalledOff } from "./end-early.ts";
import { unpaidFen } from "./fees/unpaid.ts";
import type { CaseState } from "./state.ts";
import { deliveredAtOnce } from "./window.ts";

/** Issue the licence: once, and only when every stage is settled and the treasury's part of the fees is paid. */
export const issueLicence = (state: CaseState, command: CommandOf<"IssueLicence">, now: Now): Decision => {
  if (state.status === "issued") return { events: [] };
  if (state.status !== "settled") return refuse({ kind: "NotSettled", status: state.status });
  if (state.withdrawalRequest?.status === "submitted")
    return refuse({ kind: "WithdrawalPending", rulingBy: state.withdrawalRequest.rulingBy });
  const outstandingFen = unpaidFen(state);
  if (outstandingFen > 0) return refuse({ kind: "FeesUnpaid", outstandingFen });
  const { record, signature } = command;
  return {
    events: [
      ...meetingsCalledOff(state, now),
      { type: "LicenceIssued", record, signature },
      ...deliveredAtOnce(state, now),
    ],
  };
};

/**
 * Issue a further version (换发、补发); the earlier one then shows that it is superseded.
 *
 * Refused with `RevisionConflict` unless the record is the next version of the licence that stands.
 */
export const reissueLicence = (state: CaseState, command: CommandOf<"ReissueLicence">): Decision => {
  const { licence } = state;
  if (licence === null) return refuse({ kind: "NoLicence", status: state.status });
  if (licence.revoked !== null)
    return refuse({ kind: "LicenceAlreadyRevoked", licenceId: licence.record.licenceId });
  const { reason, record, signature } = command;
  const current = licence.record.version;
  if (record.version !== current + 1)
    return refuse({ kind: "RevisionConflict", expected: record.version - 1, current });
  return { events: [{ type: "LicenceReissued", reason, record, signature }] };
};

/** Revoke the licence (撤销); it stays on the record and says so. @see 行政许可法第六十九条 */
export const revokeLicence = (state: CaseState, command: CommandOf<"RevokeLicence">): Decision => {
  const { licence } = state;
  if (licence === null) return refuse({ kind: "NoLicence", status: state.status });
  if (licence.revoked !== null)
    return refuse({ kind: "LicenceAlreadyRevoked", licenceId: licence.record.licenceId });
  const { reason, basis } = command;
  return { events: [{ type: "LicenceRevoked", version: licence.record.version, reason, basis }] };
};
