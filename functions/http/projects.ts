import { projectParams, projectSummary, projectView } from "../../schemas/project.ts";
import { ownProjects } from "../application/project/own-projects.ts";
import { readableCasesOfProject } from "../application/project/project-cases.ts";
import { type ProjectAudience, viewProject } from "../application/project/project-view.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { wasShown } from "../case/visits.ts";
import { createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { isAtCentre, noteLook, oversees, owns, seesForm } from "./load-case.ts";
import { Failed } from "./responses.ts";

const listRoute = createRoute({
  method: "get",
  path: "/v1/projects",
  summary: "One's own projects / 我的项目",
  tags: ["express lane"],
  security: signedIn,
  responses: {
    200: ok("the projects of one's cases", z.object({ rows: z.array(projectSummary) })),
    ...problemResponses(401),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/v1/projects/{code}",
  summary: "A project with its cases and what they gave / 查看项目",
  description:
    "Whole for supervisors. An applicant sees the cases of their own, which are all unless the project was another's before; a station and whoever answers for a case see theirs; officers of a department that takes part see every case, and the outputs of their own items. For everybody else there is no such project.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: projectParams },
  responses: { 200: ok("the project", projectView), ...problemResponses(401, 404, 422) },
});

const all: ProjectAudience = {
  seesCase: () => true,
  seesOutputsOf: () => true,
  seesMaterialsOf: () => true,
};

/**
 * What somebody may see of the cases of a project. A case for which one stands nowhere is not there, also for the builder who has
 * the project now: it may have been another's before.
 */
const audienceOf = (deps: Deps, claims: Claims, cases: readonly CaseState[]): ProjectAudience => {
  const isOfDepartment = ({ plan }: ItemState): boolean =>
    isAtCentre(claims) && claims.department !== undefined && plan.department === claims.department;
  const takesPart = cases.some((state) =>
    Object.values(state.items).some((item) => isOfDepartment(item) && wasShown(state, item)),
  );
  const isOwn = (state: CaseState): boolean => seesForm(deps, claims, state) || owns(claims, state.owner);
  return {
    seesCase: (state) => takesPart || isOwn(state),
    seesOutputsOf: (state, item) => isOfDepartment(item) || isOwn(state),
    seesMaterialsOf: (state) => seesForm(deps, claims, state),
  };
};

/** Projects: all cases of one national project code, with what each phase gave to the next. */
export const makeProjectRoutes = (deps: Deps) => {
  const { hub, memory } = deps;
  const app = makeRouter();

  app.openapi(listRoute, async (c) =>
    c.json({ rows: await ownProjects(hub, memory, c.get("claims").sub) }, 200),
  );

  app.openapi(readRoute, async (c) => {
    const claims = c.get("claims");
    const { code } = c.req.valid("param");
    const cases = await readableCasesOfProject(hub, memory, code);
    const audience = oversees(claims) ? all : audienceOf(deps, claims, cases);
    const view = await viewProject(hub, code, cases, audience);
    if (view === null) throw new Failed({ kind: "NotFound" });
    await Promise.all(
      cases.filter(audience.seesCase).map((state) => noteLook(deps, claims, state, { what: "case" })),
    );
    c.header("cache-control", "private, no-store");
    return c.json(view, 200);
  });

  return app;
};
