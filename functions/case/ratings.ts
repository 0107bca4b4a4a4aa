import { limitEndOrNull } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { type CaseState, isOpen, type Rating } from "./state.ts";
import type { World } from "./world.ts";

/** Levels of a bad rating (差评): 不满意, 非常不满意. */
const BAD = 2;

/** Whether a rating is a bad one, which must be answered. */
export const isBad = (level: number): boolean => level <= BAD;

const sameAs =
  (occasion: Rating["occasion"], item: string | null) =>
  (rating: Rating): boolean =>
    rating.occasion === occasion && rating.item === item;

const hasCome = (state: CaseState, occasion: Rating["occasion"]): boolean => {
  switch (occasion) {
    case "filing":
      return true;
    case "acceptance":
      return Object.values(state.items).some(({ acceptedOn }) => acceptedOn !== null);
    case "completion":
      return !isOpen(state);
  }
};

/**
 * The applicant rates a service (好差评): five levels, once an occasion and item. A bad rating is a task that is due in
 * fifteen working days.
 * @see 国办发〔2019〕51号
 */
export const rateCase = (
  { calendar, profile }: World,
  state: CaseState,
  { occasion, item, level, indicators, text }: CommandOf<"RateCase">,
  { on }: Now,
): Decision => {
  if (item !== null && !Object.hasOwn(state.items, item))
    return refuse({ kind: "ItemUnknown", itemId: item, known: Object.keys(state.items) });
  if (!hasCome(state, occasion)) return refuse({ kind: "RatingTooEarly", occasion });
  if (state.ratings.some(sameAs(occasion, item))) return refuse({ kind: "RatedAlready", occasion });
  const taskDueOn = isBad(level) ? limitEndOrNull(calendar, on, profile.ratingTask.limit) : null;
  return {
    events: [{ type: "CaseRated", occasion, item, level, indicators: [...indicators], text, taskDueOn, on }],
  };
};

/** The centre answers a rating: what it found and what it mended. Once. */
export const answerRating = (
  state: CaseState,
  { occasion, item, reply }: CommandOf<"AnswerRating">,
  { on }: Now,
): Decision => {
  const rating = state.ratings.find(sameAs(occasion, item));
  if (rating === undefined) return refuse({ kind: "RatingUnknown", occasion });
  if (rating.answeredOn !== null) return refuse({ kind: "RatingAnswered", occasion });
  return { events: [{ type: "RatingAnswered", occasion, item, reply, on }] };
};
