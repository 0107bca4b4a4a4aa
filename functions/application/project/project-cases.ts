import { type CaseState, isOpen } from "../../case/state.ts";
import type { CaseMemory, LoadResult } from "../case-memory.ts";
import type { Hub } from "../hub.ts";
import { ownerKey, projectPrefix } from "./project-claims.ts";

const byFiling = (one: CaseState, other: CaseState): number =>
  one.filedAt === other.filedAt
    ? one.caseId.localeCompare(other.caseId)
    : one.filedAt.localeCompare(other.filedAt);

const statesOf = (found: readonly LoadResult[]): CaseState[] =>
  found.flatMap((each) => (each.kind === "Loaded" ? [each.loaded.state] : [])).sort(byFiling);

/**
 * The cases of a project in the order of their filing, without those whose personal data was taken out of use. Throws when one
 * cannot be read: nothing is decided on a part of them.
 */
export const casesOfProject = async (
  { store }: Pick<Hub, "store">,
  memory: Pick<CaseMemory, "load">,
  code: string,
): Promise<CaseState[]> =>
  statesOf(await Promise.all((await store.holders(projectPrefix(code))).map(memory.load)));

/** Those of some cases that can be read, for somebody to look at; one that cannot is left out, and logged. */
export const readableCases = async (
  { log }: Pick<Hub, "log">,
  memory: Pick<CaseMemory, "load">,
  caseIds: readonly string[],
): Promise<CaseState[]> => {
  const load = async (caseId: string): Promise<LoadResult> => {
    try {
      return await memory.load(caseId);
    } catch (error) {
      log.error("project-case-unreadable", {
        caseId,
        error: error instanceof Error ? error.message : String(error),
      });
      return { kind: "NotFound" };
    }
  };
  return statesOf(await Promise.all(caseIds.map(load)));
};

/** The cases of a project as {@link casesOfProject}, for somebody to look at: without those that cannot be read. */
export const readableCasesOfProject = async (
  hub: Pick<Hub, "store" | "log">,
  memory: Pick<CaseMemory, "load">,
  code: string,
): Promise<CaseState[]> => readableCases(hub, memory, await hub.store.holders(projectPrefix(code)));

/**
 * Who has a project: the applicant of its first case, also once that is erased. When the first case ended without a
 * licence, whoever has another that is open or was issued; `null` while nobody has, so that a code that was named by
 * mistake is not lost to the builder whose it is.
 */
export const ownerOfProject = async (
  hub: Pick<Hub, "store">,
  memory: Pick<CaseMemory, "load">,
  code: string,
): Promise<string | null> => {
  const { store } = hub;
  const first = await store.holder(ownerKey(code));
  if (first !== null) return (await store.head(first))?.applicant ?? null;
  const cases = await casesOfProject(hub, memory, code);
  return cases.find((state) => isOpen(state) || state.licence !== null)?.applicant ?? null;
};
