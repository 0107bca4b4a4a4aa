import type { CaseEvent } from "../../schemas/events.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Card, CaseState, Rating } from "./state.ts";

const types = [
  "CaseWarned",
  "BreachRecorded",
  "CardIssued",
  "CardAppealed",
  "CardRuled",
  "CaseRated",
  "RatingAnswered",
] as const satisfies readonly CaseEvent["type"][];

/** Events of supervision: they change nothing of the case but its record. */
export type SupervisionEvent = Extract<CaseEvent, { type: (typeof types)[number] }>;

const names: ReadonlySet<string> = new Set(types);

/** True for an event of supervision. */
export const isSupervisionEvent = (event: CaseEvent): event is SupervisionEvent => names.has(event.type);

const withCard = (state: CaseState, cardId: string, status: Card["status"]): CaseState => {
  const card = state.cards[cardId];
  return card === undefined ? state : { ...state, cards: { ...state.cards, [cardId]: { ...card, status } } };
};

/** Note when a warning was given. */
export const withWarning = (state: CaseState, cardId: string, on: IsoDate): CaseState => ({
  ...state,
  warnedOn: { ...state.warnedOn, [cardId]: on },
});

/** Fold an event of supervision. `at` is when the hub wrote it. */
export const evolveSupervision = (state: CaseState, event: SupervisionEvent, at: string): CaseState => {
  switch (event.type) {
    case "CaseWarned":
      return withWarning(
        {
          ...state,
          warnings: [...new Set([...state.warnings, event.limit])],
          warnedFor: { ...state.warnedFor, [event.limit]: event.dueOn },
        },
        `${state.caseId}-case-${event.limit}-warning`,
        shanghaiDate(at),
      );
    case "BreachRecorded": {
      const { type: _, paths: __, ...breach } = event;
      return { ...state, breaches: { ...state.breaches, [event.recordId]: breach } };
    }
    case "CardIssued": {
      const { type: _, ...card } = event;
      return { ...state, cards: { ...state.cards, [event.cardId]: { ...card, status: "issued" } } };
    }
    case "CardAppealed":
      return withCard(state, event.cardId, "appealed");
    case "CardRuled":
      return withCard(state, event.cardId, event.isRevoked ? "revoked" : "upheld");
    case "CaseRated": {
      const { occasion, item, level, on, taskDueOn } = event;
      const rating: Rating = { occasion, item, level, on, taskDueOn, answeredOn: null };
      return { ...state, ratings: [...state.ratings, rating] };
    }
    case "RatingAnswered":
      return {
        ...state,
        ratings: state.ratings.map((each) =>
          each.occasion === event.occasion && each.item === event.item
            ? { ...each, answeredOn: event.on }
            : each,
        ),
      };
  }
};
