import type { RegisterDataOf } from "../../schemas/registers.ts";
import { noteAccess } from "../application/note-access.ts";
import { refusalOfAgent } from "../case/delegation.ts";
import type { CaseState } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { actorOf, Failed } from "./responses.ts";

type Ground = Pick<Deps, "memory" | "hub">;

/** Whether somebody may look at every case: at its course, never at the application itself. */
export const oversees = ({ roles }: Claims): boolean =>
  roles.includes("supervisor") || roles.includes("admin");

/** Who stands where to a case: its applicant's side, somebody who may follow its course, or nobody. */
const standingOf = (
  claims: Claims,
  { applicant, filedBy, owner }: Pick<CaseState, "applicant"> & Partial<Pick<CaseState, "filedBy" | "owner">>,
): "own" | "course" | null => {
  if (applicant === claims.sub || filedBy === claims.sub) return "own";
  return oversees(claims) || owner?.id === claims.sub ? "course" : null;
};

/** Load a case for whoever stands somewhere to it; for everybody else it is not there. */
const loadStanding = async (
  { memory }: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<{ state: CaseState; isOwn: boolean }> => {
  const found = await memory.load(caseId);
  if (found.kind === "NotFound") throw new Failed({ kind: "CaseUnknown", caseId });
  const standing = standingOf(claims, found.kind === "Erased" ? found.head : found.loaded.state);
  if (standing === null) throw new Failed({ kind: "CaseUnknown", caseId });
  if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
  return { state: found.loaded.state, isOwn: standing === "own" };
};

/**
 * Load a case for somebody to read: its applicant, and who filed it for them, see the form; supervisors, and the person
 * who answers for it, the course; for everybody else it is not there. A station reads as far as its delegation goes.
 */
export const loadFor = async (
  { memory, hub }: Ground,
  claims: Claims,
  caseId: string,
): Promise<{ state: CaseState; isOwn: boolean }> => {
  const found = await loadStanding({ memory }, claims, caseId);
  const at = hub.clock.now();
  const refusal = refusalOfAgent(found.state, claims.sub, "read", { at, on: shanghaiDate(at) });
  if (refusal !== null) throw new Failed(refusal);
  return found;
};

/** Load a case for an act of its applicant, or of who filed it for them. What a station may do is the act's own rule. */
export const loadOwn = async (
  { memory }: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<CaseState> => {
  const { state, isOwn } = await loadStanding({ memory }, claims, caseId);
  if (!isOwn) throw new Failed({ kind: "Forbidden", needed: ["applicant"] });
  return state;
};

/** Load a case for an act of its applicant in person; a station does not act so for them. */
export const loadAsApplicant = async (
  { memory }: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<CaseState> => {
  const state = await loadOwn({ memory }, claims, caseId);
  if (state.applicant !== claims.sub) throw new Failed({ kind: "Forbidden", needed: ["applicant"] });
  return state;
};

/** Load a case for somebody at the centre whose role alone lets them act on any. */
export const loadAny = async ({ memory }: Pick<Ground, "memory">, caseId: string): Promise<CaseState> => {
  const found = await memory.load(caseId);
  if (found.kind === "NotFound") throw new Failed({ kind: "CaseUnknown", caseId });
  if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
  return found.loaded.state;
};

/** The department of an officer or chief. Throws a problem for people of none. */
export const departmentOf = ({ department }: Claims): string => {
  if (department === undefined) throw new Failed({ kind: "NoDepartment" });
  return department;
};

/** Something of a case that is about to be shown. */
interface Look {
  what: RegisterDataOf<"access">["what"];
  itemId?: string;
  paths?: readonly string[];
}

/** Note that somebody looks at a case, for its applicant to read; the applicant's own looks are not noted. */
export const noteLook = async (
  { hub }: Pick<Ground, "hub">,
  claims: Claims,
  { caseId, applicant }: Pick<CaseState, "caseId" | "applicant">,
  look: Look,
): Promise<void> => {
  if (claims.sub === applicant) return;
  const { kind, id, department = null } = actorOf(claims);
  await noteAccess(hub, { kind, id, department }, { caseId, ...look });
};
