import type { Actor } from "../../schemas/events.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { signRecord } from "./issue-licence.ts";

/** A change to an issued licence by somebody entitled to it. */
export interface LicenceChange {
  licenceId: string;
  actor: Actor;
  reason: string;
}

/** Reissue or revoke a licence, found by its public id. `null` when there is none of that id. */
export const makeChangeLicence = (hub: Hub, memory: CaseMemory, handle: HandleCommand) => {
  /** The same face and codes under the next version number, signed anew; the earlier version then shows that it is superseded. */
  const reissue = async ({ licenceId, actor, reason }: LicenceChange): Promise<CommandResult | null> => {
    const row = await hub.store.licence(licenceId);
    if (row === null) return null;
    const found = await memory.load(row.caseId);
    if (found.kind !== "Loaded") return { kind: "Erased" };
    const { licence } = found.loaded.state;
    if (licence === null) return null;
    const version = licence.record.version + 1;
    const record = { ...licence.record, version, issuedOn: shanghaiDate(hub.clock.now()) };
    const signature = await signRecord(hub, record);
    const command = { type: "ReissueLicence", reason, record, signature } as const;
    return handle({ caseId: row.caseId, command, actor, cause: `reissue ${version}` });
  };

  const revoke = async ({ licenceId, actor, reason, basis }: LicenceChange & { basis: string }) => {
    const row = await hub.store.licence(licenceId);
    if (row === null) return null;
    const command = { type: "RevokeLicence", reason, basis } as const;
    return handle({ caseId: row.caseId, command, actor, cause: "revoke" });
  };

  return { reissue, revoke };
};
