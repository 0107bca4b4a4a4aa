import type { CaseEvent } from "../../../schemas/events.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { CardRule } from "../../catalog/profile.ts";
import { addDays } from "../clock.ts";
import { type Breach, type CaseState, isOpen, isReviewing } from "../state.ts";
import type { World } from "../world.ts";
import { dayAfter, earliest, type TimedRule } from "./timed-rule.ts";

interface DueCard {
  cardId: string;
  rule: CardRule;
  breach: Breach;
  from: IsoDate;
}

/** Whether what was late is still not done: only then does a breach grow worse. */
const lasts = (state: CaseState, { breach, item: itemId }: Breach): boolean => {
  const item = itemId === null ? undefined : state.items[itemId];
  switch (breach) {
    case "item-promised":
    case "item-statutory":
      return isOpen(state) && item !== undefined && isReviewing(item);
    case "case-promised":
    case "case-statutory":
      return isOpen(state);
    case "delivery":
      return state.deliveredOn === null;
    default:
      return true;
  }
};

/** A card whose breach was found no breach at all is not followed by another. */
const isForgiven = (state: CaseState, { recordId }: Breach): boolean =>
  Object.values(state.cards).some((card) => card.recordId === recordId && card.status === "revoked");

const firstDay = ({ calendar }: World, { dueOn, on }: Breach, days: number): IsoDate | null => {
  if (days === 0 || dueOn === null) return on;
  const last = addDays(calendar, dueOn, days);
  return last === null ? null : dayAfter(last);
};

const dueCards = (world: World, state: CaseState): DueCard[] =>
  Object.values(state.breaches).flatMap((breach) =>
    world.profile.cards
      .filter((rule) => rule.breach === breach.breach)
      .flatMap((rule) => {
        const cardId = `${breach.recordId}-${rule.level}`;
        const isMoot = rule.afterWorkingDays > 0 && !lasts(state, breach);
        const from = firstDay(world, breach, rule.afterWorkingDays);
        return from === null || isMoot || state.cards[cardId] !== undefined || isForgiven(state, breach)
          ? []
          : [{ cardId, rule, breach, from }];
      }),
  );

/** Cards (黄牌、红牌) by the centre's profile: each breach has at most one of each colour. */
export const cardsRule: TimedRule = {
  eventsOn: (world, state, { on }) =>
    dueCards(world, state)
      .filter(({ from }) => from <= on)
      .map(
        ({ cardId, rule: { level }, breach: { breach, recordId, item, responsible } }): CaseEvent => ({
          type: "CardIssued",
          cardId,
          level,
          breach,
          recordId,
          item,
          responsible,
          on,
        }),
      ),
  nextOn: (world, state) => earliest(dueCards(world, state).map(({ from }) => from)),
};
