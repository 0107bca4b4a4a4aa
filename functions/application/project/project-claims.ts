import type { EventOf } from "../../../schemas/events.ts";
import type { CaseState } from "../../case/state.ts";
import type { Claim } from "../../ports/case-store.ts";

/** How the claims of the cases of a project begin: `project:<code>:`. A project code has no colon. */
export const projectPrefix = (code: string): string => `project:${code}:`;

/** The claim of the first case of a project: whoever applied for that case has the project. */
export const ownerKey = (code: string): string => `project-owner:${code}`;

/** The claim of the case that pays what its project pays once, such as fees on the land. */
export const feesKey = (code: string): string => `project-fees:${code}`;

/** Whether a claim is one that a filing makes for its whole project: whoever finds it taken looks at the project once more. */
export const isOfProject = (key: string): boolean =>
  key.startsWith("project-owner:") || key.startsWith("project-fees:");

/**
 * What a filing under a project claims: its place among the cases of the project, the project itself where it comes first,
 * and what the project pays once where no other case pays it, so that of two filings at once one is told. The place is
 * never released.
 */
export const projectClaims = ({ caseId, project }: EventOf<"CaseFiled">): Claim[] => {
  if (project === undefined) return [];
  const { code, isFirst, bearsProjectFees = false } = project;
  const keys = [
    `${projectPrefix(code)}${caseId}`,
    ...(isFirst ? [ownerKey(code)] : []),
    ...(bearsProjectFees ? [feesKey(code)] : []),
  ];
  return keys.map((key) => ({ act: "reserve", key }));
};

/** What the end of a case without a licence frees: the project, where the case was its first, and what the project pays once. */
export const freedProject = (before: Pick<CaseState, "project"> | null): Claim[] => {
  if (before === null || before.project === null) return [];
  const { code, isFirst, bearsProjectFees = false } = before.project;
  const keys = [...(isFirst ? [ownerKey(code)] : []), ...(bearsProjectFees ? [feesKey(code)] : [])];
  return keys.map((key) => ({ act: "release", key }));
};
