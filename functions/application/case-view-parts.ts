import type { CardSummary, CardView, RatingSummary } from "../../schemas/case-parts.ts";
import type { CaseView } from "../../schemas/http.ts";
import { dayOrNull, plannedEndOf } from "../case/last-days.ts";
import type { Card, Rating, Suspension } from "../case/state.ts";
import type { World } from "../case/world.ts";

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

/** A special procedure that lasts, with the day on which it ends as planned by the calendar of today. */
export const suspensionViewOf = (
  world: Pick<World, "calendar">,
  suspension: Suspension | null,
): CaseView["items"][number]["suspension"] => {
  if (suspension === null) return null;
  const { procedure, since, stopsClock } = suspension;
  return { procedure, since, plannedEnd: dayOrNull(plannedEndOf(world, suspension)), stopsClock };
};
