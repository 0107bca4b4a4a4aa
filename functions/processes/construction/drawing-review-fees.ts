import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type { DrawingReviewForm } from "../../../schemas/forms/construction/drawing-review-form.ts";

/**
 * What the fees of a drawing review follow from, read off the form: nothing is computed and nothing guessed. What the form
 * leaves out is `null`, not known.
 */
export const feeFactsOf = ({ project, works, charges }: DrawingReviewForm, caseId: string): FeeFacts => ({
  caseId,
  projectClass: project.class,
  industrialClass: charges.industrialClass ?? null,
  inPark: project.inPark,
  isNonProfit: project.isNonProfit,
  inErosionArea: project.inErosionArea,
  shelterObstacle: project.shelterObstacle ?? null,
  constructionCostFen: charges.constructionCostFen ?? null,
  buildings: works.map(({ name: _, ...building }) => building),
  land: project.land,
  road: charges.road,
  services: charges.services.map(({ standardFen = null, agreedFen = null, ...service }) => ({
    ...service,
    standardFen,
    agreedFen,
  })),
});
