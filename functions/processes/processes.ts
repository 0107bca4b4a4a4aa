import { companyRegistration } from "./company-registration.ts";
import { constructionSurvey } from "./construction-survey.ts";
import { drawingReview } from "./drawing-review.ts";
import { jointAcceptance } from "./joint-acceptance.ts";
import type { Processes } from "./process.ts";

/** Every joint process of the hub. A new one is its file and its line here. */
export const processes: Processes = new Map(
  [companyRegistration, constructionSurvey, drawingReview, jointAcceptance].map((process) => [
    process.id,
    process,
  ]),
);
