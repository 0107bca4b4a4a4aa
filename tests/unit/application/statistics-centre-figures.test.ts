import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueFigures } from "../../../functions/application/statistics/catalogue-figures.ts";
import { limitFigures } from "../../../functions/application/statistics/limit-figures.ts";
import {
  type ListedPower,
  powerListFigures,
} from "../../../functions/application/statistics/power-list-figures.ts";
import { averageOf, cutPercent } from "../../../functions/application/statistics/ratios.ts";
import { statisticsOf } from "../../../functions/application/statistics/statistics-of.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { decisionEntry } from "../../support/register-entries.ts";
import { bengbuWorldWith } from "../../support/test-world.ts";

/** What the Bengbu centre has published of itself. */
interface CentreFigures {
  powerList: {
    total: number;
    cutPercent: number;
    byCategory: Record<ListedPower["category"], number>;
  };
  cleanUp: { approvalItems: number; byStatus: Record<ListedPower["status"]["kind"], number> };
  hall: { approvalSubItems: number; serviceSubItems: number };
  promise: { totalWorkingDays: number; averageWorkingDays: number; belowStatutoryPercent: number };
  statutory: { totalWorkingDays: number; averageWorkingDays: number };
  steps: { after: number; cut: number };
  standards: { general: number; support: number; provision: number; improvement: number; total: number };
}

const centre: CentreFigures = JSON.parse(
  readFileSync(new URL("../../fixtures/centre-figures.json", import.meta.url), "utf8"),
);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** So many times each key: a list that has the published counts. */
const spread = <K extends string>(counts: Record<K, number>): K[] =>
  (Object.keys(counts) as K[]).flatMap((key) => Array<K>(counts[key]).fill(key));

/** Whole numbers that are as equal as can be and have a sum. */
const partsOf = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0));

describe("the power list of the centre", () => {
  const powers = spread(centre.powerList.byCategory).map(
    (category): ListedPower => ({ category, status: { kind: "retained" } }),
  );

  it("has 1751 items in ten categories", () => {
    const figures = powerListFigures(powers);

    expect(figures.total).toBe(1751);
    expect(figures.total).toBe(centre.powerList.total);
    expect(figures.byCategory).toEqual(centre.powerList.byCategory);
    expect(Object.keys(figures.byCategory)).toHaveLength(10);
  });

  it("was cut by 62 percent, so that some 4608 items were on it before", () => {
    const before = Math.round(centre.powerList.total / (1 - centre.powerList.cutPercent / 100));

    expect(before).toBe(4608);
    expect(cutPercent(before, centre.powerList.total)).toBe(62);
    expect(cutPercent(before, centre.powerList.total)).toBe(centre.powerList.cutPercent);
  });
});

describe("the seventh clean-up", () => {
  const statuses = spread(centre.cleanUp.byStatus).map(
    (kind): ListedPower => ({ category: "approval", status: { kind } }),
  );

  it("is published by seven statuses that come to 197, eleven more than the items that were reviewed", () => {
    const figures = powerListFigures(statuses);

    expect(figures.byStatus).toEqual(centre.cleanUp.byStatus);
    expect(figures.total).toBe(197);
    expect(figures.cutPercent).toBe(77.16);
  });

  it("kept 45 of 186 items, so that more than three quarters went", () => {
    const { approvalItems, byStatus } = centre.cleanUp;

    expect(cutPercent(approvalItems, byStatus.retained)).toBe(75.81);
  });
});

