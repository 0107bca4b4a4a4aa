import type { EventOf } from "../../schemas/events.ts";
import type { LicenceState } from "./state.ts";

type LicenceEvent = EventOf<"LicenceIssued"> | EventOf<"LicenceReissued"> | EventOf<"LicenceRevoked">;

/** Fold what happened to a licence into it; `null` is a case without one. Earlier versions stay on the record. */
export const evolveLicence = (
  licence: LicenceState | null,
  event: LicenceEvent,
  at: string,
): LicenceState | null => {
  if (event.type === "LicenceIssued")
    return { record: event.record, signature: event.signature, earlier: [], revoked: null };
  if (licence === null) return null;
  if (event.type === "LicenceRevoked")
    return { ...licence, revoked: { at, reason: event.reason, basis: event.basis } };
  const { record, signature, earlier } = licence;
  return {
    record: event.record,
    signature: event.signature,
    earlier: [...earlier, { record, signature, supersededAt: at }],
    revoked: null,
  };
};
