import type { EventOf } from "../../../schemas/events.ts";
import type { CaseState } from "../../case/state.ts";
import type { Claim } from "../../ports/case-store.ts";

/** How the claims of the cases of a project begin: `project:<code>:`. A project code has no colon. */
export const projectPrefix = (code: string): string => `project:${code}:`;

/** The claim of the first case of a project: whoever applied for that case has the project. */
export const ownerKey = (code: string): string => `project-owner:${code}`;

/** Whether a claim is that of a project's first case. */
export const isOwnerKey = (key: string): boolean => key.startsWith("project-owner:");

/**
 * What a filing under a project claims: its place among the cases of the project, and the project itself where it comes
 * first, so that of two first filings at once one is told. The place is never released.
 */
export const projectClaims = ({ caseId, project }: EventOf<"CaseFiled">): Claim[] => {
  if (project === undefined) return [];
  const { code, isFirst } = project;
  return [
    { act: "reserve", key: `${projectPrefix(code)}${caseId}` },
    ...(isFirst ? [{ act: "reserve" as const, key: ownerKey(code) }] : []),
  ];
};

/** What the end of a case without a licence frees: the project, where the case was its first. */
export const freedProject = (before: Pick<CaseState, "project"> | null): Claim[] =>
  before?.project?.isFirst ? [{ act: "release", key: ownerKey(before.project.code) }] : [];
