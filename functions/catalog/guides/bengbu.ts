import { type GuideBook, tenDisclosures } from "../disclosures.ts";
import { makeGuides } from "../item-guide.ts";
import { constructionGuides } from "./construction/guides.ts";
import { enterpriseRegistration } from "./enterprise-registration.ts";
import { hazardousChemicalsPermit } from "./hazardous-chemicals-permit.ts";
import { organizationCode } from "./organization-code.ts";
import { taxRegistration } from "./tax-registration.ts";

/**
 * The guides of the Bengbu centre. Only the HTTP layer reads them: what decides cases needs the power list alone, and
 * functions that start often should not carry their texts.
 */
export const bengbuGuides: GuideBook = {
  guides: makeGuides([
    enterpriseRegistration,
    organizationCode,
    taxRegistration,
    hazardousChemicalsPermit,
    ...constructionGuides,
  ]),
  disclosures: tenDisclosures,
};
