import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog, Item } from "../catalog/catalog.ts";
import { type GuideBook, publication } from "../catalog/disclosures.ts";
import { findingsOfGuide } from "../catalog/guide-findings.ts";
import { directoryEntry, type WholeGuide, wholeGuide } from "../catalog/item-guide.ts";
import {
  applicationWayCodes,
  bodyTypeCodes,
  centreStatuses,
  handlingAreaCodes,
  itemKindCodes,
  limitUnitCodes,
  nationalCategories,
  nationalStates,
  powerLevelCodes,
  powerSourceCodes,
  servedPersonCodes,
} from "../catalog/national-codes.ts";
import { type ItemGuideView, itemRowOf } from "./item-guide-view.ts";

/** A whole guide's codes in the dictionaries of exchange, which stand beside the hub's own words. */
const codesOf = ({
  guide: { basic, extension },
  item,
  codes: own,
}: WholeGuide): NonNullable<ItemGuideView["codes"]> => {
  const { promised, statutory } = item.limits;
  return {
    ...own,
    category: nationalCategories.codes[item.category],
    status: centreStatuses.codes[item.status.kind],
    state: nationalStates.codes[item.status.kind],
    kind: itemKindCodes.codes[basic.kind],
    level: powerLevelCodes.codes[basic.level],
    powerSource: powerSourceCodes.codes[basic.powerSource],
    bodyType: bodyTypeCodes.codes[basic.bodyType],
    serves: basic.serves.map((each) => servedPersonCodes.codes[each]),
    ways: basic.ways.map((each) => applicationWayCodes.codes[each]),
    area: extension.area === null ? null : handlingAreaCodes.codes[extension.area],
    limitUnits: {
      promised: promised === null ? null : limitUnitCodes.codes[promised.unit],
      statutory: statutory === null ? null : limitUnitCodes.codes[statutory.unit],
    },
  };
};

const courseOf = (item: Item): ItemGuideView["course"] => {
  const { silence = { kind: "none" }, isSafetyCritical = false, excludedProcedures = [], commitment } = item;
  return {
    isSafetyCritical,
    silence: { kind: silence.kind, basis: silence.kind === "none" ? null : silence.basis },
    excludedProcedures: [...excludedProcedures],
    commitment: commitment === undefined ? null : { ...commitment, conditions: [...commitment.conditions] },
  };
};

/** A view of a guide that has nothing to tell beyond the row. */
const bareView = (catalog: Catalog, item: Item, on: IsoDate): ItemGuideView => ({
  ...itemRowOf(catalog, item, on),
  edition: { version: catalog.version, validFrom: catalog.validFrom },
  published: false,
  course: courseOf(item),
  guide: null,
  directory: null,
  codes: null,
  disclosures: [],
  blank: [],
  findings: [],
});

/** The guide of an item as the book has it, published or not, with what keeps it from being published. */
export const itemGuideViewOf = (
  catalog: Catalog,
  item: Item,
  { guides, disclosures }: GuideBook,
  on: IsoDate,
): ItemGuideView => {
  const bare = bareView(catalog, item, on);
  const written = guides.get(item.id);
  const whole = written === undefined ? null : wholeGuide(catalog, written);
  if (whole === null) return { ...bare, blank: disclosures.map(({ label }) => label) };
  const published = publication(whole, disclosures);
  const sheet = published.published ? published.sheet : [];
  return {
    ...bare,
    published: published.published,
    guide: whole.guide,
    directory: directoryEntry(whole),
    codes: codesOf(whole),
    disclosures: sheet.map((row) => ({ ...row, lines: [...row.lines] })),
    blank: published.published ? [] : [...published.blank],
    findings: findingsOfGuide(whole),
  };
};

/** The same for the public: without what only the centre should mend, and nothing of a guide of an item one cannot apply for. */
export const publicView = (view: ItemGuideView): ItemGuideView => ({
  ...view,
  ...(view.published && view.acceptsApplications
    ? {}
    : { published: false, guide: null, directory: null, codes: null, disclosures: [] }),
  blank: [],
  findings: [],
});
