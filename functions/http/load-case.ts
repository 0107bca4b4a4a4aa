import type { RegisterDataOf } from "../../schemas/registers.ts";
import { noteAccess } from "../application/note-access.ts";
import { refusalOfAgent } from "../case/delegation.ts";
import type { Refusal } from "../case/refusals.ts";
import { type CaseState, isOpen, type Owner } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { actorOf, Failed } from "./responses.ts";

type Ground = Pick<Deps, "memory" | "hub">;

/** Whether somebody may look at every case: at its course, never at the application itself. */
export const oversees = ({ roles }: Claims): boolean =>
  roles.includes("supervisor") || roles.includes("admin");

/** Whether somebody serves applicants: at a window, or as a department's own. */
export const isAtCentre = ({ roles }: Claims): boolean =>
  roles.includes("officer") || roles.includes("chief");

/**
 * Whether somebody answers for a case (首问负责) in the post they were given it: by one of the centre's roles, and in the
 * department on record. A name in the log gives nobody else a right.
 */
export const owns = (claims: Claims, owner: Owner | null | undefined): boolean =>
  (isAtCentre(claims) || oversees(claims)) &&
  owner?.id === claims.sub &&
  owner.department === (claims.department ?? null);

type Standing = "applicant" | "agent" | "window" | "course";

type Subject = Pick<CaseState, "applicant"> &
  Partial<Pick<CaseState, "filedBy" | "owner" | "channel" | "delegation">>;

/**
 * Who stands where to a case: its applicant, the station that acts for them, the clerk who took it in at the window and
 * answers for it still, somebody who may follow its course, or nobody. To have filed it for somebody is no right in itself.
 */
const standingOf = (
  claims: Claims,
  { applicant, filedBy, owner, channel, delegation }: Subject,
): Standing | null => {
  if (applicant === claims.sub) return "applicant";
  if (delegation?.agent === claims.sub) return "agent";
  if (channel === "window" && filedBy === claims.sub && owns(claims, owner)) return "window";
  return oversees(claims) || owns(claims, owner) ? "course" : null;
};

/** Load a case for whoever stands somewhere to it; for everybody else it is not there. */
const loadStanding = async (
  { memory }: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<{ state: CaseState; standing: Standing }> => {
  const found = await memory.load(caseId);
  if (found.kind === "NotFound") throw new Failed({ kind: "CaseUnknown", caseId });
  const standing = standingOf(claims, found.kind === "Erased" ? found.head : found.loaded.state);
  if (standing === null) throw new Failed({ kind: "CaseUnknown", caseId });
  if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
  return { state: found.loaded.state, standing };
};

const refusalOfReading = (hub: Ground["hub"], { sub }: Claims, state: CaseState): Refusal | null => {
  const at = hub.clock.now();
  return refusalOfAgent(state, sub, "read", { at, on: shanghaiDate(at) });
};

/**
 * Whether somebody sees the application itself: its applicant, a station whose delegation lets it read, and the clerk at
 * the window who answers for the case while it is open.
 */
export const seesForm = ({ hub }: Pick<Ground, "hub">, claims: Claims, state: CaseState): boolean => {
  const standing = standingOf(claims, state);
  if (standing === "window") return isOpen(state);
  if (standing === "agent") return refusalOfReading(hub, claims, state) === null;
  return standing === "applicant";
};

/**
 * Load a case for somebody to read; `isOwn` says whether they see the form, see {@link seesForm}. Supervisors, and the
 * person who answers for it, see its course; for everybody else it is not there. A station reads as far as its delegation
 * goes.
 */
export const loadFor = async (
  { memory, hub }: Ground,
  claims: Claims,
  caseId: string,
): Promise<{ state: CaseState; isOwn: boolean }> => {
  const { state } = await loadStanding({ memory }, claims, caseId);
  const refusal = refusalOfReading(hub, claims, state);
  if (refusal !== null) throw new Failed(refusal);
  return { state, isOwn: seesForm({ hub }, claims, state) };
};

const loadAs = async (
  { memory }: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
  standings: readonly Standing[],
): Promise<CaseState> => {
  const { state, standing } = await loadStanding({ memory }, claims, caseId);
  if (!standings.includes(standing)) throw new Failed({ kind: "Forbidden", needed: ["applicant"] });
  return state;
};

/** Load a case for an act of its applicant, or of the station that acts for them: how far that goes is the act's own rule. */
export const loadOwn = (ground: Pick<Ground, "memory">, claims: Claims, caseId: string): Promise<CaseState> =>
  loadAs(ground, claims, caseId, ["applicant", "agent"]);

/**
 * Load a case for a correction: as {@link loadOwn}, and for the clerk at the window who took the case in and answers for
 * it. The log names the clerk; nobody delegated anything to them.
 */
export const loadForCorrection = (
  ground: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<CaseState> => loadAs(ground, claims, caseId, ["applicant", "agent", "window"]);

/** Load a case for an act of its applicant in person; a station does not act so for them. */
export const loadAsApplicant = (
  ground: Pick<Ground, "memory">,
  claims: Claims,
  caseId: string,
): Promise<CaseState> => loadAs(ground, claims, caseId, ["applicant"]);

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