describe("the promise of the centre", () => {
  const items = centre.hall.approvalSubItems + centre.hall.serviceSubItems;
  const promised = partsOf(centre.promise.totalWorkingDays, items);
  const statutory = partsOf(centre.statutory.totalWorkingDays, items);
  const limits = promised.map((days, index) => ({
    promised: workingDays(days),
    statutory: workingDays(statutory[index] ?? 0),
  }));

  it("is 1452 working days over 433 items: 3.35 each, 83.2 percent below the 19.96 of the law", () => {
    const figures = limitFigures(limits.map((each) => ({ limits: each })));

    expect(items).toBe(433);
    expect(figures.promised).toEqual({ counted: 433, total: 1452, average: 3.35, leftOut: 0 });
    expect(figures.statutory).toEqual({ counted: 433, total: 8643, average: 19.96, leftOut: 0 });
    expect(figures.compressionPercent).toBe(83.2);
    expect(figures.promised.average).toBe(centre.promise.averageWorkingDays);
    expect(figures.statutory.average).toBe(centre.statutory.averageWorkingDays);
    expect(figures.compressionPercent).toBe(centre.promise.belowStatutoryPercent);
  });

  it("is told alike of what was decided under it", () => {
    const entries = limits.map((each) => decisionEntry({ ...each, actualDays: 1 }));
    const { days } = statisticsOf(entries, { by: "month", today: "2026-11-10" }).total;

    expect(days.promised.average).toBe(3.35);
    expect(days.statutory.average).toBe(19.96);
    expect(days.promisedCompressionPercent).toBe(83.2);
    expect(days.actualCompressionPercent).toBe(94.99);
  });
});

describe("other published sums", () => {
  it("hold: steps before the cut, steps of an item, standards", () => {
    const { steps, standards, hall } = centre;

    expect(steps.after + steps.cut).toBe(1950);
    expect(averageOf(steps.after, hall.approvalSubItems + hall.serviceSubItems)).toBe(4.11);
    expect(sum([standards.general, standards.support, standards.provision, standards.improvement])).toBe(
      standards.total,
    );
    expect(standards.total).toBe(719);
  });
});

describe("limits of a list", () => {
  it("in other units are left out of the averages and counted", () => {
    const figures = limitFigures([
      { limits: { promised: workingDays(2), statutory: workingDays(20) } },
      { limits: { promised: workingDays(4), statutory: { value: 30, unit: "natural-day" } } },
      { limits: { promised: null, statutory: null } },
    ]);

    expect(figures).toEqual({
      promised: { counted: 2, total: 6, average: 3, leftOut: 0 },
      statutory: { counted: 1, total: 20, average: 20, leftOut: 1 },
      compressionPercent: 90,
    });
  });

  it("of nothing have no average", () => {
    expect(limitFigures([]).promised.average).toBeNull();
    expect(powerListFigures([]).cutPercent).toBeNull();
  });
});

describe("an edition of the catalogue", () => {
  const { catalog } = bengbuWorldWith({
    "enterprise-registration": { category: "approval" },
    "tax-registration": { category: "approval", status: { kind: "frozen" } },
    "organization-code": { validTo: "2026-10-31" },
    "hazardous-chemicals-permit": { category: "approval", validFrom: "2026-12-01" },
  });
  const { items } = catalog;

  it("is counted as of a day: what is not in force yet, or no longer, is not on the list", () => {
    const october = catalogueFigures(catalog, "2026-10-31");
    const november = catalogueFigures(catalog, "2026-11-01");

    expect([october.total, november.total]).toEqual([items.size - 1, items.size - 2]);
    expect(october.departments - november.departments).toBe(1);
    expect(november).toMatchObject({ version: "changed", on: "2026-11-01" });
  });

  it("tells how many of its approvals were kept", () => {
    const { approvals, byCategory, byStatus, total } = catalogueFigures(catalog, "2026-10-31");
    const kept = approvals.byStatus.retained;

    expect(approvals.total).toBe(byCategory.approval);
    expect(approvals.total).toBeLessThan(total);
    expect(approvals.byStatus.frozen).toBe(1);
    expect(byStatus.frozen).toBe(1);
    expect(approvals.cutPercent).toBe(cutPercent(approvals.total, kept));
    expect(approvals.cutPercent).toBeGreaterThan(0);
  });
});
