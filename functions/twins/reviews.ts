/** How the four departments decide: by what stands in the form, not by chance. */
export { reviewEmergencyManagement } from "./reviews/emergency-management.ts";
export { reviewMarketRegulation } from "./reviews/market-regulation.ts";
export { reviewQualitySupervision } from "./reviews/quality-supervision.ts";
export { reviewTax } from "./reviews/tax.ts";
