import type { CardSummary, CardView, RatingSummary } from "../../schemas/case-parts.ts";
import type { Card, Rating } from "../case/state.ts";

/** A card as everybody who follows the case sees it. */
export const cardSummaryOf = ({
  cardId,
  level,
  breach,
  item,
  on,
  status,
  responsible: { department },
}: Card): CardSummary => ({ cardId, level, breach, itemId: item, on, status, department });

/** A card with its record; post and person only `withPersons`. */
export const cardViewOf = (
  { cardId, level, breach, item, on, status, recordId, responsible }: Card,
  { withPersons }: { withPersons: boolean },
): CardView => {
  const { department } = responsible;
  return {
    cardId,
    level,
    breach,
    itemId: item,
    on,
    status,
    recordId,
    responsible: withPersons ? { ...responsible } : { department, post: null, person: null },
  };
};

/** A rating without its words. */
export const ratingSummaryOf = ({
  occasion,
  item,
  level,
  on,
  taskDueOn,
  answeredOn,
}: Rating): RatingSummary => ({ occasion, itemId: item, level, on, taskDueOn, answeredOn });
