import { maskResidentIdsIn } from "../../schemas/codes/resident-id.ts";
import type { LicenceRecord, LicenceStatus } from "../../schemas/licence.ts";
import type { LicenceState } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";

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
    reason: "换发新照",
    since: shanghaiDate(found.supersededAt),
    supersededBy: { licenceId: record.licenceId, version: record.version },
  };
  return { record: found.record, signature: found.signature, status };
};
