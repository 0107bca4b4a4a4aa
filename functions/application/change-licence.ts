import type { Actor } from "../../schemas/events.ts";
import type { LicenceState } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { signRecord } from "./issue-licence.ts";
import { flagDependants } from "./project/project-effects.ts";

/** A change to an issued licence by somebody entitled to it. */
export interface LicenceChange {
  licenceId: string;
  actor: Actor;
  reason: string;
}

/** A revocation (撤销), with the article it rests on. */
interface Revocation extends LicenceChange {
  basis: string;
}

/** What a revocation came to. `Revoked` is one whose case is erased: only the public register could be changed. */
export type RevocationResult = CommandResult | { kind: "Revoked" };

/**
 * Revoke a licence whose case is erased. The sealed log can take no further event, so the public row alone records
 * who revoked it, when and why; later cases of its project are flagged. A row that changed meanwhile is read again.
 */
const revokeErased = async (
  hub: Hub,
  handle: HandleCommand,
  revocation: Revocation,
): Promise<RevocationResult | null> => {
  const { licenceId, actor, reason, basis } = revocation;
  const row = await hub.store.licence(licenceId);
  if (row === null) return null;
  const licence: LicenceState = JSON.parse(row.licence);
  if (licence.revoked !== null)
    return { kind: "Refused", refusal: { kind: "LicenceAlreadyRevoked", licenceId }, state: null };
  // First of all, since who revokes again after a failure is told that it is done.
  if (licence.record.kind === "joint-opinion" && licence.record.project !== null)
    await flagDependants(hub, handle, { project: licence.record.project.code, source: row.caseId, reason });
  const revoked = { at: hub.clock.now(), reason, basis, by: actor.id };
  const next = JSON.stringify({ ...licence, revoked } satisfies LicenceState);
  const isReplaced = await hub.store.replaceLicence({ ...row, licence: next }, row.licence);
  return isReplaced ? { kind: "Revoked" } : revokeErased(hub, handle, revocation);
};

/** Reissue or revoke a licence, found by its public id. `null` when there is none of that id. */
export const makeChangeLicence = (hub: Hub, memory: CaseMemory, handle: HandleCommand) => {
  /**
   * The same face and codes under the next version number, signed anew; the earlier version then shows that it is superseded.
   * Refused once the case is erased, since the record's proof rests on its log.
   */
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

  /** Possible also after the case was erased: a licence that must not be relied on has to say so. @see 行政许可法第六十九条 */
  const revoke = async (revocation: Revocation): Promise<RevocationResult | null> => {
    const { licenceId, actor, reason, basis } = revocation;
    const row = await hub.store.licence(licenceId);
    if (row === null) return null;
    const command = { type: "RevokeLicence", reason, basis } as const;
    const result = await handle({ caseId: row.caseId, command, actor, cause: "revoke" });
    return result.kind === "Erased" ? revokeErased(hub, handle, revocation) : result;
  };

  return { reissue, revoke };
};
