import type { RatingView } from "../../schemas/case-parts.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import type { CaseState } from "../case/state.ts";
import { ratingSummaryOf } from "./case-view-parts.ts";
import { masked } from "./mask-form.ts";

/** Which events tell what was said in a rating. */
export const isAboutRating = (type: string): boolean => type === "CaseRated" || type === "RatingAnswered";

/**
 * The ratings of a case with their words, which stand in its log only. `seesText` says of which ratings the applicant's
 * own words are shown; identity numbers are masked in all.
 */
export const ratingsOf = (
  { ratings }: CaseState,
  log: readonly RecordedEvent[],
  seesText: (itemId: string | null) => boolean,
): RatingView[] =>
  ratings.map((rating) => {
    const about = log
      .map(({ event }) => event)
      .filter(
        (event) =>
          (event.type === "CaseRated" || event.type === "RatingAnswered") &&
          event.occasion === rating.occasion &&
          event.item === rating.item,
      );
    const rated = about.find((event) => event.type === "CaseRated");
    const answered = about.find((event) => event.type === "RatingAnswered");
    return {
      ...ratingSummaryOf(rating),
      indicators: masked(rated?.indicators ?? []),
      text: seesText(rating.item) ? masked(rated?.text ?? null) : null,
      reply: masked(answered?.reply ?? null),
    };
  });
