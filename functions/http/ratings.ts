import { ratingAnswerBody, ratingBody } from "../../schemas/acts.ts";
import { ratingSummary, ratingView } from "../../schemas/case-parts.ts";
import type { Actor } from "../../schemas/events.ts";
import { ratingSummaryOf } from "../application/case-view-parts.ts";
import { decodeEvent } from "../application/event-codec.ts";
import { isAboutRating, ratingsOf } from "../application/ratings-of.ts";
import type { CommandOf } from "../case/commands.ts";
import type { CaseState } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import { bodyOf, caseParams, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { loadAsApplicant, loadFor, noteLook, oversees } from "./load-case.ts";
import { actorOf, doneOrFail, Failed, requireRole } from "./responses.ts";

const listRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/ratings",
  summary: "The ratings of a case / 办件的评价",
  description:
    "The applicant and supervisors read them in full, as do the lead department and, for its own items, the department rated; a station and the owner see no words.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: ok("the ratings, oldest first", z.object({ ratings: z.array(ratingView) })),
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

const rateRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/ratings",
  summary: "Rate a service / 好差评",
  description:
    "By the applicant in person, once an occasion and item: on filing at any time, on acceptance once a department has accepted, on completion once the case is closed. An item only where it was asked, accepted, and decided. Levels 1 and 2 are a task of fifteen working days.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(ratingBody) },
  responses: { 201: ok("rated", ratingSummary), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

const answerRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/ratings/answer",
  summary: "Answer a rating / 答复评价",
  description: "Once, by supervision, the lead department, or the department whose item was rated.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(ratingAnswerBody) },
  responses: { 200: ok("answered", ratingSummary), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** Whether somebody's department answers for a rating: the lead, or the one whose item was rated. */
const answersFor = (
  { world }: Deps["hub"],
  { roles, department }: Claims,
  state: CaseState,
  itemId: string | null,
): boolean => {
  if (department === undefined || !(roles.includes("officer") || roles.includes("chief"))) return false;
  const rated = itemId === null ? undefined : state.items[itemId]?.plan.department;
  return department === processOf(world, state).lead || department === rated;
};

/** Ratings (好差评): given by the applicant, read and answered by those who answer for the service. */
export const makeRatingRoutes = (deps: Deps) => {
  const { hub, memory, handle } = deps;
  const app = makeRouter();

  /** The case as somebody reads its ratings, and which of them in the applicant's words. */
  const loadForRatings = async (claims: Claims, caseId: string) => {
    const found = await memory.load(caseId);
    const known = found.kind === "Loaded" ? found.loaded.state : null;
    const isAnswerable = (itemId: string | null) => known !== null && answersFor(hub, claims, known, itemId);
    if (known !== null && (isAnswerable(null) || known.ratings.some(({ item }) => isAnswerable(item))))
      return { state: known, seesText: isAnswerable };
    const { state } = await loadFor(deps, claims, caseId);
    const seesAll = state.applicant === claims.sub || oversees(claims);
    return { state, seesText: () => seesAll };
  };

  const change = async (
    caseId: string,
    command: CommandOf<"RateCase"> | CommandOf<"AnswerRating">,
    actor: Actor,
    cause: string,
  ) => {
    const { state } = doneOrFail(await handle({ caseId, command, actor, cause }));
    const { occasion, item } = command;
    const rating = state.ratings.find((each) => each.occasion === occasion && each.item === item);
    if (rating === undefined) throw new Failed({ kind: "RatingUnknown", occasion });
    return ratingSummaryOf(rating);
  };

  app.openapi(listRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const claims = c.get("claims");
    const { state, seesText } = await loadForRatings(claims, caseId);
    await noteLook(deps, claims, state, { what: "ratings" });
    const found = await memory.load(caseId);
    const stored = await hub.store.load(caseId);
    if (found.kind !== "Loaded" || stored === null) throw new Failed({ kind: "CaseUnknown", caseId });
    const log = stored.events
      .filter(({ type }) => isAboutRating(type))
      .map((event) => decodeEvent(found.loaded.key, caseId, event));
    return c.json({ ratings: ratingsOf(state, log, seesText) }, 200);
  });

  app.openapi(rateRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    await loadAsApplicant(deps, claims, caseId);
    const { itemId: item, ...said } = c.req.valid("json");
    return c.json(await change(caseId, { type: "RateCase", item, ...said }, actorOf(claims), "rating"), 201);
  });

  app.openapi(answerRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
    const { caseId } = c.req.valid("param");
    const { occasion, itemId: item, reply } = c.req.valid("json");
    const found = await memory.load(caseId);
    if (found.kind === "NotFound") throw new Failed({ kind: "CaseUnknown", caseId });
    if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
    if (!oversees(claims) && !answersFor(hub, claims, found.loaded.state, item))
      throw new Failed({ kind: "Forbidden", needed: ["supervisor"] });
    const command = { type: "AnswerRating", occasion, item, reply } as const;
    return c.json(await change(caseId, command, actorOf(claims), "answer to a rating"), 200);
  });

  return app;
};
