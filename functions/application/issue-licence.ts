import { type LicenceRecord, licenceRecord } from "../../schemas/licence.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

const HUB = { kind: "hub", id: "issue" } as const;

/** Who decided what, on which revision: the join the licence rests on. */
const joinsOf = (state: CaseState): LicenceRecord["proof"]["joins"] =>
  Object.values(state.items).flatMap((item) =>
    item.status === "approved" && item.officer !== null && item.decidedAt !== null
      ? [
          {
            item: item.id,
            department: item.plan.department,
            revision: item.revision,
            decidedAt: item.decidedAt,
            officer: item.officer,
          },
        ]
      : [],
  );

/** Check a record by every rule of its schema and sign it: the JWS covers its canonical JSON. Throws when it does not pass. */
export const signRecord = (hub: Hub, record: LicenceRecord): Promise<string> =>
  hub.keys.signLicence(canonical(licenceRecord.parse(record)));

const recordOf = (hub: Hub, state: CaseState, caseHash: string, licenceId: string): LicenceRecord => {
  const { caseId, mode, form, outputs, division } = state;
  const issuedOn = shanghaiDate(hub.clock.now());
  const face = processOf(hub.world, state).licenceFace({ caseId, mode, form, outputs, division, issuedOn });
  return { licenceId, version: 1, caseId, ...face, issuedOn, proof: { joins: joinsOf(state), caseHash } };
};

/** Issue the licence of a settled case, once; a case that is not settled, or has its licence, is left alone. */
export const makeIssueLicence =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (caseId: string): Promise<CommandResult | null> => {
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded" || found.loaded.state.status !== "settled") return null;
    if (found.loaded.state.withdrawalRequest?.status === "submitted") return null;
    const record = recordOf(hub, found.loaded.state, found.loaded.head.lastHash, hub.ids.random());
    const signature = await signRecord(hub, record);
    return handle({
      caseId,
      command: { type: "IssueLicence", record, signature },
      actor: HUB,
      cause: "issue",
    });
  };
