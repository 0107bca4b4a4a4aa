/** How departments decide: by what stands in the form, not by chance. */
export { reviewConstruction } from "./reviews/construction.ts";
export { reviewEmergencyManagement } from "./reviews/emergency-management.ts";
export { reviewMarketRegulation } from "./reviews/market-regulation.ts";
export { reviewQualitySupervision } from "./reviews/quality-supervision.ts";
export { reviewTax } from "./reviews/tax.ts";
