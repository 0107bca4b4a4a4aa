import { type LicenceRecord, licenceRecord } from "../../schemas/licence.ts";
import { unpaidFen } from "../case/fees/unpaid.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { isJoinsHashRight, proofOf } from "./licence-proof.ts";

const HUB = { kind: "hub", id: "issue" } as const;

/**
 * Check a record by every rule of its schema and sign it: the JWS covers its canonical JSON. Throws when it does not pass,
 * or when its joins are not those its hash was made of.
 */
export const signRecord = async (hub: Hub, record: LicenceRecord): Promise<string> => {
  const checked = licenceRecord.parse(record);
  if (!isJoinsHashRight(checked))
    throw new Error(`licence ${checked.licenceId} has joins its hash was not made of; it is not signed`);
  return hub.keys.signLicence(canonical(checked));
};

const recordOf = (hub: Hub, state: CaseState, caseHash: string, licenceId: string): LicenceRecord => {
  const { caseId, mode, form, outputs, division } = state;
  const issuedOn = shanghaiDate(hub.clock.now());
  const face = processOf(hub.world, state).licenceFace({ caseId, mode, form, outputs, division, issuedOn });
  return { licenceId, version: 1, caseId, ...face, issuedOn, proof: proofOf(state, caseHash, face.kind) };
};

/** Issue the licence of a settled case, once; a case that is not settled, or has its licence, is left alone. */
export const makeIssueLicence =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (caseId: string): Promise<CommandResult | null> => {
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded" || found.loaded.state.status !== "settled") return null;
    if (found.loaded.state.withdrawalRequest?.status === "submitted") return null;
    if (unpaidFen(found.loaded.state) > 0) return null;
    const record = recordOf(hub, found.loaded.state, found.loaded.head.lastHash, hub.ids.random());
    const signature = await signRecord(hub, record);
    return handle({
      caseId,
      command: { type: "IssueLicence", record, signature },
      actor: HUB,
      cause: "issue",
    });
  };
