import type { Actor, GreenChannel } from "../../../schemas/events.ts";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import type { Refusal } from "../../case/refusals.ts";
import { isOpen, type Owner } from "../../case/state.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "../case-memory.ts";
import type { HandleCommand } from "../handle-command.ts";
import type { Hub } from "../hub.ts";
import { forEachCase } from "./for-each-case.ts";
import {
  entryOfGrant,
  type GreenChange,
  grantEntries,
  personOf,
  standingGrant,
  superseded,
} from "./green-grant.ts";
import { projectPrefix } from "./project-claims.ts";

/** An act on the grant of a project: by whom, and why. */
export interface GreenAct {
  code: string;
  reason: string;
  actor: Actor;
}

type Missing = { kind: "Refused"; refusal: Extract<Refusal, { kind: "GreenChannelMissing" }> };

const missing = (code: string): Missing => ({
  kind: "Refused",
  refusal: { kind: "GreenChannelMissing", code },
});

type Clocked = Pick<Hub, "store" | "clock">;

/** Put on record what became of a grant, in the place of what was open before. */
const record = async (
  { store, clock }: Clocked,
  entries: readonly RegisterEntry[],
  grant: GreenChannel,
  { act, code, reason, actor }: GreenAct & Pick<GreenChange, "act">,
): Promise<GreenChange> => {
  const at = clock.now();
  const change: GreenChange = { act, by: personOf(actor), reason, on: shanghaiDate(at) };
  const entry = entryOfGrant(code, grant, { at, place: entries.length, change });
  await store.enter([...superseded(entries), entry]);
  return change;
};

/**
 * End the green channel of a project. Later filings are as any; cases that were taken in keep what they were promised, and who
 * answers for them. It may be granted anew.
 */
export const makeEndGreenChannel =
  (hub: Clocked) =>
  async (act: GreenAct): Promise<Missing | { kind: "Ended"; grant: GreenChannel; ending: GreenChange }> => {
    const entries = await grantEntries(hub, act.code);
    const grant = standingGrant(entries);
    if (grant === null) return missing(act.code);
    return { kind: "Ended", grant, ending: await record(hub, entries, grant, { ...act, act: "ended" }) };
  };

/** Everybody who was to answer for a project, ever. */
const formerOwners = (entries: readonly RegisterEntry[]): Set<string> =>
  new Set(entries.flatMap(({ data }) => (data.kind === "green-channel" ? [data.owner.id] : [])));

/**
 * Let somebody else answer for a project of the green channel: for what is filed from now on, and for its open cases that
 * those answer for who did before. A case somebody else has in hand by now stays with them. Asked again it hands over what an
 * interrupted change left out.
 */
export const makeReplaceGreenOwner = (hub: Hub, memory: CaseMemory, handle: HandleCommand) => {
  const handOver = async ({ code, reason, actor }: GreenAct, to: Owner, from: Set<string>) => {
    const handed: string[] = [];
    await forEachCase(await hub.store.holders(projectPrefix(code)), async (caseId) => {
      const found = await memory.load(caseId);
      if (found.kind !== "Loaded") return;
      const { state } = found.loaded;
      const { owner, greenChannel } = state;
      if (!isOpen(state) || greenChannel === null || owner === null) return;
      if (owner.id === to.id || !from.has(owner.id)) return;
      const command = { type: "HandOver", to, reason, by: actor.id, mayTakeOver: true } as const;
      const result = await handle({ caseId, command, actor, cause: `owner of ${code}` });
      if (result.kind === "Done") handed.push(caseId);
    });
    return handed;
  };

  return async (
    act: GreenAct & { owner: Owner },
  ): Promise<Missing | { kind: "Replaced"; grant: GreenChannel; cases: string[] }> => {
    const { code, owner } = act;
    const entries = await grantEntries(hub, code);
    const standing = standingGrant(entries);
    if (standing === null) return missing(code);
    const grant = { ...standing, owner };
    if (JSON.stringify(standing.owner) !== JSON.stringify(owner))
      await record(hub, entries, grant, { ...act, act: "owner-replaced" });
    return { kind: "Replaced", grant, cases: await handOver(act, owner, formerOwners(entries)) };
  };
};
