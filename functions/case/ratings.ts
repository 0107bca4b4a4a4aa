import { message } from "../../schemas/message.ts";
import { limitEndOrNull } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Refusal } from "./refusals.ts";
import { type CaseState, type ItemState, isOpen, type Rating } from "./state.ts";
import { catalogOf, type World } from "./world.ts";

/** Levels of a bad rating (差评): 不满意, 非常不满意. */
const BAD = 2;

/** Whether a rating is a bad one, which must be answered. */
export const isBad = (level: number): boolean => level <= BAD;

const sameAs =
  (occasion: Rating["occasion"], item: string | null) =>
  (rating: Rating): boolean =>
    rating.occasion === occasion && rating.item === item;

/** Whether an item was put to its department at all; nobody served the applicant in the others. */
const isAsked = ({ round }: ItemState): boolean => round > 0;

const hasComeOf = (item: ItemState, state: CaseState, occasion: Rating["occasion"]): boolean => {
  switch (occasion) {
    case "filing":
      return isAsked(item);
    case "acceptance":
      return isAsked(item) && item.acceptedOn !== null;
    case "completion":
      return item.decision !== null && !isOpen(state);
  }
};

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

const tooEarly = (
  world: World,
  state: CaseState,
  item: ItemState | undefined,
  occasion: Rating["occasion"],
): Refusal => {
  if (item === undefined) return { kind: "RatingTooEarly", occasion, item: null, isAsked: true };
  const name = catalogOf(world, state).items.get(item.plan.runs)?.name ?? message(item.id, item.id);
  return { kind: "RatingTooEarly", occasion, item: name, isAsked: isAsked(item) };
};

/**
 * The applicant rates a service (好差评): five levels, once an occasion and item. A bad rating is a task that is due in
 * fifteen working days. An item is rated only where its department did something: was asked, has accepted, has decided.
 * @see 国办发〔2019〕51号
 */
export const rateCase = (
  world: World,
  state: CaseState,
  { occasion, item, level, indicators, text }: CommandOf<"RateCase">,
  { on }: Now,
): Decision => {
  const rated = item !== null && Object.hasOwn(state.items, item) ? state.items[item] : undefined;
  if (item !== null && rated === undefined)
    return refuse({ kind: "ItemUnknown", itemId: item, known: Object.keys(state.items) });
  const isDue = rated === undefined ? hasCome(state, occasion) : hasComeOf(rated, state, occasion);
  if (!isDue) return refuse(tooEarly(world, state, rated, occasion));
  if (state.ratings.some(sameAs(occasion, item))) return refuse({ kind: "RatedAlready", occasion });
  const { calendar, profile } = world;
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
