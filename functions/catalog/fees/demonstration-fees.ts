import { demonstrationDefinitions } from "./demonstration-definitions.ts";
import { demonstrationRules } from "./demonstration-rules.ts";
import { demonstrationShelter } from "./demonstration-shelter.ts";
import { type FeeTable, makeFeeTable } from "./fee-table.ts";

/**
 * A fee table for demonstration: bases of law, rates that are examples (示例费率). A centre that collects brings its own,
 * read with `parseFeeTable`; every sheet made from this one says that it is a demonstration.
 */
export const demonstrationFees: FeeTable = makeFeeTable({
  version: "demonstration-2026-11",
  isDemonstration: true,
  validFrom: "2001-03-07",
  definitions: demonstrationDefinitions,
  rules: demonstrationRules,
  shelter: demonstrationShelter,
});
