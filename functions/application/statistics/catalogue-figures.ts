import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { type Catalog, isInForce } from "../../catalog/catalog.ts";
import { type LimitFigures, limitFigures } from "./limit-figures.ts";
import { type PowerListFigures, powerListFigures } from "./power-list-figures.ts";

/** An edition of the catalogue in figures, as of a day. `departments` are those that have an item in force. */
export interface CatalogueFigures extends PowerListFigures {
  version: string;
  on: IsoDate;
  departments: number;
  /** Of the items that are approvals: clean-ups are of these. */
  approvals: Omit<PowerListFigures, "byCategory">;
  limits: LimitFigures;
}

/** Count the items of an edition that are in force on a day. */
export const catalogueFigures = (
  { version, items }: Pick<Catalog, "version" | "items">,
  on: IsoDate,
): CatalogueFigures => {
  const listed = [...items.values()].filter((item) => isInForce(item, on));
  const { byCategory: _, ...approvals } = powerListFigures(
    listed.filter(({ category }) => category === "approval"),
  );
  return {
    version,
    on,
    departments: new Set(listed.map(({ department }) => department)).size,
    ...powerListFigures(listed),
    approvals,
    limits: limitFigures(listed),
  };
};
