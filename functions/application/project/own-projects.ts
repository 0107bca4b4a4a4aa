import type { ProjectSummary } from "../../../schemas/project.ts";
import { type CaseState, isOpen } from "../../case/state.ts";
import type { CaseHead, Page } from "../../ports/case-store.ts";
import type { CaseMemory } from "../case-memory.ts";
import type { Hub } from "../hub.ts";
import { grantOf } from "./green-grant.ts";
import { readableCases } from "./project-cases.ts";
import { projectOfState } from "./project-of-state.ts";

/** Heads read at a time. */
const PAGE = 100;

const headsOf = async ({ store }: Pick<Hub, "store">, applicant: string): Promise<CaseHead[]> => {
  const heads: CaseHead[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<CaseHead> = await store.search({ applicant, cursor, limit: PAGE });
    heads.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== null);
  return heads;
};

/** Somebody's cases of processes that know projects, oldest first; those that are erased or cannot be read are left out. */
const ownCases = async (hub: Hub, memory: CaseMemory, applicant: string): Promise<CaseState[]> => {
  const heads = (await headsOf(hub, applicant)).filter(
    ({ processId }) => hub.world.processes.get(processId)?.projectOf !== undefined,
  );
  return readableCases(
    hub,
    memory,
    heads.map(({ caseId }) => caseId),
  );
};

/** The projects of which somebody has cases, in the order of their first case, each with what its newest case calls it. */
export const ownProjects = async (
  hub: Hub,
  memory: CaseMemory,
  applicant: string,
): Promise<ProjectSummary[]> => {
  const cases = await ownCases(hub, memory, applicant);
  const codes = [...new Set(cases.flatMap(({ project }) => (project === null ? [] : [project.code])))];
  return Promise.all(
    codes.map(async (code): Promise<ProjectSummary> => {
      const own = cases.filter(({ project }) => project?.code === code);
      const named = own.map((state) => projectOfState(hub.world, state)).filter((each) => each !== null);
      return {
        code,
        name: named.at(-1)?.name ?? "",
        works: [...new Set(named.flatMap(({ works }) => works))],
        cases: own.length,
        openCases: own.filter(isOpen).length,
        greenChannel: (await grantOf(hub, code)) !== null,
      };
    }),
  );
};
