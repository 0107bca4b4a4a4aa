import type { Item } from "../catalog.ts";
import { acceptanceItems } from "./acceptance-items.ts";
import { drawingReviewItems } from "./drawing-review-items.ts";
import { surveyItems } from "./survey-items.ts";

/** Every item of the construction line, in the order of its three joint actions. */
export const constructionItems: readonly Item[] = [...surveyItems, ...drawingReviewItems, ...acceptanceItems];
