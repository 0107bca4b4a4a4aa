import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { type Catalog, isInForce } from "../../catalog/catalog.ts";
import { type GuideBook, publication } from "../../catalog/disclosures.ts";
import { wholeGuide } from "../../catalog/item-guide.ts";
import { whereToGo } from "../../catalog/where-to-go.ts";
import { addDays, emptyDaySum } from "./limit-days.ts";
import { type StepFigures, type StepsOf, stepFigures } from "./steps.ts";

/** The steps as a book of guides has them. */
export const stepsIn =
  ({ guides }: Pick<GuideBook, "guides">): StepsOf =>
  (itemId) =>
    guides.get(itemId)?.basic.flow?.length ?? null;

/** Count the steps of the guides that are published on a day. Items in force without such a guide are left out. */
export const publishedSteps = (catalog: Catalog, book: GuideBook, on: IsoDate): StepFigures => {
  const sum = emptyDaySum();
  const stepsOf = stepsIn(book);
  for (const item of catalog.items.values()) {
    if (!isInForce(item, on)) continue;
    const guide = book.guides.get(item.id);
    const whole = guide === undefined ? null : wholeGuide(catalog, guide);
    const isPublished =
      whole !== null &&
      publication(whole, book.disclosures).published &&
      whereToGo(catalog, item, on) === null;
    addDays(sum, isPublished ? stepsOf(item.id) : null);
  }
  return stepFigures(sum);
};
