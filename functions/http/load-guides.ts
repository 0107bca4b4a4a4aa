import type { GuideBook } from "../catalog/disclosures.ts";

/** Bring the guides of the Bengbu centre. They are read when somebody asks for one, not at every start of a function. */
export const loadGuides = async (): Promise<GuideBook> =>
  (await import("../catalog/guides/bengbu.ts")).bengbuGuides;
