import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Card, CaseState } from "./state.ts";

const cardOf = (cards: CaseState["cards"], cardId: string): Card | undefined =>
  Object.hasOwn(cards, cardId) ? cards[cardId] : undefined;

/** The department a card was issued to appeals against it (申诉), once. */
export const appealCard = (
  { cards }: CaseState,
  { cardId, department, grounds }: CommandOf<"AppealCard">,
  { on }: Now,
): Decision => {
  const card = cardOf(cards, cardId);
  if (card === undefined) return refuse({ kind: "CardUnknown", cardId, known: Object.keys(cards) });
  if (card.responsible.department !== department) return refuse({ kind: "NotYourCard", cardId, department });
  if (card.status !== "issued") return refuse({ kind: "CardSettled", cardId, status: card.status });
  return { events: [{ type: "CardAppealed", cardId, grounds, on }] };
};

/**
 * Supervision revokes a card, on appeal or by itself, or upholds it. A revoked card takes its accountability record with
 * it, and with the record its other cards.
 */
export const ruleOnCard = (
  { cards }: CaseState,
  { cardId, isRevoked, reasons }: CommandOf<"RuleOnCard">,
  { on }: Now,
): Decision => {
  const card = cardOf(cards, cardId);
  if (card === undefined) return refuse({ kind: "CardUnknown", cardId, known: Object.keys(cards) });
  if (card.status === "revoked" || card.status === "upheld")
    return refuse({ kind: "CardSettled", cardId, status: card.status });
  const isOfTheRecord = (other: Card) =>
    other.recordId === card.recordId && (other.status === "issued" || other.status === "appealed");
  const ruled = isRevoked ? Object.values(cards).filter(isOfTheRecord) : [card];
  return {
    events: ruled.map((each) => ({ type: "CardRuled", cardId: each.cardId, isRevoked, reasons, on })),
  };
};
