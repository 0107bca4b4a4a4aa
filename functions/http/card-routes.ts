import { cardAppealBody, cardRulingBody } from "../../schemas/acts.ts";
import { cardView } from "../../schemas/case-parts.ts";
import { cardViewOf } from "../application/case-view-parts.ts";
import type { CommandOf } from "../case/commands.ts";
import type { Card, CaseState } from "../case/state.ts";
import { bodyOf, caseParams, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { departmentOf, loadFor, noteLook, oversees } from "./load-case.ts";
import { actorOf, doneOrFail, Failed, requireRole } from "./responses.ts";

const cardParams = caseParams.extend({ cardId: z.string().min(1).max(200) });

const listRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/cards",
  summary: "The cards of a case / 办件的黄牌、红牌",
  description:
    "Supervisors see all with who answers for them, departments their own, the applicant each card's department and level.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: ok("the cards, in the order they were issued", z.object({ cards: z.array(cardView) })),
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

const appealRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/cards/{cardId}/appeal",
  summary: "Appeal against a card / 黄牌、红牌申诉",
  description: "Once, by an officer or the chief representative of the department it was issued to.",
  tags: ["desk"],
  security: signedIn,
  request: { params: cardParams, ...bodyOf(cardAppealBody) },
  responses: { 200: ok("appealed", cardView), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

const rulingRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/cards/{cardId}/ruling",
  summary: "Revoke or uphold a card / 裁定黄牌、红牌",
  description: "A revoked card takes its accountability record with it; an upheld one stands.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: cardParams, ...bodyOf(cardRulingBody) },
  responses: { 200: ok("ruled", cardView), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** The cards of somebody's own department, in a case it was asked in or has a card of; `null` for everybody else. */
const ownCards = ({ roles, department }: Claims, { items, cards }: CaseState): Card[] | null => {
  if (!roles.includes("officer") && !roles.includes("chief")) return null;
  const own = Object.values(cards).filter(({ responsible }) => responsible.department === department);
  const wasAsked = Object.values(items).some(
    ({ plan, round }) => plan.department === department && round > 0,
  );
  return wasAsked || own.length > 0 ? own : null;
};

/** The cards of a case: read by those they concern, appealed by their departments, ruled on by supervision. */
export const makeCardRoutes = (deps: Deps) => {
  const { handle } = deps;
  const app = makeRouter();

  const act = async (
    claims: Claims,
    caseId: string,
    command: CommandOf<"AppealCard"> | CommandOf<"RuleOnCard">,
  ) => {
    const cause = command.type === "AppealCard" ? "card appeal" : "card ruling";
    const { state } = doneOrFail(await handle({ caseId, command, actor: actorOf(claims), cause }));
    const card = state.cards[command.cardId];
    if (card === undefined) throw new Failed({ kind: "NotFound" });
    return cardViewOf(card, { withPersons: true });
  };

  app.openapi(listRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const known = await deps.memory.load(caseId);
    const own = known.kind === "Loaded" && !oversees(claims) ? ownCards(claims, known.loaded.state) : null;
    const state =
      own !== null && known.kind === "Loaded"
        ? known.loaded.state
        : (await loadFor(deps, claims, caseId)).state;
    await noteLook(deps, claims, state, { what: "cards" });
    const withPersons = own !== null || oversees(claims);
    const cards = own ?? Object.values(state.cards);
    return c.json({ cards: cards.map((card) => cardViewOf(card, { withPersons })) }, 200);
  });

  app.openapi(appealRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const { caseId, cardId } = c.req.valid("param");
    const { grounds } = c.req.valid("json");
    const department = departmentOf(claims);
    return c.json(await act(claims, caseId, { type: "AppealCard", cardId, department, grounds }), 200);
  });

  app.openapi(rulingRoute, async (c) => {
    const claims = requireRole(c, "supervisor", "admin");
    const { caseId, cardId } = c.req.valid("param");
    const { isRevoked, reasons } = c.req.valid("json");
    return c.json(await act(claims, caseId, { type: "RuleOnCard", cardId, isRevoked, reasons }), 200);
  });

  return app;
};
