import type { Actor, GreenChannel } from "../../../schemas/events.ts";
import { mayBearFees } from "../../case/bear-project-fees.ts";
import type { Command } from "../../case/commands.ts";
import type { Effect } from "../../case/react.ts";
import { type CaseState, isOpen } from "../../case/state.ts";
import type { CaseMemory } from "../case-memory.ts";
import type { HandleCommand } from "../handle-command.ts";
import type { Hub } from "../hub.ts";
import { forEachCase } from "./for-each-case.ts";
import { grantOf } from "./green-grant.ts";
import { casesOfProject } from "./project-cases.ts";
import { projectPrefix } from "./project-claims.ts";

const HUB: Actor = { kind: "hub", id: "relay" };

/** Refusals and erased cases need nothing more; what the store could not do is tried again by whoever called. */
const tell = async (
  handle: HandleCommand,
  caseId: string,
  command: Command,
  cause: string,
): Promise<void> => {
  await handle({ caseId, command, actor: HUB, cause });
};

/** What is no longer to be relied on: the case it is from, its project, and why. */
export interface RevokedSource {
  project: string;
  source: string;
  reason: string;
}

/**
 * Tell every other case of a project that what it took over from a source stands no more. Telling it again changes nothing. All
 * are told, also where one cannot be; then it throws.
 */
export const flagDependants = async (
  { store }: Pick<Hub, "store">,
  handle: HandleCommand,
  { project, source, reason }: RevokedSource,
): Promise<void> => {
  const others = (await store.holders(projectPrefix(project))).filter((caseId) => caseId !== source);
  await forEachCase(others, (caseId) =>
    tell(handle, caseId, { type: "FlagRevoked", source, reason }, `revocation of ${source}`),
  );
};

const revocationOf = async (
  memory: CaseMemory,
  source: string,
): Promise<Extract<Command, { type: "FlagRevoked" }> | null> => {
  const found = await memory.load(source);
  const revoked = found.kind === "Loaded" ? found.loaded.state.licence?.revoked : null;
  return revoked ? { type: "FlagRevoked", source, reason: revoked.reason } : null;
};

const lacks = (state: CaseState, grant: GreenChannel | null): grant is GreenChannel =>
  grant !== null && state.greenChannel === null && isOpen(state);

/**
 * Look once more at the project of a case that was just filed. What was revoked or granted in the very moment of the filing
 * is not in it: whoever revoked or granted looked for the cases of the project before this one was among them.
 */
const checkProject = async (
  hub: Hub,
  memory: CaseMemory,
  handle: HandleCommand,
  state: CaseState,
  project: string,
): Promise<void> => {
  const { caseId, inherited, inheritedMaterials } = state;
  const standing = [...inherited, ...inheritedMaterials].filter(({ revoked }) => revoked === null);
  await forEachCase([...new Set(standing.map((each) => each.caseId))], async (source) => {
    const command = await revocationOf(memory, source);
    if (command !== null) await tell(handle, caseId, command, `revocation of ${source}`);
  });
  const grant = await grantOf(hub, project);
  if (lacks(state, grant))
    await tell(handle, caseId, { type: "GrantGreenChannel", grant }, `green channel of ${project}`);
};

/**
 * Let the first open case of a project that has fees pay what the project pays once, since the case that bore it ended. Where
 * none is open, the next filing does.
 */
const passOnFees = async (
  hub: Hub,
  memory: CaseMemory,
  handle: HandleCommand,
  project: string,
  ended: string,
): Promise<void> => {
  const open = (await casesOfProject(hub, memory, project)).filter((state) => mayBearFees(hub.world, state));
  for (const { caseId } of open) {
    const command = { type: "BearProjectFees" } as const;
    const { kind } = await handle({ caseId, command, actor: HUB, cause: `end of ${ended}` });
    if (kind === "Done" || kind === "Taken") return;
  }
};

/** Carry out what follows from a case for its project, in the relay: at least once, and again without harm. */
export const makeProjectEffects =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (state: CaseState, effect: Effect): Promise<void> => {
    if (effect.kind === "FlagDependants")
      await flagDependants(hub, handle, { ...effect, source: effect.caseId });
    if (effect.kind === "PassOnFees") await passOnFees(hub, memory, handle, effect.project, effect.caseId);
    if (effect.kind === "CheckProject") await checkProject(hub, memory, handle, state, effect.project);
  };
