import type { Actor, GreenChannel } from "../../../schemas/events.ts";
import type { Owner } from "../../case/state.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "../case-memory.ts";
import type { HandleCommand } from "../handle-command.ts";
import type { Hub } from "../hub.ts";
import { forEachCase } from "./for-each-case.ts";
import { entryOfGrant, grantEntries, grantOf, personOf, standingGrant } from "./green-grant.ts";
import { projectPrefix } from "./project-claims.ts";

/** A grant of the green channel (重大项目绿色通道): to which project, why, by what rule, and who answers for it. */
export interface GreenChannelRequest {
  code: string;
  reason: string;
  basis: string;
  owner: Owner;
  actor: Actor;
}

/** `Granted` names the open cases that were taken into it; `Already` says since when the project has it. */
export type GreenChannelResult =
  | { kind: "Granted"; grant: GreenChannel; cases: string[] }
  | { kind: "Already"; grant: GreenChannel };

const isSame = (one: GreenChannel, other: GreenChannel): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Grant a project the green channel, once until it is ended: it is put on record, and every open case of the project is taken into it; later
 * filings read the record. Asked again it takes in what an interrupted grant left out, and says that it stands already. A case
 * that cannot be taken in keeps no other out; then it throws.
 */
export const makeGrantGreenChannel = (hub: Hub, memory: CaseMemory, handle: HandleCommand) => {
  const takeIn = async (code: string, grant: GreenChannel, actor: Actor): Promise<string[]> => {
    const taken: string[] = [];
    await forEachCase(await hub.store.holders(projectPrefix(code)), async (caseId) => {
      const found = await memory.load(caseId);
      if (found.kind !== "Loaded" || found.loaded.state.greenChannel !== null) return;
      const command = { type: "GrantGreenChannel", grant } as const;
      const result = await handle({ caseId, command, actor, cause: `green channel of ${code}` });
      if (result.kind === "Done") taken.push(caseId);
    });
    return taken;
  };

  return async ({ code, reason, basis, owner, actor }: GreenChannelRequest): Promise<GreenChannelResult> => {
    const entries = await grantEntries(hub, code);
    const standing = standingGrant(entries);
    if (standing !== null) {
      await takeIn(code, standing, actor);
      return { kind: "Already", grant: standing };
    }
    const at = hub.clock.now();
    const wanted: GreenChannel = {
      ...{ grantedBy: personOf(actor), reason, basis, owner },
      on: shanghaiDate(at),
    };
    await hub.store.enter([entryOfGrant(code, wanted, { at, place: entries.length })]);
    const grant = (await grantOf(hub, code)) ?? wanted;
    const cases = await takeIn(code, grant, actor);
    return isSame(grant, wanted) ? { kind: "Granted", grant, cases } : { kind: "Already", grant };
  };
};
