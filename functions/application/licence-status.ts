import { maskResidentIdsIn } from "../../schemas/codes/resident-id.ts";
import type { LicenceRecord, LicenceStatus } from "../../schemas/licence.ts";
import type { LicenceState } from "../case/state.ts";
import { dayNumberOf, isoDateOf } from "../catalog/calendar/day-number.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";

/** One version of a licence with its signature and where it stands today. */
export interface LicenceVersion {
  record: LicenceRecord;
  signature: string;
  status: LicenceStatus;
}

/** Where the version that stands is today: valid, or revoked with the reason. */
const standing = ({ revoked }: LicenceState): LicenceStatus =>
  revoked === null
    ? { kind: "valid" }
    : { kind: "revoked", reason: maskResidentIdsIn(revoked.reason), since: shanghaiDate(revoked.at) };

/** One version of a licence, the one that stands if none is named; `null` when there is no such version. */
export const licenceVersion = (licence: LicenceState, version?: number): LicenceVersion | null => {
  const { record, signature, earlier } = licence;
  if (version === undefined || version === record.version)
    return { record, signature, status: standing(licence) };
  const found = earlier.find((each) => each.record.version === version);
  if (found === undefined) return null;
  const status: LicenceStatus = {
    kind: "superseded",
    reason: record.kind === "business-licence" ? "换发新照" : "换发新件",
    since: shanghaiDate(found.supersededAt),
    supersededBy: { licenceId: record.licenceId, version: record.version },
  };
  return { record: found.record, signature: found.signature, status };
};

/** A version as it stands on a day in Asia/Shanghai: an opinion past its last day is no longer valid. */
export const standingOn = (version: LicenceVersion, today: IsoDate): LicenceVersion => {
  const { record, status } = version;
  const until = record.kind === "joint-opinion" ? record.validUntil : null;
  if (status.kind !== "valid" || until === null || today <= until) return version;
  return { ...version, status: { kind: "expired", since: isoDateOf(dayNumberOf(until) + 1) } };
};
