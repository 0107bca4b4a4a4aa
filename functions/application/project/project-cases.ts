import { type CaseState, isOpen } from "../../case/state.ts";
import type { CaseMemory } from "../case-memory.ts";
import type { Hub } from "../hub.ts";
import { ownerKey, projectPrefix } from "./project-claims.ts";

const byFiling = (one: CaseState, other: CaseState): number =>
  one.filedAt === other.filedAt
    ? one.caseId.localeCompare(other.caseId)
    : one.filedAt.localeCompare(other.filedAt);

/** The cases of a project in the order of their filing, without those whose personal data was taken out of use. */
export const casesOfProject = async (
  { store }: Pick<Hub, "store">,
  memory: Pick<CaseMemory, "load">,
  code: string,
): Promise<CaseState[]> => {
  const found = await Promise.all((await store.holders(projectPrefix(code))).map(memory.load));
  return found.flatMap((each) => (each.kind === "Loaded" ? [each.loaded.state] : [])).sort(byFiling);
};

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
